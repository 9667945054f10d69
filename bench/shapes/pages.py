"""Story + Markup -> Page: the HTML, and what must and must not be in its Markdown.

Pure: the same story and markup give the same page. The position of the debris varies
with the language, so that no rule can rely on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from zlib import crc32

from bench.shapes.markups import MARKUPS, Markup
from bench.shapes.stories import (
    Comment,
    Piece,
    Story,
    languages,
    load_story,
    load_traps,
    traps,
)

# the debris under the text, in the orders that sites use; a share line that is not here is above
# the text
_ORDERS = (
    "advert agency tags share follow newsletter comments rules recommended cookies copyright",
    "agency share tags recommended newsletter follow rules comments advert copyright cookies",
    "follow agency newsletter tags recommended comments rules advert copyright cookies",
    "tags newsletter share recommended advert rules comments follow agency cookies copyright",
    "share comments rules follow newsletter recommended tags advert agency copyright cookies",
)
_LISTS = {"entry": "unordered", "step": "ordered"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page: `body` in its order is what must be in the Markdown, `debris` what must not."""

    language: str
    shape: str
    trap: str
    url: str
    html: str
    body: tuple[Piece, ...]
    debris: tuple[Piece, ...]

    @property
    def name(self) -> str:
        return "/".join(filter(None, (self.language, self.shape, self.trap)))


def all_pages() -> Iterator[Page]:
    """Every story of every language and trap in every shape."""
    stories = [load_story(language) for language in languages()]
    stories += [story for trap in traps() for story in load_traps(trap)]
    return (make_page(story, markup) for story in stories for markup in MARKUPS)


def make_page(story: Story, markup: Markup) -> Page:
    """The page of a story as `markup` writes it."""
    number = crc32(f"{story.language} {markup.name} {story.trap}".encode())
    order = _order(markup, number)
    inserted = markup.between if order else ()
    above = () if "share" in order or not order else ("share",)
    return Page(
        language=story.language,
        shape=markup.name,
        trap=story.trap,
        url=f"https://{story.language.lower()}.example/2025/06/{number}.html",
        html=_document(story, markup, (above, inserted, order)),
        body=story.body,
        debris=(*_head_pieces(story), *_debris_pieces(story, (*above, *inserted, *order))),
    )


def _order(markup: Markup, number: int) -> tuple[str, ...]:
    """The kinds of debris under the text; none in a markup without a place for them."""
    if "{tail}" not in markup.frame:
        return ()
    order = _ORDERS[number % len(_ORDERS)].split()
    return tuple(kind for kind in order if kind not in markup.between)


def _head_pieces(story: Story) -> Iterator[Piece]:
    yield Piece("site", story.site)
    yield from (Piece("menu", name) for name in story.menu)
    yield Piece("headline", story.headline)
    yield Piece("byline", story.byline)
    yield Piece("dateline", story.dateline)


def _debris_pieces(story: Story, kinds: Iterable[str]) -> Iterator[Piece]:
    for kind in kinds:
        yield Piece(kind, story.debris[kind])
        if kind == "recommended":
            yield from (Piece("title", title) for title in story.titles)
        if kind == "comments":
            for comment in story.thread:
                yield Piece("name", comment.name)
                yield Piece("date", comment.date)
                yield Piece("comment", comment.text)


# --- HTML ------------------------------------------------------------------------------


def _document(story: Story, markup: Markup, places: tuple[tuple[str, ...], ...]) -> str:
    above, inserted, order = places
    text = _body(story.body, markup, [story.debris[kind] for kind in inserted])
    body = markup.frame.format(
        menu=_menu(story, markup),
        head=_head(story, markup) + "".join(_box(kind, story, markup) for kind in above),
        text=text,
        tail="\n".join(_box(kind, story, markup) for kind in order),
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{story.language}"><head><meta charset="utf-8">'
        f"<title>{escape(story.headline)} | {escape(story.site)}</title>{markup.declares}</head>\n"
        f"<body>\n{body}\n</body></html>\n"
    )


def _menu(story: Story, markup: Markup) -> str:
    sections = (markup.section.format(escape(name), n=n) for n, name in enumerate(story.menu))
    return markup.site.format(escape(story.site)) + "".join(sections)


def _head(story: Story, markup: Markup) -> str:
    return (
        markup.headline.format(escape(story.headline))
        + markup.byline.format(escape(story.byline))
        + markup.dateline.format(escape(story.dateline))
    )


def _body(pieces: Sequence[Piece], markup: Markup, inserts: Sequence[str]) -> str:
    """The text, its entries and steps in lists; the inserts spread over the gaps in it."""
    blocks = [
        _block(kind, list(group), markup) for kind, group in groupby(enumerate(pieces), key=_run)
    ]
    gap = len(blocks) / (len(inserts) + 1)
    for n, text in reversed(list(enumerate(inserts, 1))):
        blocks.insert(round(n * gap), markup.insert.format(escape(text)))
    return "\n".join(blocks)


def _run(numbered: tuple[int, Piece]) -> tuple[str, int]:
    """The key by which pieces are grouped into a block: entries of one list, or a position."""
    place, piece = numbered
    return (piece.kind, 0) if piece.kind in _LISTS else (piece.kind, place)


def _block(run: tuple[str, int], numbered: Sequence[tuple[int, Piece]], markup: Markup) -> str:
    kind, _ = run
    html = "".join(_piece(piece, markup) for _, piece in numbered)
    return str(getattr(markup, _LISTS[kind])).format(html) if kind in _LISTS else html


def _piece(piece: Piece, markup: Markup) -> str:
    template: str = getattr(markup, piece.kind)
    return template.format(escape(piece.text).replace("\n", "<br>\n"))


def _box(kind: str, story: Story, markup: Markup) -> str:
    return markup.boxes.get(kind, markup.box).format(_rows(kind, story, markup))


def _rows(kind: str, story: Story, markup: Markup) -> str:
    text = escape(story.debris[kind])
    if kind == "recommended":
        links = (markup.link.format(escape(t), n=n) for n, t in enumerate(story.titles, 80))
        return markup.label.format(text) + markup.links.format("".join(links))
    if kind == "comments":
        return markup.label.format(text) + markup.thread.format(_thread(story.thread, markup))
    return markup.line.format(text)


def _thread(comments: Sequence[Comment], markup: Markup) -> str:
    """The comments; the second is a reply to the first where the markup nests replies."""
    if not comments:
        return ""
    first, *rest = comments
    if "</li>" in markup.comment and rest:
        answer = f"<ul>{_comment(rest[0], markup)}</ul>"
        return _comment(first, markup, answer) + _thread(rest[1:], markup)
    return _comment(first, markup) + _thread(rest, markup)


def _comment(comment: Comment, markup: Markup, replies: str = "") -> str:
    return markup.comment.format(
        name=escape(comment.name),
        date=escape(comment.date),
        text=escape(comment.text),
        replies=replies,
    )

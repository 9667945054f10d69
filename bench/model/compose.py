"""Composed pages: the body of one page with the debris of others, in markup of another kind.

A model that only sees pages as their publishers write them learns boxes and names, and fails
where a page has none. Here the same texts come as flat paragraphs, as one cell of a layout table,
in boxes without names and in boxes with misleading ones; the right answer is known, because the
body is known. Everything is drawn from a seeded generator: the same sources give the same pages.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from html import escape
from random import Random
from zlib import crc32

from bench.extraction.corpora import GoldPage
from bench.model.lender import Source
from bench.model.markup import MARKUPS, Line, Part, without_links
from bench.model.site_frame import with_site_frame
from bench.model.threads import THREAD, thread
from scraper.blocks import Embed, Image
from scraper.extraction.metadata import read_metadata
from scraper.extraction.metadata.json_ld import json_ld_scripts, parse_json_ld
from scraper.extraction.page.outline import Break, Outline, Piece, Segment, SegmentKind
from scraper.extraction.page.parse import parse, strip
from scraper.extraction.page.walk import make_outline
from scraper.extraction.selection import alignment

_RIGHT, _WRONG = 0.8, 0.2  # shares of a segment's text that is in the gold text
_LONGEST_DEBRIS = 70  # words
_SHORTEST_BODY = 80  # words
_SOUND = 0.7  # share of the words between the first and the last of a body that are right
_FRAMED = 0.4  # share of the pages that have the rest of a site around them
_FEWEST_SOURCES = 3  # of a language, to lend debris to each other
_SCRIPTS = {"zh": "cjk", "ja": "cjk"}
_TAGS = frozenset({"p", "h1", "h2", "h3", "h4", "li", "blockquote", "pre", "td", "dd", "dt"})


def source(page: GoldPage, domain: str) -> Source | None:
    """None for a page whose gold text is not one stretch of it, or that is too short."""
    tree = parse(page.html)
    metadata = read_metadata(tree, parse_json_ld(json_ld_scripts(tree)), url=page.url)
    root = strip(tree)
    if not page.text:
        return None
    outline = make_outline(root)
    segments = outline.segments
    gold = [line for line in page.text.split("\n") if line.strip()]
    right = alignment.coverage(segments, gold)
    inside = [i for i, share in enumerate(right) if share >= _RIGHT and segments[i].words >= 8]
    if not inside:
        return None
    first, last = inside[0], inside[-1]
    body = [s for s in segments[first : last + 1] if right[s.index] >= _RIGHT]
    between = sum(s.words for s in segments[first : last + 1])
    words = sum(s.words for s in body)
    if words < _SHORTEST_BODY or words < _SOUND * between:
        return None
    title = metadata.title
    return Source(
        name=f"{page.corpus}/{page.name}",
        domain=domain,
        language=(metadata.language or "en").partition("-")[0].lower(),
        title=title,
        authors=metadata.authors,
        body=tuple(_line(outline, s) for s in body if s.text != title),
        before=tuple(_runs(outline, segments[:first], right)),
        after=tuple(_runs(outline, segments[last + 1 :], right)),
    )


def _runs(
    outline: Outline, segments: Sequence[Segment], right: Sequence[float]
) -> Iterator[tuple[Line, ...]]:
    """Runs of lines that are no text of the article, cut where their box ends."""
    run: list[Line] = []
    box = -1
    for segment in segments:
        is_debris = (
            segment.kind is SegmentKind.TEXT
            and right[segment.index] < _WRONG
            and 0 < segment.words <= _LONGEST_DEBRIS
        )
        around = _box(outline, segment)
        if run and (not is_debris or around != box or len(run) >= THREAD):
            yield tuple(run)
            run = []
        box = around
        if is_debris:
            run.append(_line(outline, segment))
    if run:
        yield tuple(run)


def _box(outline: Outline, segment: Segment) -> int:
    """The element two levels around a segment's own: a widget, an entry of a thread."""
    around = list(outline.ancestors(segment.parent))
    return around[min(2, len(around) - 1)].index


def _line(outline: Outline, segment: Segment) -> Line:
    tags = (e.tag for e in outline.ancestors(segment.parent))
    own = next(tags, "p")
    tag = own if own in _TAGS else "p"
    return Line(tag, "".join(map(_html, segment.pieces)).strip(), segment.words)


def _html(piece: Piece) -> str:
    content, marks = piece
    if isinstance(content, Break):
        return "<br>"
    if isinstance(content, Image | Embed):
        return ""
    text = escape(content)
    for mark in reversed(marks):
        if mark.name == "link":
            text = f'<a href="{escape(mark.href or "#")}">{text}</a>'
        elif mark.name == "strong":
            text = f"<b>{text}</b>"
        elif mark.name == "emphasis":
            text = f"<i>{text}</i>"
    return text


def composed(sources: Sequence[Source], *, each: int = 2, seed: int = 1) -> Iterator[GoldPage]:
    """`each` pages of every source, in order."""
    lenders: defaultdict[str, list[Source]] = defaultdict(list)
    for one in sources:
        lenders[_SCRIPTS.get(one.language, one.language)].append(one)
    for one in sources:
        others = [o for o in lenders[_SCRIPTS.get(one.language, one.language)] if o is not one]
        for number in range(each):
            random = Random(crc32(f"{seed} {one.name} {number}".encode()))
            own = others if len(others) >= _FEWEST_SOURCES else [*others, one]
            yield _page(one, own, random, number)


def _page(one: Source, lenders: Sequence[Source], random: Random, number: int) -> GoldPage:
    body = _stretch(one.body, random)
    parts: list[Part] = []
    is_clean = random.random() < 0.35
    if random.random() < 0.8:
        parts.append(Part(_menu(lenders, random), is_body=False))
    parts.append(Part((Line("h1", escape(one.title), len(one.title.split())),), is_body=False))
    if random.random() < 0.7:
        parts.append(Part(_dateline(one, lenders, random), is_body=False))
    parts.extend(_between(body, [] if is_clean else lenders, random))
    if not is_clean:
        parts.extend(_after(lenders, random))
    markup = random.choice(MARKUPS)
    html = markup(one.title, one.language, [part for part in parts if part.lines], random)
    if random.random() < _FRAMED:
        html = with_site_frame(html, lenders, random)
    return GoldPage(
        corpus="composed",
        name=f"{one.name}#{number}",
        url=f"https://site.example/{random.randrange(9999)}",
        html=html,
        kind="article",
        text="\n".join(line.text for line in body),
    )


def _stretch(body: tuple[Line, ...], random: Random) -> tuple[Line, ...]:
    """All of a body, or 3 to 14 lines of it that begin with a paragraph."""
    if random.random() < 0.5 or len(body) <= 4:
        return body[:120]
    count = random.randint(3, 14)
    start = random.randrange(max(1, len(body) - count))
    return body[start : start + count]


def _between(body: tuple[Line, ...], lenders: Sequence[Source], random: Random) -> Iterator[Part]:
    """The body, with a few short runs of debris between its lines."""
    breaks = set()
    if lenders and len(body) > 2 and random.random() < 0.5:
        breaks = {random.randrange(1, len(body)) for _ in range(random.randint(1, 3))}
    start = 0
    for at in sorted(breaks):
        if body[at - 1].is_heading:
            continue
        yield Part(body[start:at], is_body=True)
        yield Part(_short_run(lenders, random), is_body=False)
        start = at
    yield Part(body[start:], is_body=True)


def _short_run(lenders: Sequence[Source], random: Random) -> tuple[Line, ...]:
    one = random.choice(lenders)
    runs = [run for run in one.after if sum(line.words for line in run) <= 40]
    return random.choice(runs)[:3] if runs else ()


def _menu(lenders: Sequence[Source], random: Random) -> tuple[Line, ...]:
    runs = [run for one in lenders[:50] for run in one.before if len(run) > 1]
    return random.choice(runs)[: random.randint(1, 8)] if runs else ()


def _dateline(one: Source, lenders: Sequence[Source], random: Random) -> tuple[Line, ...]:
    own = one.before or random.choice(lenders).before
    return own[-1][-random.randint(1, 3) :] if own else ()


def _after(lenders: Sequence[Source], random: Random) -> Iterator[Part]:
    """What comes under an article: runs from the ends of other pages, and a thread of comments."""
    most = 5 if random.random() < 0.7 else 12
    runs = [_run_after(lenders, random) for _ in range(random.randint(1, most))]
    if random.random() < 0.6:
        runs.insert(random.randrange(len(runs) + 1), thread(lenders, random))
    is_bare = random.random() < 0.3
    for run in runs:
        yield Part(tuple(map(without_links, run)) if is_bare else run, is_body=False)


def _run_after(lenders: Sequence[Source], random: Random) -> tuple[Line, ...]:
    one = random.choice(lenders)
    return random.choice(one.after)[:THREAD] if one.after else ()

"""A page -> an Article: the steps in their order, each a function of its own.

    decode -> parse -> metadata -> outline
        -> prune -> body -> repair -> residue -> verdict -> blocks -> markdown

Pure: no clock, disk, network or environment; the same input gives the same article.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

from scraper import blocks as b
from scraper.extract import body, prune
from scraper.extract.account import Account
from scraper.extract.assemble import Assembly
from scraper.extract.comments import apart_from, read_comments
from scraper.extract.decode import decode
from scraper.extract.footnotes import find_footnotes
from scraper.extract.headline import with_visible_headline
from scraper.extract.inlines import Writer
from scraper.extract.metadata import read_metadata
from scraper.extract.outline import NO_OUTLINE, Outline
from scraper.extract.parse import parse, strip
from scraper.extract.repair import repair
from scraper.extract.residue import residue
from scraper.extract.selectors import drop_selected, selected
from scraper.extract.verdict import Evidence, judge
from scraper.extract.walk import make_outline
from scraper.extract.words import count_words
from scraper.markdown import render_markdown
from scraper.models import Article, Comment, Headers, Metadata, Removal, Verdict
from scraper.settings import ExtractSettings

# Raised with every change of the rules that changes what comes out of a page.
EXTRACT_VERSION = "1"

DEFAULTS = ExtractSettings()
_NO_SCENE = (b.ThematicBreak, b.Footnote)
_CHOSEN = 0.5  # share of a segment's text that the main text must hold
# trafilatura's time grows faster than the page; these bounds are ten times a long article.
_LONGEST = 2_000_000  # characters of HTML, after scripts and styles have left
_MOST_ELEMENTS = 20_000
_TOO_LITTLE = 0.2  # share of the page's prose; below it the main text is sought more widely


def extract(
    html: str | bytes,
    *,
    url: str | None = None,
    headers: Headers = (),
    fetched_at: datetime | None = None,
    settings: ExtractSettings = DEFAULTS,
) -> Article:
    """The article of one HTML page, with what was left out and why.

    `html` is the page, as text or as the bytes of the answer; bytes are decoded by
    `headers` (the Content-Type's charset), `<meta>` and detection. `url` is the page's
    address: with it links come out absolute. `fetched_at` (aware) is the instant no
    date of the article may lie after. `settings` names selectors to drop or keep,
    and asks for comments.

    Always returns an Article with the best text there is; its `verdict` says whether the
    page is one. Takes milliseconds to some tens of them, by the page's length.
    """
    reading = read(html, url=url, headers=headers, fetched_at=fetched_at, settings=settings)
    blocks = _blocks(reading.account, reading.base, settings)
    plain = b.plain_text(blocks)
    comments: tuple[Comment, ...] = ()
    if settings.comments:
        page = decode(html, _content_type(headers))
        found = read_comments(page, base=reading.base, now=fetched_at, links=settings.links)
        comments = apart_from(plain, found)
    return Article(
        metadata=reading.metadata,
        blocks=blocks,
        markdown=render_markdown(blocks),
        text=plain,
        word_count=count_words(plain),
        verdict=reading.verdict,
        removals=(*reading.removed, *reading.account.removals()),
        comments=comments,
        url=url or "",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A page after all steps but the writing down: every segment is kept or dropped.

    `removed` left the tree by the user's selectors, before there were segments; `base` is
    the address that relative links start from.
    """

    metadata: Metadata
    account: Account
    verdict: Verdict
    removed: tuple[Removal, ...]
    base: str


def read(
    html: str | bytes,
    *,
    url: str | None,
    headers: Headers,
    fetched_at: datetime | None,
    settings: ExtractSettings,
) -> Reading:
    """All decisions about a page; the arguments are those of `extract`."""
    tree = parse(decode(html, _content_type(headers)))
    metadata = read_metadata(tree, url=url or "", headers=headers, now=fetched_at)
    base = _base(tree, url or "")
    root = strip(tree)
    removed: list[Removal] = []
    account = Account(NO_OUTLINE)
    if root is not None:
        removed = drop_selected(root, settings.drop)
        outline = make_outline(root)
        metadata = with_visible_headline(metadata, outline)
        account = Account(outline, pinned=selected(root, outline, settings.keep))
        choose(account, root, base)
        residue(account, metadata)
    verdict = judge(
        Evidence(outline=account.outline, kept=account.kept(), metadata=metadata, url=url or "")
    )
    return Reading(
        metadata=metadata,
        account=account,
        verdict=verdict,
        removed=tuple(removed),
        base=base,
    )


def choose(account: Account, root: LexborNode, base: str) -> None:
    """Drop all that is not the main text; the nodes that are pruned leave the tree."""
    outline = account.outline
    pruned = prune.prune(outline)
    for element, rule in pruned:
        account.drop_element("prune", element, rule)
    account.drop("prune", prune.loose_controls(outline))
    for element, _ in pruned:  # after the last look at them: the nodes are freed
        if not account.is_pinned(element.first, element.last):
            element.node.decompose()
    open_ = frozenset(segment.index for segment in account.kept())
    chosen = repair(outline, _main(outline, open_, root.html or ""), open_, base)
    account.drop("body", ((i, "not in the main text") for i in open_ - chosen))


def _main(outline: Outline, open_: frozenset[int], html: str) -> set[int]:
    """The segments of the main text; sought with the wider search where the first finds little.

    Where nothing is found, and on pages too long to be searched in bounded time, it is all
    that reads like text.
    """
    segments = [outline.segments[i] for i in sorted(open_)]
    prose = {segment.index: segment.words for segment in segments if segment.is_prose}
    chosen: set[int] = set()
    if len(html) > _LONGEST or len(outline.elements) > _MOST_ELEMENTS:
        return set(prose)
    for wide in (False, True):
        shares = body.coverage(segments, body.main_text(html, wide=wide))
        chosen = {s.index for s, share in zip(segments, shares, strict=True) if share >= _CHOSEN}
        found = sum(words for index, words in prose.items() if index in chosen)
        if chosen and found >= _TOO_LITTLE * sum(prose.values()):
            break
    return chosen or set(prose)


def _blocks(account: Account, base: str, settings: ExtractSettings) -> tuple[b.Block, ...]:
    notes = find_footnotes(account.outline, account.kept(), base)
    writer = Writer(
        base=base,
        footnotes=notes.labels,
        back_links=notes.back_links,
        links=settings.links,
        images=settings.images,
    )
    return _without_outer_breaks(Assembly(account.outline, account, writer, notes).blocks())


def _without_outer_breaks(blocks: tuple[b.Block, ...]) -> tuple[b.Block, ...]:
    """A scene change parts two scenes: before the first and after the last it says nothing."""
    scenes = [i for i, block in enumerate(blocks) if not isinstance(block, _NO_SCENE)]
    first, last = (scenes[0], scenes[-1]) if scenes else (0, -1)
    return tuple(
        block
        for i, block in enumerate(blocks)
        if first <= i <= last or not isinstance(block, b.ThematicBreak)
    )


def _content_type(headers: Headers) -> str | None:
    return next((value for name, value in headers if name.lower() == "content-type"), None)


def _base(tree: LexborHTMLParser, url: str) -> str:
    """The address relative links start from (HTML, 4.2.3: the first `<base href>`)."""
    node = tree.css_first("base[href]")
    href = (node.attributes.get("href") or "").strip() if node is not None else ""
    try:
        return urljoin(url, href) if href else url
    except ValueError:
        return url

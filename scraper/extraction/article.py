"""A page -> an Article: the steps in their order, each a function of its own.

    decode -> parse -> metadata -> outline -> choose -> residue -> verdict -> blocks -> markdown

Pure: no clock, disk, network or environment; the same input gives the same article.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser

from scraper import blocks as b
from scraper.extraction.comments import apart_from, read_comments
from scraper.extraction.decisions import SegmentDecisions
from scraper.extraction.metadata import read_metadata
from scraper.extraction.metadata.visible_headline import with_visible_headline
from scraper.extraction.page.decode import decode
from scraper.extraction.page.footnotes import find_footnotes
from scraper.extraction.page.outline import NO_OUTLINE
from scraper.extraction.page.parse import parse, strip
from scraper.extraction.page.walk import make_outline
from scraper.extraction.page.word_count import count_words
from scraper.extraction.selection.residue import residue
from scraper.extraction.selection.select import SelectionOptions, select_segments
from scraper.extraction.selection.user_selectors import drop_selected, selected
from scraper.extraction.verdict.judge import judge
from scraper.extraction.verdict.signs import VerdictInput
from scraper.extraction.writing.assemble import Assembly
from scraper.extraction.writing.inline_writer import InlineWriter
from scraper.markdown import render_markdown
from scraper.models import Article, Comment, Headers, Metadata, Removal, Verdict
from scraper.settings import ExtractSettings

# Raised with every change of the rules that changes what comes out of a page.
EXTRACT_VERSION = "1"

DEFAULTS = ExtractSettings()
_NO_SCENE = (b.ThematicBreak, b.Footnote)


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
    blocks = write_down(reading, settings)
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
        confidence=round(reading.confidence, 3),
        removals=(*reading.removed, *reading.account.removals()),
        comments=comments,
        url=url or "",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PageReading:
    """A page after all steps but the writing down: every segment is kept or dropped.

    `confidence` is the expected F1 of the text. `removed` left the tree by the user's
    selectors, before there were segments; `base` is the address that relative links start from.
    """

    metadata: Metadata
    account: SegmentDecisions
    verdict: Verdict
    confidence: float
    removed: tuple[Removal, ...]
    base: str


def read(
    html: str | bytes,
    *,
    url: str | None,
    headers: Headers,
    fetched_at: datetime | None,
    settings: ExtractSettings,
    chooser: SelectionOptions | None = None,
) -> PageReading:
    """All decisions about a page; the arguments are those of `extract`.

    `chooser` stands in for the way the settings choose the main text: for measuring others.
    """
    tree = parse(decode(html, _content_type(headers)))
    metadata = read_metadata(tree, url=url or "", headers=headers, now=fetched_at)
    base = _base(tree, url or "")
    root = strip(tree)
    removed: list[Removal] = []
    account = SegmentDecisions(NO_OUTLINE)
    confidence = 0.0
    if root is not None:
        removed = drop_selected(root, settings.drop)
        outline = make_outline(root)
        metadata = with_visible_headline(metadata, outline)
        account = SegmentDecisions(outline, pinned=selected(root, outline, settings.keep))
        chooser = chooser or SelectionOptions(mode=settings.mode)
        chosen = select_segments(account, root, metadata, chooser, url=url or "", base=base)
        residue(account, metadata, chosen.sure, mode=chooser.mode)
        confidence = chosen.confidence
    verdict = judge(
        VerdictInput(outline=account.outline, kept=account.kept(), metadata=metadata, url=url or "")
    )
    return PageReading(
        metadata=metadata,
        account=account,
        verdict=verdict,
        confidence=confidence,
        removed=tuple(removed),
        base=base,
    )


def write_down(reading: PageReading, settings: ExtractSettings) -> tuple[b.Block, ...]:
    """The blocks of what is kept, in page order."""
    account = reading.account
    notes = find_footnotes(account.outline, account.kept(), reading.base)
    writer = InlineWriter(
        base=reading.base,
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

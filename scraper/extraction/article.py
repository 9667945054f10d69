"""A page -> an Article: the steps in their order, each a function of its own.

    decode -> parse -> metadata -> walk -> prune -> score -> (trafilatura) -> select -> repair
           -> residue -> verdict -> comments -> write

Pure: no clock, disk, network or environment; the same input gives the same article.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser

from scraper import blocks as b
from scraper.extraction.comments import comments_not_in, read_comments
from scraper.extraction.decisions import SegmentDecisions
from scraper.extraction.metadata import read_metadata
from scraper.extraction.metadata.json_ld import json_ld_scripts, parse_json_ld
from scraper.extraction.metadata.visible_headline import with_visible_headline
from scraper.extraction.page.decode import page_source
from scraper.extraction.page.footnotes import find_footnotes
from scraper.extraction.page.formulas import draws_tex, may_be_drawn
from scraper.extraction.page.outline import Outline, Segment
from scraper.extraction.page.parse import html_of, parse, parser_errors, strip
from scraper.extraction.page.walk import make_outline
from scraper.extraction.page.word_count import count_words
from scraper.extraction.selection.residue import residue
from scraper.extraction.selection.score import (
    Scores,
    SelectionOptions,
    prune_page,
    score_segments,
    with_trafilatura,
)
from scraper.extraction.selection.select import page_mode, select_segments
from scraper.extraction.selection.user_selectors import drop_selected, selected
from scraper.extraction.verdict.judge import judge
from scraper.extraction.verdict.verdict_input import VerdictInput
from scraper.extraction.writing.assemble import Assembly
from scraper.extraction.writing.inline_writer import InlineWriter
from scraper.markdown import render_markdown
from scraper.models import Article, Comment, Headers, Metadata, Removal, Verdict
from scraper.settings import ExtractSettings

# Raised with every change of the rules that changes what comes out of a page.
EXTRACT_VERSION = "8"

DEFAULTS = ExtractSettings()
_NO_SCENE = (b.ThematicBreak, b.Footnote)


def extract(
    html: str | bytes,
    *,
    url: str | None = None,
    headers: Headers = (),
    fetched_at: datetime | None = None,
    status: int | None = None,
    settings: ExtractSettings = DEFAULTS,
) -> Article:
    """The article of one HTML page, with what was left out and why.

    `html` is the page, as text or as the bytes of the answer; bytes are decoded by
    `headers` (the Content-Type's charset), `<meta>` and detection. `url` is the page's
    address: with it links come out absolute. `fetched_at` (aware) is the instant no
    date of the article may lie after. `status` is the HTTP status that the page came with: the
    verdict on a short page of a 403 or 503 rests on it. `settings` names selectors to drop or keep,
    and asks for comments.

    Always returns an Article with the best text there is; its `verdict` says whether the
    page is one. Takes milliseconds to some tens of them, by the page's length.
    """
    reading = read(
        html, url=url, headers=headers, fetched_at=fetched_at, status=status, settings=settings
    )
    blocks = write(reading, settings)
    plain = b.plain_text(blocks)
    return Article(
        metadata=reading.metadata,
        blocks=blocks,
        markdown=render_markdown(blocks),
        text=plain,
        word_count=count_words(plain),
        verdict=reading.verdict,
        confidence=round(reading.confidence, 3),
        removals=(*reading.removed, *reading.decisions.removals()),
        comments=comments_not_in(plain, reading.comments),
        url=url or "",
    )


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class PageReading:
    """A page after all steps but the writing: every segment is kept or dropped.

    `scores` are those of the segments, `confidence` is the expected F1 of the text. `removed` is
    what the user's selectors took out before there were segments; `base` is the address that
    relative links start from;
    `draws_tex` says whether the page draws the TeX between the dollars of its text.
    """

    metadata: Metadata
    decisions: SegmentDecisions
    scores: Scores
    verdict: Verdict
    confidence: float
    removed: tuple[Removal, ...]
    base: str
    draws_tex: bool = False
    comments: tuple[Comment, ...] = ()


@parser_errors()
def read(
    html: str | bytes,
    *,
    url: str | None,
    headers: Headers,
    fetched_at: datetime | None,
    settings: ExtractSettings,
    status: int | None = None,
    options: SelectionOptions | None = None,
) -> PageReading:
    """All decisions about a page; the other arguments are those of `extract`.

    `options` replace the way in which the settings choose the main text: for measuring others.
    """
    url = url or ""
    options = options or SelectionOptions(mode=settings.mode)
    text, utf8 = page_source(html, content_type(headers))
    tree = parse(text, utf8)
    json_ld = parse_json_ld(json_ld_scripts(tree))
    metadata = read_metadata(tree, json_ld, url=url, headers=headers, now=fetched_at)
    base = _base(tree, url)
    root = strip(tree)
    removed = drop_selected(root, settings.drop)
    outline = make_outline(root)
    metadata = with_visible_headline(metadata, outline)
    decisions = SegmentDecisions(outline, pinned=selected(root, outline, settings.keep))
    scores = score_segments(outline, prune_page(decisions, metadata), metadata, options, url)
    scores = with_trafilatura(scores, outline, lambda: html_of(root), metadata, options, url)
    mode = page_mode(options.mode, outline, metadata, url)
    selection = select_segments(decisions, scores, metadata, mode=mode)
    residue(decisions, metadata, selection.sure, mode=options.mode)
    kept = decisions.kept()
    page = VerdictInput(
        outline=outline, kept=kept, metadata=metadata, url=url, html=text, status=status
    )
    return PageReading(
        metadata=metadata,
        decisions=decisions,
        scores=scores,
        verdict=judge(page),
        confidence=selection.confidence,
        removed=tuple(removed),
        base=base,
        draws_tex=_draws_tex(outline, kept, text),
        # the last to read the tree: what it has read it removes
        comments=read_comments(root, json_ld, base=base, now=fetched_at, links=settings.links)
        if settings.comments
        else (),
    )


def _draws_tex(outline: Outline, kept: Sequence[Segment], html: str) -> bool:
    """Whether the page draws TeX between dollars, where its text has some: looking through the
    whole page takes longer than looking through the text.
    """
    has_dollars = any("$" in segment.text for segment in kept)
    may_be = has_dollars and any(may_be_drawn(segment.text) for segment in outline.segments)
    return may_be and draws_tex(html)


def write(reading: PageReading, settings: ExtractSettings) -> tuple[b.Block, ...]:
    """The blocks of what is kept, in page order."""
    decisions = reading.decisions
    kept = decisions.kept()
    notes = find_footnotes(decisions.outline, kept)
    writer = InlineWriter(
        base=reading.base,
        footnotes=notes.written(kept),
        links=settings.links,
        images=settings.images,
        tex=reading.draws_tex,
    )
    return _without_outer_breaks(Assembly(decisions.outline, decisions, writer).blocks())


def _without_outer_breaks(blocks: tuple[b.Block, ...]) -> tuple[b.Block, ...]:
    """A scene change parts two scenes: before the first and after the last it says nothing."""
    scenes = [i for i, block in enumerate(blocks) if not isinstance(block, _NO_SCENE)]
    first, last = (scenes[0], scenes[-1]) if scenes else (0, -1)
    return tuple(
        block
        for i, block in enumerate(blocks)
        if first <= i <= last or not isinstance(block, b.ThematicBreak)
    )


def content_type(headers: Headers) -> str | None:
    """The value of the Content-Type header, if there is one."""
    return next((value for name, value in headers if name.lower() == "content-type"), None)


def _base(tree: LexborHTMLParser, url: str) -> str:
    """The address relative links start from (HTML, 4.2.3: the first `<base href>`)."""
    node = tree.css_first("base[href]")
    href = (node.attributes.get("href") or "").strip() if node is not None else ""
    try:
        return urljoin(url, href) if href else url
    except ValueError:
        return url

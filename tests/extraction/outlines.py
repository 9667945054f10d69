"""Small pages for the tests of extraction."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser

from scraper.extraction.decisions import SegmentDecisions
from scraper.extraction.page.footnotes import find_footnotes
from scraper.extraction.page.outline import Outline
from scraper.extraction.page.parse import parse, strip
from scraper.extraction.page.walk import make_outline
from scraper.extraction.rules import Rule
from scraper.extraction.writing.assemble import Assembly
from scraper.extraction.writing.inline_writer import InlineWriter
from scraper.markdown import render_markdown

SENTENCE = (
    "The harbour office counted forty boats on the first morning of the season, and the old "
    "ferryman said that he had not seen as many since his father rowed across the bay."
)


def paragraphs(count: int, *, words: str = SENTENCE) -> str:
    """`count` different paragraphs of prose as HTML."""
    return "".join(f"<p>In year {1900 + n}: {words}</p>" for n in range(count))


def outline_of(html: str) -> Outline:
    root = LexborHTMLParser(html).root
    assert root is not None
    return make_outline(root)


def texts(html: str) -> list[str]:
    return [segment.text for segment in outline_of(html).segments]


def markdown_of(
    html: str,
    *,
    base: str = "https://a.example/story",
    tex: bool = False,
    dropped: tuple[str, ...] = (),
) -> str:
    """The Markdown of a page of which everything is kept but the texts that the model drops."""
    outline = make_outline(strip(parse(html)))
    decisions = SegmentDecisions(outline)
    decisions.drop((s.index, Rule.MODEL) for s in outline.segments if s.text in dropped)
    kept = decisions.kept()
    notes = find_footnotes(outline, kept).written(kept)
    writer = InlineWriter(base=base, footnotes=notes, tex=tex)
    return render_markdown(Assembly(outline, decisions, writer).blocks())

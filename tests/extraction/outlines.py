"""Small pages for the tests of extraction."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser

from scraper.extraction.page.outline import Outline
from scraper.extraction.page.walk import make_outline

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

"""A title that contains more than the headline, where a line of the page is the headline alone.

Old pages have no `<h1>`: the headline is a bold line, the title is "Site: headline".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile

from scraper.extraction.metadata.candidates import Candidate, evidence_of
from scraper.extraction.metadata.title_parts import separators
from scraper.extraction.page.outline import Break, Outline, Segment
from scraper.extraction.page.word_count import count_words
from scraper.extraction.phrases import normalise
from scraper.models import Metadata

_COLON = re.compile(r"\s*(?:(?<!:):\s|[：「」_-])\s*")
_FEWEST = 3  # words; a shorter line may be a section's name
_MOST_LINES = 60  # of the page that are looked at


def with_visible_headline(metadata: Metadata, outline: Outline) -> Metadata:
    """`metadata` with the part of its title that is a line of the page, if there is one.

    A title that is a line as a whole, or that comes from a heading, stays.
    """
    source = next((e.source for e in metadata.evidence if e.field == "title"), "h1")
    parts = list(_parts(metadata.title))
    if source in {"h1", "h2"} or not parts:
        return metadata
    lines = {normalise(line) for s in outline.segments[:_MOST_LINES] for line in _lines(s)}
    if normalise(metadata.title) in lines:
        return metadata
    part = next((part for part in parts if normalise(part) in lines), "")
    return _titled(metadata, part) if part else metadata


def _lines(segment: Segment) -> Iterator[str]:
    """The text of a segment, and its first line where it has several."""
    yield segment.text
    first = takewhile(lambda piece: not isinstance(piece[0], Break), segment.pieces)
    line = "".join(text for text, _ in first if isinstance(text, str))
    if len(line) < len(segment.text):
        yield line


def _parts(title: str) -> Iterator[str]:
    """What is left of a title without its first, or its last, part; longest first."""
    cuts = [*separators(title), *(match.span() for match in _COLON.finditer(title))]
    parts = [title[end:] for _, end in cuts] + [title[:start] for start, _ in cuts]
    parts = [part for part in parts if count_words(part) >= _FEWEST]
    yield from sorted(parts, key=len, reverse=True)


def _titled(metadata: Metadata, title: str) -> Metadata:
    evidence = evidence_of("title", title, Candidate("title", title, "line", 0.85))
    others = tuple(e for e in metadata.evidence if e.field != "title")
    return replace(metadata, title=title, evidence=(evidence, *others))

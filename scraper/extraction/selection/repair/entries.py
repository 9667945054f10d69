"""Boxes that are written alike, each a name and what is said of it."""

from __future__ import annotations

from collections.abc import Sequence

from scraper.extraction.page.bold_text import is_bold_text
from scraper.extraction.page.outline import Element, Outline, Segment, SegmentKind

_FEWEST = 3  # entries
_NAME = 15  # words
_PROSE = 8  # words of the shortest paragraph
_LONGEST = 400  # words of an entry
_USUAL = 15  # words of prose that entries have, on average: captions have fewer

Entry = Sequence[Segment]


def rows_of_entries(outline: Outline) -> Sequence[Sequence[Entry]]:
    """The rows of three or more entries: sibling elements of one template, with their lines."""
    rows: dict[tuple[int, object], list[Element]] = {}
    for element in outline.elements:
        if element.last - element.first > 1 and element.parent >= 0:
            rows.setdefault((element.parent, element.template), []).append(element)
    found: list[Sequence[Entry]] = []
    for elements in rows.values():
        if len(elements) < _FEWEST:
            continue
        row = [entry for e in elements if (entry := _entry(outline, e))]
        words = sum(line.words for entry in row for line in entry if is_entry_prose(line))
        if len(row) >= _FEWEST and words >= _USUAL * len(row):
            found.append(row)
    return found


def _entry(outline: Outline, element: Element) -> Entry:
    """The lines of a name and, under it, a paragraph without links; none where it is no entry."""
    if outline.words(element) > _LONGEST:
        return ()
    lines = [s for s in outline.segments[element.first : element.last] if s.text]
    is_named = len(lines) > 1 and lines[0].words <= _NAME and _is_name(outline, lines[0])
    return lines if is_named and any(map(is_entry_prose, lines[1:])) else ()


def _is_name(outline: Outline, line: Segment) -> bool:
    return outline.heading_level(line) > 0 or is_bold_text(line)


def is_entry_prose(line: Segment) -> bool:
    """Whether a line may be what is said of an entry."""
    return line.words >= _PROSE and not line.linked and line.kind is SegmentKind.TEXT

"""Which lines may be headings, and the rows of those that a page writes alike."""

from __future__ import annotations

from collections.abc import Sequence

from scraper.extraction.page.bold_text import is_bold_text
from scraper.extraction.page.outline import SENTENCE_END, Element, Outline, Segment, SegmentKind

_LONGEST = 14  # words of a bold line that is a heading


def may_be_heading(segment: Segment) -> bool:
    """Whether a line is short, links nowhere and is no sentence."""
    return (
        0 < segment.words <= _LONGEST
        and not segment.linked
        and not SENTENCE_END.search(segment.text.rstrip("?!:"))
    )


def is_bold_line(segment: Segment) -> bool:
    """A short line, bold from end to end, that is no sentence: "What the telephone knows"."""
    is_line = segment.kind is SegmentKind.TEXT and 0 < segment.words <= _LONGEST
    return is_line and is_bold_text(segment) and may_be_heading(segment)


def heading_rows(outline: Outline) -> Sequence[Sequence[int]]:
    """The headings, and bold lines, of one level, template and place: rows of two or more."""
    rows: dict[tuple[object, ...], list[int]] = {}
    for segment in outline.segments:
        if not 0 < segment.words <= _LONGEST or segment.linked:
            continue
        level = outline.heading_level(segment)
        if (level and may_be_heading(segment)) or (not level and is_bold_line(segment)):
            element = outline.elements[segment.parent]
            key = (place_of(outline, element), element.template, level)
            rows.setdefault(key, []).append(segment.index)
    return [row for row in rows.values() if len(row) > 1]


def place_of(outline: Outline, element: Element) -> int:
    """The element that an element is in, wrappers that hold nothing else left out."""
    while element.parent > 0:
        around = outline.elements[element.parent]
        if (around.first, around.last) != (element.first, element.last):
            break
        element = around
    return element.parent

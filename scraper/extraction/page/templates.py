"""Which lines of a page one template wrote: the same element and class, in the same place."""

from __future__ import annotations

from collections.abc import Sequence

from scraper.extraction.page.outline import Outline, Segment, SegmentKind

Template = tuple[str, str, str, int]  # tag, class, class of the element around it, depth


def template_of(outline: Outline, segment: Segment) -> Template:
    """Two lines are written by one template where this is the same."""
    element = outline.elements[segment.parent]
    around = outline.elements[element.parent] if element.parent >= 0 else element
    return *element.template, around.get("class"), element.depth


def lines_by_template(outline: Outline) -> Sequence[Sequence[Segment]]:
    """The lines of text, in page order, by their box and template."""
    lines: dict[tuple[int, Template], list[Segment]] = {}
    for segment in outline.segments:
        if segment.kind is SegmentKind.TEXT and segment.text:
            key = outline.box(segment), template_of(outline, segment)
            lines.setdefault(key, []).append(segment)
    return list(lines.values())

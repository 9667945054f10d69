"""Which lines of a page one template wrote: the same element and class, in the same place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from scraper.extraction.page.outline import Outline, Segment, SegmentKind

Template = tuple[str, str, str, int]  # tag, class, class of the element around it, depth


def template_of(outline: Outline, segment: Segment) -> Template:
    """Two lines are written by one template where this is the same."""
    element = outline.elements[segment.parent]
    around = outline.elements[element.parent] if element.parent >= 0 else element
    return *element.template, around.template[1], element.depth


def lines_by_template(outline: Outline) -> Sequence[Sequence[Segment]]:
    """The lines of text, in page order, by their box and template."""
    if not outline.alike:
        outline.alike.extend(_by_template(outline))
    return outline.alike


def _by_template(outline: Outline) -> Iterable[list[Segment]]:
    lines: dict[tuple[int, Template], list[Segment]] = {}
    of_parent: dict[int, list[Segment]] = {}
    for segment in outline.segments:
        if segment.kind is SegmentKind.TEXT and segment.text:
            alike = of_parent.get(segment.parent)
            if alike is None:
                key = outline.box(segment), template_of(outline, segment)
                alike = of_parent[segment.parent] = lines.setdefault(key, [])
            alike.append(segment)
    return lines.values()

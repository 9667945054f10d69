"""Notes: which links in the text are note marks, and where their texts stand.

A mark is a short number or sign that links to a fragment of the same page whose element
stands further down; its text is that element.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from scraper.extraction.page.outline import Element, Outline, Segment
from scraper.extraction.writing.inline_writer import fragment_of

_MARK = re.compile(r"^[\[(]?([0-9]{1,3}|[a-z*†‡§]{1,2})[\])]?$", re.IGNORECASE)
_BLOCKS = frozenset({"li", "p", "div", "aside", "dd", "section", "td"})


@dataclass(frozen=True, slots=True)
class Footnotes:
    """The notes of a page: fragment -> label, element index -> label, and the way back."""

    labels: dict[str, str] = field(default_factory=dict)
    elements: dict[int, str] = field(default_factory=dict)
    back_links: frozenset[str] = frozenset()

    def label_of(self, element: Element | None) -> str | None:
        return self.elements.get(element.index) if element is not None else None

    def label_of_segment(self, outline: Outline, segment: Segment) -> str | None:
        """The label, where the segment is the text of a note that is not a list entry."""
        for element in outline.ancestors(segment.parent):
            if element.index in self.elements:
                return None if element.tag == "li" else self.elements[element.index]
            if element.tag in _BLOCKS and element.tag != "p":
                return None
        return None


def find_footnotes(outline: Outline, kept: Iterable[Segment], base: str) -> Footnotes:
    """The notes whose marks stand in `kept` segments."""
    marks = [(segment, *mark) for segment in kept for mark in _marks(segment, base)]
    if not marks:
        return Footnotes()  # most pages
    by_id = {e.get("id"): e for e in outline.elements if e.tag in _BLOCKS and e.get("id")}
    labels: dict[str, str] = {}
    elements: dict[int, str] = {}
    back: set[str] = set()
    for segment, fragment, text, anchors in marks:
        target = by_id.get(fragment)
        if target is None or target.first <= segment.index or fragment in labels:
            continue
        label = text if text.isalnum() else str(len(labels) + 1)
        labels[fragment] = label
        elements.setdefault(target.index, label)
        back.update(anchors)
    return Footnotes(labels, elements, frozenset(back))


def _marks(segment: Segment, base: str) -> Iterable[tuple[str, str, set[str]]]:
    """(fragment, mark, the mark's own ids) for each note mark of a segment."""
    for item, marks in segment.pieces:
        if not marks or not isinstance(item, str):
            continue
        link = next((mark for mark in marks if mark.name == "link"), None)
        if link is None or "#" not in link.href:
            continue
        fragment = fragment_of(link.href, base)
        found = _MARK.match(item.strip())
        if fragment and found:
            anchors = {link.anchor, *(m.anchor for m in marks)} - {""}
            yield fragment, found.group(1), anchors

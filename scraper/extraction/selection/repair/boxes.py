"""Boxes set apart in the text: callouts, folded parts, poems, and the facts before it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scraper.extraction.page.callouts import callout_kind
from scraper.extraction.page.class_names import called
from scraper.extraction.page.outline import Element, Outline, Segment
from scraper.extraction.selection.facts import holds_facts
from scraper.extraction.selection.repair.context import RepairContext
from scraper.extraction.selection.site_speech import speaks_for_the_site

_ALL = 0.9  # share of the words of a box that are chosen
_LONGEST = 250  # words of a box
_LINKED = 0.2  # share of its letters
_POEM = re.compile(r"\b(?:poems?|poetry|verses?|stanzas?|strophes?|lyrics|gedicht|po[eè]me)\b")
_ROLES = frozenset({"table", "grid", "list"})


def boxes_between(choice: RepairContext) -> Iterator[int]:
    """A box that its element, role or name sets apart, between chosen paragraphs and beside them:
    however unlikely, unless it links elsewhere or speaks for the site.
    """
    outline = choice.outline
    around = choice.text_boxes
    inside = (e for index in around for e in outline.inside(outline.elements[index]))
    for element in inside:
        if not choice.may_grow(element) or not is_box(outline, element):
            continue
        if choice.place(element) in around and all(choice.neighbours(element.first, element.last)):
            yield from range(element.first, element.last)


def panels_alike(choice: RepairContext) -> Iterator[int]:
    """A probable box that the reader opens, right beside one of its template that is chosen as a
    whole: the next question and its answer.
    """
    for one, other in choice.candidates.panels:
        for lost, kept in ((one, other), (other, one)):
            is_kept = choice.has_chosen(kept) and choice.share(kept) >= _ALL
            if is_kept and choice.may_grow(lost) and _is_probable(choice, lost):
                yield from range(lost.first, lost.last)


def _is_probable(choice: RepairContext, element: Element) -> bool:
    lines = choice.outline.segments[element.first : element.last]
    is_text = not choice.outline.shape(element).linked and choice.is_probable(element)
    return is_text and not any(speaks_for_the_site(line, surely=True) for line in lines)


def is_box(outline: Outline, element: Element) -> bool:
    """Whether an element is set apart, and neither links elsewhere nor speaks for the site."""
    shape = outline.shape(element)
    if shape.words > _LONGEST or shape.link_share > _LINKED or not _is_set_apart(outline, element):
        return False
    return not any(map(speaks_for_the_site, outline.segments[element.first : element.last]))


def _is_set_apart(outline: Outline, element: Element) -> bool:
    if element.tag == "details" or element.get("role") in _ROLES or callout_kind(element):
        return True
    if element.tag == "figure":
        return "callout" in element.names
    is_panel = "panel" in called(element.names) and outline.shape(element).prose > 0
    return is_panel or _POEM.search(element.names) is not None


def facts_before(choice: RepairContext) -> Iterator[int]:
    """The facts in a box of their own right before the first paragraph and beside it: a list, a
    table, or lines of a label and a value, without links.
    """
    outline = choice.outline
    first = next((i for i in sorted(choice.chosen) if outline.segments[i].is_prose), -1)
    if first < 0:
        return
    box = outline.box(outline.segments[first])
    if box not in choice.text_boxes:
        return
    end = first
    around = outline.place(outline.elements[box])
    places = {box} if around < 0 else {box, around}  # or in a box beside that of the text
    for element in reversed(outline.elements[around + 1 : outline.segments[first].parent]):
        if outline.place(element) not in places or not element.first < element.last <= end:
            continue
        lines = outline.segments[element.first : element.last]
        is_passed_over = all(_is_passed_over(choice, line) for line in lines)
        if not is_passed_over and not holds_facts(outline, element):
            return
        end = element.first
        if not is_passed_over and choice.may_grow(element):
            yield from range(element.first, element.last)


def _is_passed_over(choice: RepairContext, segment: Segment) -> bool:
    is_chosen = segment.index in choice.chosen
    return is_chosen or not segment.text or choice.outline.heading_level(segment) > 0

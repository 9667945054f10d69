"""What stands among chosen text and is a part of it: by what it is, or by what it stands beside."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scraper.extraction.page.footnotes import find_footnotes
from scraper.extraction.page.outline import Element, Outline, Segment, SegmentKind
from scraper.extraction.selection.repair.context import RepairContext
from scraper.extraction.selection.repair.wholes import HEADINGS

_LONGEST_NOTE = 200  # words; a longer target of a short link is a part of the text
_LONGEST_SEPARATOR = 12  # characters
_LETTER = re.compile(r"[^\W_]")
_PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif", ".svg")
_REACH = 3  # segments between a lost paragraph and the chosen ones around it


def lost_paragraphs(choice: RepairContext) -> Iterator[int]:
    """A paragraph among chosen ones, beside one of them under the same element."""
    for segment in choice.doubtful:
        if not segment.reads_like_text:
            continue
        before, after = choice.neighbours(segment.index, segment.index + 1, _REACH)
        if before and after and _beside_chosen(choice, segment):
            yield segment.index


def _beside_chosen(choice: RepairContext, segment: Segment) -> bool:
    around = choice.outline.elements[segment.parent]
    if around.tag in {"p", "span"} and around.parent >= 0:
        around = choice.outline.elements[around.parent]
    return choice.has_chosen(around)


def headings(choice: RepairContext) -> Iterator[int]:
    """A heading between chosen text and the chosen text under it."""
    for segment in choice.doubtful:
        if choice.outline.elements[segment.parent].tag in HEADINGS:
            before, after = choice.neighbours(segment.index, segment.index + 1)
            if before and after:
                yield segment.index


def code(choice: RepairContext) -> Iterator[int]:
    """Preformatted text with chosen text on a side of it."""
    for segment in choice.doubtful:
        if segment.kind is SegmentKind.CODE:
            before, after = choice.neighbours(segment.index, segment.index + 1, _REACH)
            if before and after:
                yield segment.index


def separators(choice: RepairContext) -> Iterator[int]:
    """A line of signs between two chosen ones: "* * *" and "___" part scenes and stories."""
    segments = choice.outline.segments
    for index in sorted(choice.open - choice.chosen):
        text = segments[index].text
        if 0 < len(text) <= _LONGEST_SEPARATOR and not _LETTER.search(text):
            before, after = choice.neighbours(index, index + 1)
            if before and after:
                yield index


def pictures(choice: RepairContext) -> Iterator[int]:
    """Pictures and rules between the first and the last chosen text, and one just before it."""
    if not choice.chosen:
        return
    first, last = min(choice.chosen), max(choice.chosen)
    for segment in choice.outline.segments[max(0, first - 2) : last]:
        if segment.kind is SegmentKind.IMAGE and not _links_away(segment):
            if segment.index > first or _shares_story(choice.outline, segment.index, first):
                yield segment.index
        elif segment.kind is SegmentKind.RULE and segment.index > first:
            yield segment.index


def captions(choice: RepairContext) -> Iterator[int]:
    """The caption of a chosen picture."""
    for segment in choice.doubtful:
        if choice.outline.elements[segment.parent].tag != "figcaption":
            continue
        around = choice.outline.ancestors(segment.parent)
        figure = next((element for element in around if element.tag == "figure"), None)
        if figure is not None and _has_chosen_picture(choice, figure):
            yield segment.index


def _has_chosen_picture(choice: RepairContext, figure: Element) -> bool:
    segments = choice.outline.segments[figure.first : figure.last]
    return any(s.kind is SegmentKind.IMAGE and s.index in choice.chosen for s in segments)


def notes(choice: RepairContext) -> Iterator[int]:
    """The texts of the notes whose marks stand in chosen text."""
    kept = (choice.outline.segments[i] for i in sorted(choice.chosen))
    for index in find_footnotes(choice.outline, kept, choice.base).elements:
        element = choice.outline.elements[index]
        if choice.outline.shape(element).words <= _LONGEST_NOTE:
            yield from range(element.first, element.last)


def _links_away(segment: Segment) -> bool:
    """A picture that is a link to another page is a card, not a part of this one."""
    links = [m.href for _, marks in segment.pieces for m in marks if m.name == "link"]
    return any(not href.lower().partition("?")[0].endswith(_PICTURES) for href in links)


def _shares_story(outline: Outline, one: int, other: int) -> bool:
    def near(index: int) -> set[int]:
        return {e.index for e in list(outline.ancestors(outline.segments[index].parent))[:4]}

    return bool(near(one) & near(other) - {0, 1})

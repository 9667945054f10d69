"""What stands among chosen text and is a part of it: by what it is, or by what it stands beside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from scraper.extraction.page.equations import is_equation, is_equation_number
from scraper.extraction.page.footnotes import find_footnotes
from scraper.extraction.page.line_ends import ends_with_colon
from scraper.extraction.page.outline import (
    Element,
    Outline,
    Segment,
    SegmentKind,
)
from scraper.extraction.selection.repair.context import RepairContext

_LONGEST_NOTE = 200  # words; a longer target of a short link is a part of the text
_LONGEST_CAPTION = 80  # words of all that is written around a table
_LONGEST_SEPARATOR = 12  # characters
_ENTRIES = frozenset({"li", "dt", "dd", "td", "th"})
_SHOWN_TAGS = frozenset({"ul", "ol", "dl", "table", "blockquote", "figure"})
_OF_TABLES = re.compile(r"(?<!data)table")  # "dataTables" has controls of its own around it
_ADDRESS = re.compile(r"(?:(?:https?|ftp|git|ssh)://|www\.)\S+")
_LETTER = re.compile(r"[^\W_]")
_PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif", ".svg")
_REACH = 3  # segments between a lost paragraph and the chosen ones around it


def code(choice: RepairContext) -> Iterator[int]:
    """Preformatted text between chosen text: what it holds does not read like prose anyway."""
    for segment in choice.lost:
        if segment.kind is SegmentKind.CODE:
            before, after = choice.neighbours(segment.index, segment.index + 1, _REACH)
            if before and after:
                yield segment.index


def equations(choice: RepairContext) -> Iterator[int]:
    """Formulas between chosen text, in a line of their own, with their numbers."""
    segments = choice.outline.segments
    for segment in choice.lost:
        if not is_equation(segment):
            continue
        if all(choice.neighbours(segment.index, segment.index + 1, _REACH)):
            yield segment.index
            yield from (
                s.index
                for s in segments[segment.index + 1 : segment.index + 2]
                if is_equation_number(s)
            )


def introductions(choice: RepairContext) -> Iterator[int]:
    """A line that ends with a colon, right before chosen code, a picture, a list or a table, and
    beside chosen text.
    """
    outline = choice.outline
    for segment in choice.lost:
        if not ends_with_colon(segment) or segment.linked:
            continue
        shown = outline.segments[segment.index + 1 : segment.index + 2]
        is_before = any(s.index in choice.chosen and _is_shown(outline, s) for s in shown)
        if is_before and choice.has_chosen(
            outline.elements[outline.elements[segment.parent].parent]
        ):
            yield segment.index


def announced_addresses(choice: RepairContext) -> Iterator[int]:
    """A line that is an address and nothing else, right after a chosen line of its box that ends
    with a colon.
    """
    outline = choice.outline
    for segment in choice.lost:
        if not _ADDRESS.fullmatch(segment.text) or segment.index - 1 not in choice.chosen:
            continue
        before = outline.segments[segment.index - 1]
        if ends_with_colon(before) and outline.box(before) == outline.box(segment):
            yield segment.index


def _is_shown(outline: Outline, segment: Segment) -> bool:
    """Whether a segment is code or a picture, or in a list, a table or a quotation."""
    around = islice(outline.ancestors(segment.parent), 5)
    is_media = segment.kind in {SegmentKind.CODE, SegmentKind.IMAGE}
    return is_media or any(e.tag in _SHOWN_TAGS for e in around)


def separators(choice: RepairContext) -> Iterator[int]:
    """A line of signs between two chosen ones: "* * *" and "___" part scenes and stories."""
    segments = choice.outline.segments
    for index in sorted(choice.candidates.open - choice.chosen):
        text = segments[index].text
        is_entry = choice.outline.elements[segments[index].parent].tag in _ENTRIES
        if 0 < len(text) <= _LONGEST_SEPARATOR and not is_entry and not _LETTER.search(text):
            before, after = choice.neighbours(index, index + 1)
            if before and after:
                yield index


def pictures(choice: RepairContext) -> Iterator[int]:
    """Pictures and rules between the first and the last chosen text, and one just before it."""
    if not choice.chosen:
        return
    first, last = min(choice.chosen), max(choice.chosen)
    for segment in choice.outline.segments[max(0, first - 2) : last]:
        if segment.kind is SegmentKind.IMAGE and _is_of_the_text(choice.outline, segment):
            if segment.index > first or _shares_story(choice.outline, segment.index, first):
                yield segment.index
        elif segment.kind is SegmentKind.RULE and segment.index > first:
            yield segment.index


def last_pictures(choice: RepairContext) -> Iterator[int]:
    """Pictures right after the last chosen text, in one box with it: in a figure, or in an element
    with nothing else but a caption, so named.
    """
    outline = choice.outline
    prose = [i for i in sorted(choice.chosen) if outline.segments[i].is_prose]
    if not prose:
        return
    box = outline.box(outline.segments[prose[-1]])
    for segment in outline.segments[prose[-1] + 1 :]:
        around = outline.ancestors(segment.parent)
        element = next((e for e in islice(around, 6) if outline.place(e) == box), None)
        is_alone = segment.parent == box and segment.kind is SegmentKind.IMAGE
        if not is_alone and (element is None or not _shows_pictures(outline, element)):
            return
        if segment.kind is SegmentKind.IMAGE and segment.index in choice.candidates.open:
            yield segment.index


def _shows_pictures(outline: Outline, element: Element) -> bool:
    """Whether an element is a figure, or holds pictures and no text that is not their caption."""
    figures = (e.tag == "figure" for e in (element, *outline.inside(element)))
    if any(figures):
        return True
    segments = outline.segments[element.first : element.last]
    pictures = [s for s in segments if s.kind is SegmentKind.IMAGE]
    is_captioned = "caption" in element.names or not any(s.text for s in segments)
    return bool(pictures) and is_captioned and not any(map(_links_away, pictures))


def _figure(outline: Outline, segment: Segment) -> Element | None:
    around = islice(outline.ancestors(segment.parent), 4)
    return next((element for element in around if element.tag == "figure"), None)


def _is_of_the_text(outline: Outline, segment: Segment) -> bool:
    """A picture in a figure is of the text wherever it links to; a linked one alone is a card."""
    return not _links_away(segment) or _figure(outline, segment) is not None


def captions(choice: RepairContext) -> Iterator[int]:
    """The caption of a chosen picture."""
    for segment in choice.doubtful:
        if choice.outline.elements[segment.parent].tag != "figcaption":
            continue
        around = choice.outline.ancestors(segment.parent)
        figure = next((element for element in around if element.tag == "figure"), None)
        if figure is not None and _has_chosen_picture(choice, figure):
            yield segment.index


def table_captions(choice: RepairContext) -> Iterator[int]:
    """What stands over and under a chosen table in the box that it has for that: its caption, its
    notes.
    """
    outline = choice.outline
    for table in outline.elements:
        if table.tag != "table" or not choice.has_chosen(table):
            continue
        around = (e for e in islice(outline.ancestors(table.parent), 2) if choice.may_grow(e))
        for box in around:
            shape = outline.shape(box)
            words = shape.words - outline.words(table)
            is_named = box.tag == "figure" or _OF_TABLES.search(box.names) is not None
            if is_named and words <= _LONGEST_CAPTION and not shape.linked:
                yield from range(box.first, box.last)


def _has_chosen_picture(choice: RepairContext, figure: Element) -> bool:
    segments = choice.outline.segments[figure.first : figure.last]
    return any(s.kind is SegmentKind.IMAGE and s.index in choice.chosen for s in segments)


def notes(choice: RepairContext) -> Iterator[int]:
    """The texts of the notes whose marks stand in chosen text."""
    kept = (choice.outline.segments[i] for i in sorted(choice.chosen))
    for index in find_footnotes(choice.outline, kept).elements:
        element = choice.outline.elements[index]
        if choice.outline.words(element) <= _LONGEST_NOTE:
            yield from range(element.first, element.last)
            before = choice.outline.segments[max(0, element.first - 1)]
            if choice.outline.heading_level(before):
                yield before.index  # "References"


def _links_away(segment: Segment) -> bool:
    """A picture that is a link to another page is a card, not a part of this one."""
    links = [m.href for _, marks in segment.pieces for m in marks if m.name == "link"]
    return any(not href.lower().partition("?")[0].endswith(_PICTURES) for href in links)


def _shares_story(outline: Outline, one: int, other: int) -> bool:
    def near(index: int) -> set[int]:
        return {e.index for e in list(outline.ancestors(outline.segments[index].parent))[:4]}

    return bool(near(one) & near(other) - {0, 1})

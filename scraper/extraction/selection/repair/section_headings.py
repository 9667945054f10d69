"""The headings of the text: by their element, by boldness, or by a template of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from scraper.extraction.page.outline import Element, Segment, SegmentKind
from scraper.extraction.phrases import lexicon
from scraper.extraction.selection.repair.context import RepairContext
from scraper.extraction.selection.repair.heading_lines import is_bold_line, may_be_heading

_LINKED = 0.5  # share of a heading's letters in a link
_NO_HEADING = re.compile(r"caption|credit|byline|author|\bmeta\b|\bdate|timestamp")
_ROW = 3  # lines that are headings by their number


def headings(choice: RepairContext) -> Iterator[int]:
    """A heading between chosen text and the chosen text under it, and a bold line that is one.

    The first heading of a text has none before it: it counts where its box is the text's.
    """
    outline = choice.outline
    for index in sorted(choice.candidates.faint - choice.chosen):
        segment = outline.segments[index]
        is_heading = outline.heading_level(segment) > 0
        if not is_heading and not is_bold_line(segment):
            continue
        before, after = choice.neighbours(index, index + 1)
        if not after or not (before or (is_heading and _opens_text(choice, segment))):
            continue
        # in a box of its own it may be the heading of a tool: "Text size"
        element = outline.elements[segment.parent]
        is_foreign = lexicon().kinds(segment.text) - choice.topics or _is_teaser(choice, segment)
        if choice.is_beside_prose(element) or not (is_foreign or _NO_HEADING.search(element.names)):
            yield index


def _is_teaser(choice: RepairContext, segment: Segment) -> bool:
    """Whether a heading is an unlikely link, and nothing else in its box is chosen."""
    box = choice.outline.elements[max(choice.outline.elements[segment.parent].parent, 0)]
    is_link = segment.link_share > _LINKED and segment.index not in choice.candidates.likely
    return is_link and not choice.has_chosen(box)


def headings_over_text(choice: RepairContext) -> Iterator[int]:
    """A heading between chosen paragraphs of its box, right above one of them, whatever it says:
    where its text stays, it stays.
    """
    segments = choice.outline.segments
    for segment in choice.lost:
        if not choice.outline.heading_level(segment):
            continue
        under = next((s for s in segments[segment.index + 1 :] if s.text), None)
        is_over = under is not None and under.index in choice.chosen and not under.linked
        if not is_over or not choice.neighbours(segment.index, segment.index)[0]:
            continue
        heading = choice.outline.elements[segment.parent]
        around = choice.outline.elements[max(heading.parent, 0)]
        if choice.is_beside_prose(heading) or choice.is_beside_prose(around):
            yield segment.index


def headings_alike(choice: RepairContext) -> Iterator[int]:
    """A heading, or a bold line, over chosen text where most of its template in the same box are
    chosen: the first and the last of a row too. And a whole row between chosen texts: the questions
    of an interview, the times of a day.
    """
    for row in choice.candidates.headings:
        missing = [i for i in row if i not in choice.chosen and i in choice.candidates.open]
        chosen = sum(index in choice.chosen for index in row)
        if missing and (chosen >= len(row) / 2 or _is_row_of_text(choice, row)):
            yield from (i for i in missing if choice.neighbours(i, i + 1)[1])


def _is_row_of_text(choice: RepairContext, row: Sequence[int]) -> bool:
    """Whether three or more lines that all say something else are between chosen texts, and none
    says a phrase of boilerplate.
    """
    segments = choice.outline.segments
    texts = [segments[i].text for i in row]
    if len(row) < _ROW or len(set(texts)) < len(texts) or any(map(lexicon().kinds, texts)):
        return False
    return (
        all(all(choice.neighbours(i, i + 1)) for i in row[1:])
        and choice.neighbours(row[0], row[0] + 1)[1]
    )


def crossheads(choice: RepairContext) -> Iterator[int]:
    """A short line between chosen paragraphs, beside them in their box, whose template no line
    outside of the box has, and few in it that are elsewhere than between paragraphs: a heading that
    only a style sheet makes one.

    One that says a phrase of boilerplate may be an advert's label, unless the text says such
    phrases too, or another line of its template says something else.
    """
    outline = choice.outline
    for segment in choice.lost:
        element = outline.elements[segment.parent]
        # not the credit in the box of a picture
        is_alone = element.last - element.first == 1 and element.tag != "figure"
        if not is_alone or not element.get("class") or element.parent < 0:
            continue
        if _NO_HEADING.search(element.names):
            continue
        if segment.kind is not SegmentKind.TEXT or not may_be_heading(segment):
            continue
        before, after = choice.neighbours(segment.index, segment.index + 1)
        if not (before and after and choice.is_beside_prose(element)):
            continue
        spoken = lexicon().kinds(segment.text) - choice.topics
        is_spoken = spoken and not _is_said_otherwise(choice, segment)
        if not is_spoken and _is_of_crossheads(choice, element):
            yield segment.index


def _is_said_otherwise(choice: RepairContext, segment: Segment) -> bool:
    """Whether a line of the segment's template says no phrase of boilerplate."""
    elements = choice.outline.elements
    template = elements[segment.parent].template
    lines = (
        s for s in choice.outline.segments if s.text and elements[s.parent].template == template
    )
    lost = {s.index for s in choice.lost if may_be_heading(s)}
    return any(s.index not in lost or not lexicon().kinds(s.text) for s in lines)


def _is_of_crossheads(choice: RepairContext, element: Element) -> bool:
    """Whether the elements of the template are all in one box, and most between chosen text."""
    alike = choice.candidates.alike[element.template]
    box = choice.outline.place(element)
    if any(choice.outline.place(e) != box for e in alike):
        return False
    between = sum(all(choice.neighbours(e.first, e.last)) for e in alike)
    return between * 2 > len(alike)


def _opens_text(choice: RepairContext, segment: Segment) -> bool:
    """Whether a heading is right before the first chosen text, in one box with it, or in a little
    box of its own that is.
    """
    outline = choice.outline
    first = next((i for i in sorted(choice.chosen) if i > segment.index), -1)
    heading = outline.elements[segment.parent]
    if first < 0 or segment.index not in choice.candidates.likely or heading.tag == "h1":
        return False
    text = outline.elements[outline.segments[first].parent]
    around = [e.index for e in islice(outline.ancestors(heading.parent), 2)]
    return not {text.parent, text.index}.isdisjoint(around)

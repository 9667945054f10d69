"""What the choice of the main text lost, and its neighbours prove to be part of it.

Each rule looks at segments that were not chosen and says which of them belong after all:
entries of a list whose other entries are in, the rest of a table, a heading over chosen
text, code, pictures and notes between chosen text. Nothing pruned comes back.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from scraper.extract.footnotes import find_footnotes
from scraper.extract.outline import Element, Outline, Segment, SegmentKind
from scraper.extract.tables import data_table

_LISTS = frozenset({"ul", "ol", "dl"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LONGEST_NOTE = 200  # words; a longer target of a short link is a part of the text
_FEWEST_ANNOUNCING = 5  # words of a sentence that announces a list
_LONGEST_SEPARATOR = 12  # characters
_LETTER = re.compile(r"[^\W_]")
_REACH = 3  # segments between a lost paragraph and the chosen ones around it


@dataclass(frozen=True)
class Choice:
    """What is chosen so far, and what may still be.

    `open` are the segments that are not pruned, `likely` those that may come back, `probable`
    those that more often belong than not.
    """

    outline: Outline
    chosen: frozenset[int]
    open: frozenset[int]
    likely: frozenset[int]
    probable: frozenset[int]
    base: str = ""

    def share(self, element: Element) -> float:
        """The share of the element's words that is chosen, of those that may be."""
        inside = [i for i in range(element.first, element.last) if i in self.open]
        words = sum(self.outline.segments[i].words for i in inside)
        taken = sum(self.outline.segments[i].words for i in inside if i in self.chosen)
        return taken / words if words else 0.0

    def is_likely(self, element: Element) -> bool:
        """Whether more than half of the element's words may come back."""
        inside = [i for i in range(element.first, element.last) if i in self.likely]
        words = sum(self.outline.segments[i].words for i in inside)
        return words * 2 > self.outline.shape(element).words

    def neighbours(self, first: int, last: int, reach: int = 1) -> tuple[bool, bool]:
        """Whether one of the `reach` open text segments before, and after, is chosen."""
        before, after = bisect_left(self._texts, first), bisect_left(self._texts, last)
        return (
            not self.chosen.isdisjoint(self._texts[max(0, before - reach) : before]),
            not self.chosen.isdisjoint(self._texts[after : after + reach]),
        )

    def has_chosen(self, element: Element) -> bool:
        """Whether anything inside the element is chosen."""
        place = bisect_left(self._in_order, element.first)
        return place < len(self._in_order) and self._in_order[place] < element.last

    @cached_property
    def doubtful(self) -> list[Segment]:
        """What is not chosen and may come back, in page order."""
        return [self.outline.segments[index] for index in sorted(self.likely - self.chosen)]

    @cached_property
    def _texts(self) -> list[int]:
        segments = self.outline.segments
        return [index for index in sorted(self.open) if segments[index].text]

    @cached_property
    def _in_order(self) -> list[int]:
        return sorted(self.chosen)


Repair = Callable[[Choice], Iterator[int]]


def list_entries(choice: Choice) -> Iterator[int]:
    """A list is one thing: where a third of it is in, or text stands around it, all of it is
    that is probable. Cards and their buttons are listed too.

    Links alone, as other stories are listed, need both.
    """
    for element in choice.outline.elements:
        if element.tag not in _LISTS or element.first == element.last:
            continue
        share = choice.share(element)
        between = all(choice.neighbours(element.first, element.last))
        is_linked = choice.outline.shape(element).link_share > 0.5
        if (share >= 0.3 and between) or (not is_linked and (share >= 0.3 or between)):
            yield from range(element.first, element.last)


def announced_lists(choice: Choice) -> Iterator[int]:
    """A list of links that a chosen sentence before it announces, with text after it, or at the
    end where most of it is likely.
    """
    for element in choice.outline.elements:
        if element.tag not in _LISTS or not 0 < element.first < element.last:
            continue
        before = choice.outline.segments[element.first - 1]
        if not before.text.rstrip().endswith((":", "\uff1a")):
            continue
        is_said = before.index in choice.chosen and before.words >= _FEWEST_ANNOUNCING
        follows = choice.neighbours(element.last, element.last)[1]
        is_likely = choice.is_likely(element)
        if (is_said and (follows or is_likely)) or (is_likely and _heads(choice, before)):
            yield from range(element.first, element.last)


def _heads(choice: Choice, segment: Segment) -> bool:
    """Whether a segment is a likely heading after chosen text."""
    is_heading = choice.outline.elements[segment.parent].tag in _HEADINGS
    is_likely = segment.index in choice.likely and is_heading
    return is_likely and choice.neighbours(segment.index, segment.index)[0]


def tables(choice: Choice) -> Iterator[int]:
    """A data table is kept whole or not at all."""
    for element in choice.outline.elements:
        if element.tag != "table" or data_table(choice.outline, element) is None:
            continue
        between = all(choice.neighbours(element.first, element.last))
        if choice.share(element) >= 0.3 or between:
            yield from range(element.first, element.last)


def lost_paragraphs(choice: Choice) -> Iterator[int]:
    """A paragraph among chosen ones, beside one of them under the same element."""
    for segment in choice.doubtful:
        if not segment.reads_like_text:
            continue
        before, after = choice.neighbours(segment.index, segment.index + 1, _REACH)
        if before and after and _beside_chosen(choice, segment):
            yield segment.index


def quotes(choice: Choice) -> Iterator[int]:
    """A quotation between chosen text is a part of it, with who said so."""
    for element in choice.outline.elements:
        if element.tag != "blockquote" or element.first == element.last:
            continue
        between = all(choice.neighbours(element.first, element.last))
        if between or choice.share(element) >= 0.5:
            yield from range(element.first, element.last)


def _beside_chosen(choice: Choice, segment: Segment) -> bool:
    around = choice.outline.elements[segment.parent]
    if around.tag in {"p", "span"} and around.parent >= 0:
        around = choice.outline.elements[around.parent]
    return choice.has_chosen(around)


def headings(choice: Choice) -> Iterator[int]:
    """A heading between chosen text and the chosen text under it."""
    for segment in choice.doubtful:
        if choice.outline.elements[segment.parent].tag in _HEADINGS:
            before, after = choice.neighbours(segment.index, segment.index + 1)
            if before and after:
                yield segment.index


def code(choice: Choice) -> Iterator[int]:
    """Preformatted text with chosen text on a side of it."""
    for segment in choice.doubtful:
        if segment.kind is SegmentKind.CODE:
            before, after = choice.neighbours(segment.index, segment.index + 1, _REACH)
            if before and after:
                yield segment.index


def separators(choice: Choice) -> Iterator[int]:
    """A line of signs between two chosen ones: "* * *" and "___" part scenes and stories."""
    segments = choice.outline.segments
    for index in sorted(choice.open - choice.chosen):
        text = segments[index].text
        if 0 < len(text) <= _LONGEST_SEPARATOR and not _LETTER.search(text):
            before, after = choice.neighbours(index, index + 1)
            if before and after:
                yield index


def pictures(choice: Choice) -> Iterator[int]:
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


def captions(choice: Choice) -> Iterator[int]:
    """The caption of a chosen picture."""
    for segment in choice.doubtful:
        if choice.outline.elements[segment.parent].tag != "figcaption":
            continue
        around = choice.outline.ancestors(segment.parent)
        figure = next((element for element in around if element.tag == "figure"), None)
        if figure is not None and _has_chosen_picture(choice, figure):
            yield segment.index


def _has_chosen_picture(choice: Choice, figure: Element) -> bool:
    segments = choice.outline.segments[figure.first : figure.last]
    return any(s.kind is SegmentKind.IMAGE and s.index in choice.chosen for s in segments)


def notes(choice: Choice) -> Iterator[int]:
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


_PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif", ".svg")


def _shares_story(outline: Outline, one: int, other: int) -> bool:
    def near(index: int) -> set[int]:
        return {e.index for e in list(outline.ancestors(outline.segments[index].parent))[:4]}

    return bool(near(one) & near(other) - {0, 1})


REPAIRS: tuple[Repair, ...] = (
    list_entries,
    announced_lists,
    tables,
    code,
    quotes,
    lost_paragraphs,
    headings,
    separators,
    pictures,
    captions,
    notes,
)


# A table is whole or not there, a list is announced; a note is asked for; signs alone say nothing
# else.
_CERTAIN = frozenset({announced_lists, tables, notes, separators})


def repair(choice: Choice) -> frozenset[int]:
    """What is chosen and belongs to it; every rule sees what those before it brought back."""
    for rule in REPAIRS:
        found = frozenset(rule(choice)) & _bound(rule, choice)
        if not found <= choice.chosen:
            choice = replace(choice, chosen=choice.chosen | found)
    return choice.chosen


def _bound(rule: Repair, choice: Choice) -> frozenset[int]:
    """What a rule may bring back."""
    if rule in _CERTAIN:
        return choice.open
    return choice.probable if rule is list_entries else choice.likely

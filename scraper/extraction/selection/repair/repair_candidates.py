"""What of a page may be chosen, and what it is made of: the same for all rules and rounds."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from scraper.extraction.page.callouts import find_callouts
from scraper.extraction.page.class_names import called
from scraper.extraction.page.outline import Element, Outline, Segment
from scraper.extraction.page.templates import lines_by_template
from scraper.extraction.selection.repair.entries import Entry, rows_of_entries
from scraper.extraction.selection.repair.heading_lines import heading_rows
from scraper.extraction.selection.repair.question_rows import Answered, rows_of_questions

_VARIES = re.compile(r"\d$|open|close|active|first|last|odd|even")
_PANELS = ("accordion", "collaps", "panel", "tab", "expand", "toggle", "faq")  # looked for first


@dataclass(frozen=True)
class RepairCandidates:
    """The segments of a page that may be chosen.

    `open` are those that are not pruned; of these, by their probability, `faint` may come back
    where structure proves it, `likely` where neighbours say so, and `probable` as entries of a
    list. `title` is the page's.
    """

    outline: Outline
    open: frozenset[int]
    likely: frozenset[int]
    probable: frozenset[int]
    faint: frozenset[int] = frozenset()
    title: str = ""

    @cached_property
    def texts(self) -> list[int]:
        """What is open and has a text, in page order."""
        segments = self.outline.segments
        return [index for index in sorted(self.open) if segments[index].text]

    def around(self, index: int) -> list[int]:
        """The open texts right before and right after a segment."""
        before = bisect_left(self.texts, index)
        after = before + (self.texts[before : before + 1] == [index])
        return self.texts[max(0, before - 1) : before] + self.texts[after : after + 1]

    @cached_property
    def callouts(self) -> list[Element]:
        """The boxes of notes and warnings."""
        return find_callouts(self.outline.elements)

    @cached_property
    def names(self) -> set[str]:
        """What the elements of the page are called."""
        return {element.names for element in self.outline.elements}

    @cached_property
    def heading_lines(self) -> frozenset[int]:
        """What is open and in a heading."""
        segments, level = self.outline.segments, self.outline.heading_level
        return frozenset(index for index in self.open if level(segments[index]))

    @cached_property
    def headings(self) -> Sequence[Sequence[int]]:
        """The rows of headings that are written alike."""
        return heading_rows(self.outline)

    @cached_property
    def panels(self) -> list[tuple[Element, Element]]:
        """Pairs of boxes that the reader opens, one right after the other, written alike."""
        elements = self.outline.elements
        words = tuple(filter("\n".join(self.names).__contains__, _PANELS))
        names = (name for name in self.names if any(map(name.__contains__, words)))
        named = {name for name in names if "panel" in called(name)}
        pairs: list[tuple[Element, Element]] = []
        before: dict[int, Element] = {}  # the last element so far in each
        for element in elements if named else ():
            other, before[element.parent] = before.get(element.parent), element
            if other is not None and element.names in named and _are_alike(element, other):
                pairs.append((other, element))
        return pairs

    @cached_property
    def templates(self) -> Sequence[Sequence[Segment]]:
        """The lines of text by their box and template."""
        return lines_by_template(self.outline)

    @cached_property
    def alike(self) -> Mapping[tuple[str, str], Sequence[Element]]:
        """The elements of the page by their template."""
        elements: dict[tuple[str, str], list[Element]] = {}
        for element in self.outline.elements:
            elements.setdefault(element.template, []).append(element)
        return elements

    @cached_property
    def entries(self) -> Sequence[Sequence[Entry]]:
        """The rows of boxes that are written alike, each a name and what is said of it."""
        return rows_of_entries(self.outline)

    @cached_property
    def questions(self) -> Sequence[Sequence[Answered]]:
        """The rows of questions that are written alike, each with its answer."""
        return rows_of_questions(self.outline, self.open)

    @cached_property
    def open_words(self) -> list[int]:
        """The words that are open before each segment, and in all."""
        return words_before(self.outline, self.open)


def _are_alike(one: Element, other: Element) -> bool:
    """Whether two elements have one tag and class, but for a number or a state."""
    return one.tag == other.tag and _kind(one) == _kind(other)


def _kind(element: Element) -> frozenset[str]:
    return frozenset(n for n in element.get("class").split() if not _VARIES.search(n))


def words_before(outline: Outline, indexes: frozenset[int]) -> list[int]:
    """The words of those segments that are before each segment, and of all."""
    words = [0] * len(outline.segments)
    for index in indexes:
        words[index] = outline.segments[index].words
    return list(accumulate(words, initial=0))

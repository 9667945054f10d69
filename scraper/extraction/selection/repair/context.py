"""What is chosen of a page so far, and what is around it: what the rules of repair look at."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from scraper.extraction.page.outline import Element, Outline, Segment
from scraper.extraction.page.text_element import text_element
from scraper.extraction.phrases import PhraseKind
from scraper.extraction.selection.repair.heading_lines import place_of
from scraper.extraction.selection.repair.repair_candidates import RepairCandidates, words_before
from scraper.extraction.selection.site_speech import topics_of

_SHORT = 8  # words; a label, a control
_BOX = 40  # words of a little box
_SKIPPED = 4  # of these may be between a segment and its neighbour


@dataclass(frozen=True)
class RepairContext:
    """What is chosen so far, and what may still be."""

    outline: Outline
    chosen: frozenset[int]
    candidates: RepairCandidates

    def share(self, element: Element) -> float:
        """The share of the element's words that is chosen, of those that may be."""
        before = self.candidates.open_words
        words = before[element.last] - before[element.first]
        taken = self._chosen_words[element.last] - self._chosen_words[element.first]
        return taken / words if words else 0.0

    def is_likely(self, element: Element) -> bool:
        """Whether more than half of the element's words may come back."""
        return self._is_mostly(element, self.candidates.likely)

    def is_probable(self, element: Element) -> bool:
        """The same, of those that may come back as entries."""
        return self._is_mostly(element, self.candidates.probable)

    def _is_mostly(self, element: Element, candidates: frozenset[int]) -> bool:
        inside = [i for i in range(element.first, element.last) if i in candidates]
        words = sum(self.outline.segments[i].words for i in inside)
        return words * 2 > self.outline.words(element)

    def neighbours(self, first: int, last: int, reach: int = 1) -> tuple[bool, bool]:
        """Whether one of the `reach` open text segments before, and after, is chosen.

        What is not chosen and short is passed over, and so are little boxes of which nothing is:
        an advert's label, an "edit" beside a heading, a call between paragraphs say nothing of
        their neighbours.
        """
        texts = self.candidates.texts
        before, after = bisect_left(texts, first), bisect_left(texts, last)
        most = reach + _SKIPPED
        return (
            self._is_chosen(texts[max(0, before - most) : before][::-1], reach),
            self._is_chosen(texts[after : after + most], reach),
        )

    def _is_chosen(self, indexes: Iterable[int], reach: int) -> bool:
        for index in indexes:
            if index in self.chosen:
                return True
            reach -= not self._is_passed_over(index)
            if reach <= 0:
                return False
        return False

    def _is_passed_over(self, index: int) -> bool:
        segment = self.outline.segments[index]
        # one heading that is not chosen does not hide another's neighbour
        if segment.words <= _SHORT or index in self.candidates.heading_lines:
            return True
        around = self.outline.elements[segment.parent].parent
        is_little = around >= 0 and self.outline.words(self.outline.elements[around]) <= _BOX
        return is_little and not self.has_chosen(self.outline.elements[around])

    def has_chosen(self, element: Element) -> bool:
        """Whether anything inside the element is chosen."""
        return _has_any(self._in_order, element)

    def may_grow(self, element: Element) -> bool:
        """Whether anything inside the element may come back."""
        return _has_any(self._missing, element)

    def is_beside_prose(self, element: Element) -> bool:
        """Whether chosen prose is directly in the element that this one is in, or each in a wrapper
        of its own.
        """
        elements, beside = self.outline.elements, self.outline.place(element)
        place = self.place(element)
        if place < 0:
            return False
        return any(
            s.is_prose
            and s.index in self.chosen
            and (elements[s.parent].parent == place or self.outline.box(s) == beside)
            for s in self.outline.segments[elements[place].first : elements[place].last]
        )

    def place(self, element: Element) -> int:
        """The element that an element is in, wrappers that hold nothing else left out."""
        return place_of(self.outline, element)

    @cached_property
    def doubtful(self) -> list[Segment]:
        """What is not chosen and may come back, in page order."""
        doubtful = sorted(self.candidates.likely - self.chosen)
        return [self.outline.segments[index] for index in doubtful]

    @cached_property
    def lost(self) -> list[Segment]:
        """What is neither chosen nor pruned, in page order."""
        return [self.outline.segments[index] for index in self._missing]

    @cached_property
    def text_boxes(self) -> frozenset[int]:
        """The elements with two chosen paragraphs directly in them."""
        prose = (s for s in map(self.outline.segments.__getitem__, self.chosen) if s.is_prose)
        count = Counter(map(self.outline.box, prose))
        return frozenset(box for box, paragraphs in count.items() if paragraphs > 1 and box > 0)

    @cached_property
    def text_element(self) -> Element | None:
        """The innermost element that holds nearly all chosen prose."""
        chosen = map(self.outline.segments.__getitem__, self.chosen)
        return text_element(self.outline, (segment for segment in chosen if segment.is_prose))

    def words_after_text(self, first: int) -> float:
        """How many words that may be text are between the last chosen segment before `first` and
        it; infinite where none is chosen.
        """
        place = bisect_left(self._in_order, first)
        if not place:
            return float("inf")
        between = self.outline.segments[self._in_order[place - 1] + 1 : first]
        return sum(s.words for s in between if s.index in self.candidates.open)

    @cached_property
    def topics(self) -> frozenset[PhraseKind]:
        """The kinds of boilerplate that the chosen text is about."""
        return topics_of(self.outline.segments[index] for index in self.chosen)

    @cached_property
    def _missing(self) -> list[int]:
        return sorted(self.candidates.open - self.chosen)

    @cached_property
    def _chosen_words(self) -> list[int]:
        return words_before(self.outline, self.chosen)

    @cached_property
    def _in_order(self) -> list[int]:
        return sorted(self.chosen)


def _has_any(indexes: Sequence[int], element: Element) -> bool:
    """Whether one of the segments, given in page order, is inside the element."""
    place = bisect_left(indexes, element.first)
    return place < len(indexes) and indexes[place] < element.last


Repair = Callable[[RepairContext], Iterator[int]]

"""What is chosen of a page, and what may yet be: what the rules of repair look at."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from scraper.extraction.page.outline import Element, Outline, Segment


@dataclass(frozen=True)
class RepairContext:
    """What is chosen so far, and what may still be.

    `open` are the segments that are not pruned, `likely` those that may come back, `probable`
    those that may as entries of a list.
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


Repair = Callable[[RepairContext], Iterator[int]]

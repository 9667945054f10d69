"""The account of a page: for each segment whether it is kept, and if not, which rule dropped it.

Steps do not change the page. Each returns what it would drop and why; the account takes the
first word on every segment, so that a reader of `why` sees one reason, the true one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from msgspec import Struct

from scraper.extraction.page.outline import Element, Outline, Segment, SegmentKind
from scraper.models import Removal

SHOWN = 160  # characters of a removed text that are kept in the record

Drops = Iterable[tuple[int, str]]  # (segment index, rule)


class DropReason(Struct, frozen=True, gc=False):
    """Why a segment is not in the article: `step` of the extraction, `rule` in that step.

    `element` is the element that left as a whole, -1 where segments were judged one by one.
    """

    step: str
    rule: str
    element: int = -1


class SegmentDecisions:
    """Kept or dropped, for every segment of an outline. Everything is kept at first.

    `pinned` segments stay whatever a step says: the user's settings name them.
    """

    def __init__(self, outline: Outline, pinned: frozenset[int] = frozenset()) -> None:
        self.outline = outline
        self._pinned = pinned
        self._reasons: list[DropReason | None] = [None] * len(outline.segments)

    def drop(self, step: str, drops: Drops) -> None:
        """Drop segments; one that is dropped already keeps its first reason."""
        for index, rule in drops:
            self._give(index, DropReason(step, rule))

    def drop_element(self, step: str, element: Element, rule: str) -> None:
        """Drop all segments inside `element`, which leaves as a whole."""
        reason = DropReason(step, rule, element.index)
        for index in range(element.first, element.last):
            self._give(index, reason)

    def restore(self, indexes: Iterable[int]) -> None:
        """Keep after all what an earlier step dropped."""
        for index in indexes:
            self._reasons[index] = None

    def _give(self, index: int, reason: DropReason) -> None:
        if self._reasons[index] is None and index not in self._pinned:
            self._reasons[index] = reason

    def kept(self) -> list[Segment]:
        return [s for s in self.outline.segments if self._reasons[s.index] is None]

    def is_pinned(self, first: int, last: int) -> bool:
        """Whether a segment from `first` to `last` (exclusive) is pinned."""
        return not self._pinned.isdisjoint(range(first, last))

    def is_kept(self, index: int) -> bool:
        return self._reasons[index] is None

    def reason(self, index: int) -> DropReason | None:
        return self._reasons[index]

    def removals(self) -> Iterator[Removal]:
        """What was left out, in page order; neighbours with one reason are one removal."""
        for reason, group in groupby(self.outline.segments, key=lambda s: self._reasons[s.index]):
            segments = [s for s in group if s.kind is not SegmentKind.RULE]
            if reason and segments:
                yield self._removal(reason, segments)

    def _removal(self, reason: DropReason, segments: list[Segment]) -> Removal:
        text = " / ".join(s.text for s in segments if s.text)
        element = reason.element if reason.element >= 0 else segments[0].parent
        return Removal(
            step=reason.step,
            rule=reason.rule,
            text=text if len(text) <= SHOWN else text[: SHOWN - 1] + "…",
            path=self.outline.path(element),
        )

"""The decisions about a page: each segment is kept, or dropped by a rule.

Steps do not change the page. Each tells what it drops and why; a segment keeps its first reason,
which is the one that `why` shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from msgspec import Struct

from scraper.extraction.page.element_path import ElementPaths
from scraper.extraction.page.outline import Element, Outline, Segment, SegmentKind
from scraper.extraction.rules import Rule
from scraper.models import Removal

SHOWN = 160  # characters of a removed text that are kept in the record

Drops = Iterable[tuple[int, Rule]]  # (segment index, rule)


class DropReason(Struct, frozen=True, gc=False):
    """Why a segment is not in the article.

    `element` is the element that was removed as a whole, -1 where segments were dropped one by
    one. `detail` is what the rule does not tell: the selector, the model's score.
    """

    rule: Rule
    element: int = -1
    detail: str = ""

    @property
    def text(self) -> str:
        """The rule as `why` and `removals` show it."""
        return f"{self.rule.label} {self.detail}".rstrip()


class SegmentDecisions:
    """Kept or dropped, for every segment of an outline. Everything is kept at first.

    `pinned` segments are always kept: the user's settings select them.
    """

    def __init__(self, outline: Outline, pinned: frozenset[int] = frozenset()) -> None:
        self.outline = outline
        self._pinned = pinned
        self._reasons: list[DropReason | None] = [None] * len(outline.segments)

    def drop(self, drops: Drops) -> None:
        """Drop segments; one that is dropped already keeps its first reason."""
        for index, rule in drops:
            self.drop_for(index, DropReason(rule))

    def drop_element(self, element: Element, rule: Rule, detail: str = "") -> None:
        """Drop all segments inside `element`, which is removed as a whole."""
        reason = DropReason(rule, element.index, detail)
        for index in range(element.first, element.last):
            self.drop_for(index, reason)

    def restore(self, indexes: Iterable[int]) -> None:
        """Keep what an earlier step dropped."""
        for index in indexes:
            self._reasons[index] = None

    def drop_for(self, index: int, reason: DropReason) -> None:
        """Drop one segment, unless it is pinned or dropped already."""
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
        paths = ElementPaths(self.outline)
        for reason, group in groupby(self.outline.segments, key=lambda s: self._reasons[s.index]):
            segments = [s for s in group if s.kind is not SegmentKind.RULE]
            if reason and segments:
                element = reason.element if reason.element >= 0 else segments[0].parent
                yield _removal(reason, segments, paths.of(element))


def _removal(reason: DropReason, segments: Iterable[Segment], path: str) -> Removal:
    text = " / ".join([s.text for s in segments if s.text])
    return Removal(
        step=reason.rule.step,
        rule=reason.text,
        text=text if len(text) <= SHOWN else text[: SHOWN - 1] + "…",
        path=path,
    )

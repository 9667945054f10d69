"""The account of a page: for each segment whether it is kept, and if not, which rule dropped it.

Steps do not change the page. Each returns what it would drop and why; the account takes the
first word on every segment, so that a reader of `why` sees one reason, the true one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scraper.extract.outline import Outline, Segment, SegmentKind
from scraper.models import Removal

SHOWN = 160  # characters of a removed text that are kept in the record

Drops = Iterable[tuple[int, str]]  # (segment index, rule)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a segment is not in the article: `step` of the extraction, `rule` in that step."""

    step: str
    rule: str


class Account:
    """Kept or dropped, for every segment of an outline. Everything is kept at first."""

    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        self._reasons: list[Reason | None] = [None] * len(outline.segments)

    def drop(self, step: str, drops: Drops) -> None:
        """Drop segments; one that is dropped already keeps its first reason."""
        for index, rule in drops:
            if self._reasons[index] is None:
                self._reasons[index] = Reason(step, rule)

    def kept(self) -> list[Segment]:
        return [s for s in self.outline.segments if self._reasons[s.index] is None]

    def is_kept(self, index: int) -> bool:
        return self._reasons[index] is None

    def reason(self, index: int) -> Reason | None:
        return self._reasons[index]

    def removals(self) -> Iterator[Removal]:
        """What was left out, neighbours under one element and rule joined, in page order."""
        last: tuple[Reason, int] | None = None
        texts: list[str] = []
        for segment in self.outline.segments:
            reason = self._reasons[segment.index]
            here = (reason, segment.parent) if reason else None
            if here != last and last is not None:
                yield self._removal(*last, texts)
                texts = []
            last = here
            if reason and segment.kind is not SegmentKind.RULE:
                texts.append(segment.text)
        if last is not None:
            yield self._removal(*last, texts)

    def _removal(self, reason: Reason, parent: int, texts: list[str]) -> Removal:
        text = " / ".join(text for text in texts if text)
        if len(text) > SHOWN:
            text = text[: SHOWN - 1] + "…"
        return Removal(
            step=reason.step, rule=reason.rule, text=text, path=self.outline.path(parent)
        )

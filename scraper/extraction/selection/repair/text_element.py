"""The element of the text, and what is right after a piece of it."""

from __future__ import annotations

from collections import Counter

from scraper.extraction.page.outline import Element
from scraper.extraction.selection.repair.context import RepairContext

_NEARLY_ALL = 0.9  # share of the chosen prose that is in the element of the text


def text_element(choice: RepairContext) -> Element | None:
    """The innermost element that holds nearly all chosen prose."""
    outline, words = choice.outline, Counter[int]()
    total = 0
    for index in choice.chosen:
        segment = outline.segments[index]
        if segment.is_prose:
            total += segment.words
            words.update({e.index: segment.words for e in outline.ancestors(segment.parent)})
    around = (outline.elements[i] for i, count in words.items() if count >= _NEARLY_ALL * total)
    return max(around, key=lambda e: e.depth, default=None)


def words_after_text(choice: RepairContext, first: int) -> float:
    """How many words that may be text are between the last chosen segment before `first` and it;
    infinite where none is chosen.
    """
    before = max((i for i in choice.chosen if i < first), default=-1)
    if before < 0:
        return float("inf")
    between = choice.outline.segments[before + 1 : first]
    return sum(s.words for s in between if s.index in choice.candidates.open)

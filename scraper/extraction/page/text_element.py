"""The element of the text: the innermost one that holds nearly all, or most, of its paragraphs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from scraper.extraction.page.outline import Element, Outline, Segment

NEARLY_ALL, MOST = 0.9, 0.6  # shares of the words of the paragraphs


def text_element(
    outline: Outline, paragraphs: Iterable[Segment], share: float = NEARLY_ALL
) -> Element | None:
    """The innermost element with a share of the words of some paragraphs; None without any."""
    words: Counter[int] = Counter()
    total = 0
    for segment in paragraphs:
        total += segment.words
        around = outline.ancestors(segment.parent)
        words.update({element.index: segment.words for element in around})
    holding = (outline.elements[i] for i in words if words[i] >= share * total)
    return max(holding, key=lambda element: element.depth, default=None)

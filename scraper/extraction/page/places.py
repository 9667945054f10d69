"""Which element each element of a page is in, the wrappers of single paragraphs left out.

Many a page puts each of its paragraphs in a box of its own: the paragraphs are beside each other
all the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scraper.extraction.page.outline import Element, Segment

_LONG = 10  # words of a paragraph


def places(elements: Sequence[Element], segments: Sequence[Segment]) -> Iterator[int]:
    """For each element the index of the one that it is in, -1 for the root.

    A wrapper is left out if several in the same element hold nothing but a paragraph each.
    """
    wrappers = _wrappers(elements, segments)
    found: list[int] = []
    for element in elements:
        around = elements[max(element.parent, 0)]
        is_wrapped = around.parent in wrappers and _is_alone(element, around)
        found.append(found[element.parent] if is_wrapped else element.parent)
        yield found[-1]


def _wrappers(elements: Sequence[Element], segments: Sequence[Segment]) -> frozenset[int]:
    """The elements that put each paragraph in a wrapper."""
    times: Counter[int] = Counter()
    for segment in segments:
        element = elements[segment.parent]
        if segment.words >= _LONG and segment.is_prose and element.parent > 0:
            around = elements[element.parent]
            if _is_alone(element, around):
                times[around.parent] += 1
    return frozenset(index for index, count in times.items() if count > 1)


def _is_alone(element: Element, around: Element) -> bool:
    """Whether an element holds all that the one around it does."""
    is_same = element.first == around.first and element.last == around.last
    return is_same and element.index != around.index

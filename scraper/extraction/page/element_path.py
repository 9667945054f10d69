"""Where an element is located, for people to read."""

from __future__ import annotations

from scraper.extraction.page.outline import Element, Outline

_OUTER = frozenset({"html", "body"})
_MOST_STEPS = 4


class ElementPaths:
    """The paths of the elements of a page: "main > div.story > aside#related", each of the
    innermost elements around one and of itself.
    """

    def __init__(self, outline: Outline) -> None:
        self._elements = outline.elements
        self._selectors: dict[int, str] = {}  # many elements are in the same few

    def of(self, index: int) -> str:
        steps: list[str] = []
        while index >= 0 and len(steps) < _MOST_STEPS:
            element = self._elements[index]
            if element.tag not in _OUTER:
                steps.append(self._selectors.get(index) or self._selector(element))
            index = element.parent
        return " > ".join(reversed(steps))

    def _selector(self, element: Element) -> str:
        found = self._selectors[element.index] = _selector(element)
        return found


def _selector(element: Element) -> str:
    for attribute, sign in (("id", "#"), ("class", ".")):
        if names := element.get(attribute).split(maxsplit=1):
            return f"{element.tag}{sign}{names[0]}"
    return element.tag

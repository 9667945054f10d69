"""Where an element is located, for people to read."""

from __future__ import annotations

from scraper.extraction.page.outline import Element, Outline

_OUTER = frozenset({"html", "body"})
_MOST_STEPS = 4


def element_path(outline: Outline, index: int) -> str:
    """The innermost elements around an element and itself: "main > div.story > aside#related"."""
    steps: list[str] = []
    while index >= 0 and len(steps) < _MOST_STEPS:
        element = outline.elements[index]
        if element.tag not in _OUTER:
            steps.append(_selector(element))
        index = element.parent
    return " > ".join(reversed(steps))


def _selector(element: Element) -> str:
    for attribute, sign in (("id", "#"), ("class", ".")):
        if names := element.get(attribute).split(maxsplit=1):
            return f"{element.tag}{sign}{names[0]}"
    return element.tag

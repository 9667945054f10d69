"""Names that say what an element is about, not what it is for: the tags of a post as its classes,
and ids that are made of the heading.

A tutorial has a section with the id "print", and a post that is tagged "copyright" is no footer.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property

from scraper.extraction.page.class_names import names_of
from scraper.extraction.page.outline import HEADING_TAGS, Element, Outline

_TERM = re.compile(r"(?:tag|category|topic|series)-\S+")
_POST = re.compile(r"hentry|type-[a-z]+|post-\d+")
_NUMBER = re.compile(r"^\W*(?:\d+\W+)*|\W*\d*$")  # "4.5. Copyright", "copyright-1"
_LONGEST = 300  # characters of a heading
_OTHERS = 2  # elements whose ids are made of their headings, at least, on a page that does so


class OwnNames:
    """What the elements of a page are for, by their names."""

    def __init__(self, outline: Outline) -> None:
        self._outline = outline

    def of(self, element: Element) -> str:
        """The class and id of an element, without those that only say what it is about."""
        classes = element.get("class").split()
        is_post = element.tag == "article" or any(map(_POST.fullmatch, classes))
        kept = [name for name in classes if not (is_post and _TERM.fullmatch(name.lower()))]
        is_slug = _is_slug(self._outline, element) and self._slugs[element.tag] > _OTHERS
        id_ = "" if is_slug else element.get("id")
        return names_of({"class": " ".join(kept), "id": id_}).lower()

    @cached_property
    def _slugs(self) -> Counter[str]:
        """How many elements of each tag have an id that is made of their heading."""
        elements = self._outline.elements
        return Counter(e.tag for e in elements if _is_slug(self._outline, e))


def _is_slug(outline: Outline, element: Element) -> bool:
    """Whether the id of an element is its heading, without spaces and signs."""
    slug = _letters(element.get("id")[:_LONGEST])
    if not slug or element.first == element.last:
        return False
    first = outline.segments[element.first]
    is_headed = element.tag in HEADING_TAGS or outline.heading_level(first) > 0
    return is_headed and _letters(first.text[:_LONGEST]) == slug


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, _NUMBER.sub("", text.casefold())))

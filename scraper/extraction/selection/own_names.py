"""Names that say what an element is about, not what it is for: the tags of a post as its classes,
and ids that are made of the heading.

A tutorial has a section with the id "print", and a post that is tagged "copyright" is no footer.
"""

from __future__ import annotations

import re

from scraper.extraction.page.class_names import names_of
from scraper.extraction.page.outline import HEADING_TAGS, Element, Outline

_TERM = re.compile(r"(?:tag|category|topic|series)-\S+")
_POST = re.compile(r"hentry|type-[a-z]+|post-\d+")
_NUMBER = re.compile(r"^\W*(?:\d+\W+)*|\W*\d*$")  # "4.5. Copyright", "copyright-1"
_OTHERS = 2  # elements whose ids are made of their headings, at least, on a page that does so


def purpose_names(outline: Outline, element: Element) -> str:
    """The class and id of an element, without those that only say what it is about."""
    classes = element.get("class").split()
    is_post = element.tag == "article" or any(map(_POST.fullmatch, classes))
    kept = [name for name in classes if not (is_post and _TERM.fullmatch(name.lower()))]
    is_slug = _is_slug(outline, element) and _are_slugs(outline, element)
    id_ = "" if is_slug else element.get("id")
    return names_of({"class": " ".join(kept), "id": id_}).lower()


def _are_slugs(outline: Outline, element: Element) -> bool:
    """Whether the ids of other elements of the tag are made of their headings too."""
    others = (e for e in outline.tagged(element.tag) if e is not element)
    return sum(_is_slug(outline, other) for other in others) >= _OTHERS


def _is_slug(outline: Outline, element: Element) -> bool:
    """Whether the id of an element is its heading, without spaces and signs."""
    slug = _letters(element.get("id"))
    if not slug or element.first == element.last:
        return False
    first = outline.segments[element.first]
    is_headed = element.tag in HEADING_TAGS or outline.heading_level(first) > 0
    return is_headed and _letters(first.text) == slug


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, _NUMBER.sub("", text.casefold())))

"""The tables of contents of a page: lists of links to its own headings, and boxes so named."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from scraper.extraction.page.outline import Element, Outline, Segment

_NAMED = re.compile(r"(?:^|[\s_-])(?:toc|toctree|table-?of-?contents)(?:$|[\s_-])")
_BOXES = ("div", "nav", "section", "aside")
_FEWEST = 4  # entries
_LINKED, _MOSTLY_LINKED = 0.9, 0.6  # share of a list's letters in links, and of a box's
_CHAPTER = 150  # words of the table of contents of a chapter, at most
_INSIDE = 0.75  # share of the entries that lead to a place on the page
_HEADED = 0.5  # share of them that say what a heading says


def tables_of_contents(outline: Outline) -> Iterator[Element]:
    """The lists and boxes, in no order."""
    boxes = [e for e in outline.tagged(*_BOXES) if _NAMED.search(e.names)]
    boxes = [e for e in boxes if _is_of_links(outline, e, _MOSTLY_LINKED)]
    yield from (e for e in boxes if not _is_of_chapter(outline, e))
    lists = [e for e in outline.tagged("ul", "ol", "dl") if _is_of_links(outline, e)]
    if not lists:
        return
    headings = {_letters(s.text) for s in outline.segments if outline.heading_level(s)} - {""}
    entries = [s if s.text and not outline.heading_level(s) else None for s in outline.segments]
    # sums over the segments: lists may be nested without end
    texts = _sums(entry is not None for entry in entries)
    leading = _sums(entry is not None and _leads_inside(entry) for entry in entries)
    said = _sums(entry is not None and _letters(entry.text) in headings for entry in entries)
    for element in lists:
        count, leads, says = (
            sums[element.last] - sums[element.first] for sums in (texts, leading, said)
        )
        if count and leads >= _INSIDE * count and says >= _HEADED * count:
            yield element


def _sums(flags: Iterable[bool]) -> Sequence[int]:
    """How many flags are set before each place, and of all."""
    return [*accumulate(flags, initial=0)]


def _is_of_chapter(outline: Outline, element: Element) -> bool:
    """Whether a box is what a page is for that has little else: the first page of a chapter."""
    words = outline.words(element)
    is_small = words <= _CHAPTER and outline.whole.prose <= 2 * words
    inside = (s for s in outline.segments[element.first : element.last] if s.text)
    return is_small and not any(map(_leads_inside, inside))


def _is_of_links(outline: Outline, element: Element, share: float = _LINKED) -> bool:
    shape = outline.shape(element)
    return shape.segments >= _FEWEST and shape.link_share >= share


def _leads_inside(entry: Segment) -> bool:
    links: Sequence[str] = [mark.href for _, marks in entry.pieces for mark in marks if mark.href]
    return bool(links) and all("#" in href for href in links)


def _letters(text: str) -> str:
    """What a heading and its entry have in common: one of them may be numbered."""
    return "".join(filter(str.isalpha, text.casefold()))

"""The tables of contents of a page: lists of links to its own headings, and boxes so named."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from scraper.extraction.page.outline import Element, Outline, Segment

_NAMED = re.compile(r"(?:^|[\s_-])(?:toc|toctree|table-?of-?contents)(?:$|[\s_-])")
_BOXES = ("div", "nav", "section", "aside", "ul", "ol", "dl")
_FEWEST = 4  # entries
_LINKED, _MOSTLY_LINKED = 0.9, 0.6  # share of a list's letters in links, and of a box's
_CHAPTER = 400  # words of the table of contents of a chapter, at most
_INSIDE = 0.75  # share of the entries that lead to a place on the page
_HEADED = 0.5  # share of them that say what a heading says


def tables_of_contents(outline: Outline) -> Iterator[Element]:
    """The lists and boxes, in no order."""
    boxes = [e for e in outline.tagged(*_BOXES) if _NAMED.search(e.names)]
    boxes = [e for e in boxes if _is_of_links(outline, e, _MOSTLY_LINKED)]
    lists = [e for e in outline.tagged("ul", "ol", "dl") if _is_of_links(outline, e)]
    if not boxes and not lists:
        return
    page = _address(outline.segments)
    yield from (e for e in boxes if not _is_of_chapter(outline, e, page))
    headings = {_letters(s.text) for s in outline.segments if outline.heading_level(s)} - {""}
    entries = [s if s.text and not outline.heading_level(s) else None for s in outline.segments]
    # sums over the segments: lists may be nested without end
    texts = _sums(entry is not None for entry in entries)
    leading = _sums(entry is not None and _leads_inside(entry, page) for entry in entries)
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


def _is_of_chapter(outline: Outline, element: Element, page: str) -> bool:
    """Whether a box is what a page is for that has little else: the first page of a chapter."""
    words = outline.words(element)
    is_small = words <= _CHAPTER and outline.whole.prose <= 2 * words
    entries = [s for s in outline.segments[element.first : element.last] if s.text]
    return is_small and 2 * sum(_leads_inside(s, page) for s in entries) < len(entries)


def _is_of_links(outline: Outline, element: Element, share: float = _LINKED) -> bool:
    shape = outline.shape(element)
    return shape.segments >= _FEWEST and shape.link_share >= share


def _leads_inside(entry: Segment, page: str) -> bool:
    """Whether all links of a line lead to places on the page, with or without its address."""
    links = [mark.href.partition("#") for _, marks in entry.pieces for mark in marks if mark.href]
    return bool(links) and all(hash_ and before in {"", page} for before, hash_, _ in links)


def _address(segments: Sequence[Segment]) -> str:
    """The address that most links to places begin with: that of the page; empty where there is no
    such address.
    """
    hrefs = (mark.href for s in segments for _, marks in s.pieces for mark in marks if mark.href)
    parts = (href.partition("#") for href in hrefs)
    times = Counter(before for before, hash_, _ in parts if hash_)
    address, most = max(times.items(), key=lambda item: item[1], default=("", 0))
    return address if 2 * most > times.total() else ""


def _letters(text: str) -> str:
    """What a heading and its entry have in common: one of them may be numbered."""
    return "".join(filter(str.isalpha, text.casefold()))

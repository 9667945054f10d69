"""The tables of contents of a page: lists of links to its own headings, and boxes so named."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, islice, takewhile

from scraper.extraction.page.outline import Element, Outline, Segment, SegmentKind

_NAMED = re.compile(r"(?:^|[\s_-])(?:toc|toctree|table-?of-?contents)(?:$|[\s_-])")
_BOXES = ("div", "nav", "section", "aside", "ul", "ol", "dl")
_FEWEST = 4  # entries
_LINKED = 0.6  # share of the letters in links: the numbers of entries may be outside
_CHAPTER = 400  # words of the table of contents of a chapter, at most
_INSIDE = 0.75  # share of the entries that lead to a place on the page
_HEADED = 0.5  # share of them that say what a heading says


def tables_of_contents(outline: Outline) -> Iterator[Element]:
    """The lists and boxes, with the headings that have nothing else under them, in no order."""
    levels = [outline.heading_level(s) for s in outline.segments]
    for element in _lists_and_boxes(outline, levels):
        yield element
        if _has_own_heading(outline, element, levels):
            yield _own_element(outline, outline.segments[element.first - 1])


def _has_own_heading(outline: Outline, element: Element, levels: Sequence[int]) -> bool:
    """Whether a heading is right before an element and one of its rank, or of a higher one, right
    after it. The first heading of a page is its title.
    """
    over, after = element.first - 1, element.last
    if after < len(levels) and outline.segments[after].kind is SegmentKind.RULE:
        after += 1
    if over < 0 or after >= len(levels) or not 0 < levels[after] <= levels[over]:
        return False
    return any(islice(levels, over))


def _own_element(outline: Outline, segment: Segment) -> Element:
    """The outermost element that holds a segment and no other, or the innermost that does."""
    around = outline.ancestors(segment.parent)
    return [next(around), *takewhile(lambda e: e.last - e.first == 1, around)][-1]


def _lists_and_boxes(outline: Outline, levels: Sequence[int]) -> Iterator[Element]:
    boxes = [e for e in outline.tagged(*_BOXES) if _NAMED.search(e.names)]
    boxes = [e for e in boxes if _is_of_links(outline, e)]
    lists = [e for e in outline.tagged("ul", "ol", "dl") if _is_of_links(outline, e)]
    if not boxes and not lists:
        return
    page = _address(outline.segments)
    yield from (e for e in boxes if not _is_of_chapter(outline, e, page))
    headings = {_letters(s.text) for s in outline.segments if levels[s.index]} - {""}
    entries = [s if s.text and not levels[s.index] else None for s in outline.segments]
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


def _is_of_links(outline: Outline, element: Element) -> bool:
    shape = outline.shape(element)
    return shape.segments >= _FEWEST and shape.link_share >= _LINKED


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

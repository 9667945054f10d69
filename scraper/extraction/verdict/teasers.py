"""Teasers: the boxes alike of a list of other pages, each with a text and a link to its page.

The link is the title, or the words that stand under each of them ("Read on").
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from scraper.extraction.page.outline import HEADING_TAGS, Break, Element, Segment
from scraper.extraction.page.url_parts import url_parts
from scraper.extraction.phrases import PhraseKind, phrases
from scraper.extraction.verdict.verdict_input import VerdictInput

_ALIKE = 4  # teasers
_STORY = 60  # words in one place; what a list has beside its teasers is shorter
_LONGEST = 60  # words of a teaser without a box; longer texts are the parts of an article
_SHORTEST = 25  # characters of a teaser that is no sentence
_SHARE = 0.7  # of the chosen text
_HIGHEST = 5  # elements from a title to its box
_READ_ON = 4  # words
_HEIGHTS = {"li": 1, "td": 1, "dt": 2}  # these hold the text, or stand before it
_BOXES = frozenset({"div", "article", "section"})


Spans = Iterator[tuple[int, frozenset[int]]]  # how many teasers, and the segments they hold


def count_teasers(page: VerdictInput) -> int:
    """How many teasers alike hold most of the chosen text; 0 where they are too few."""
    links: dict[int, list[Segment]] = defaultdict(list)  # by the smallest element with a text
    for link in (*_titles(page), *_read_on(page)):
        if (holder := _holder(page, link)) is not None:
            links[holder].append(link)
    for entry in _entries(page):
        links[entry.parent].append(entry)
    for count, inside in (*_in_boxes(page, _lifted(page, links)), *_in_turn(page, links)):
        if _are_most(page, inside) and page.longest_text(inside) < _STORY:
            return count
    return 0


def _are_most(page: VerdictInput, inside: frozenset[int]) -> bool:
    """Whether teasers hold most of the chosen text: with all of theirs, where half is chosen."""
    held = [s for s in page.kept if s.index in inside and (s.reads_like_text or not page.prose)]
    words, all_words = sum(s.words for s in held), page.prose or page.words
    texts = [s for s in page.outline.segments if s.index in inside and s.reads_like_text]
    if held and page.prose and len(held) * 2 >= len(texts):
        lost = sum(s.words for s in texts) - words
        words, all_words = words + lost, all_words + lost
    return words > 0 and words >= _SHARE * all_words


def _lifted(
    page: VerdictInput, links: Mapping[int, Sequence[Segment]]
) -> Mapping[int, Sequence[Segment]]:
    """The same by the largest elements that have one link: a teaser with all that wraps it."""
    elements = page.outline.elements
    places = sorted(link.index for held in links.values() for link in held)
    found: dict[int, Sequence[Segment]] = {}
    for holder, held in links.items():
        box = elements[holder]
        while len(held) == 1 and box.parent > 0:
            around = elements[box.parent]
            if bisect_left(places, around.last) - bisect_left(places, around.first) > 1:
                break
            box = around
        found[box.index] = held
    return found


def _in_boxes(page: VerdictInput, links: Mapping[int, Sequence[Segment]]) -> Spans:
    """Sibling boxes of one tag, each with a link of its own."""
    groups: dict[tuple[int, str], list[int]] = defaultdict(list)
    for holder in links:
        element = page.outline.elements[holder]
        groups[element.parent, element.tag].append(holder)
    for group in groups.values():
        boxes = [page.outline.elements[holder] for holder in group]
        if len(boxes) >= _ALIKE and _are_alike(boxes) and _part([links[h][0] for h in group]):
            yield len(boxes), frozenset(i for box in boxes for i in range(box.first, box.last))


def _in_turn(page: VerdictInput, links: Mapping[int, Sequence[Segment]]) -> Spans:
    """Titles and texts in turn, all in one element."""
    elements = page.outline.elements
    for holder, held in links.items():
        group = [link for link in held if elements[link.parent].parent == holder]
        if len(group) >= _ALIKE and _part(group):
            first, last = group[0].index, elements[holder].last
            words = page.outline.sums[last].words - page.outline.sums[first].words
            if words <= _LONGEST * len(group):
                yield len(group), frozenset(range(first, last))


def _are_alike(boxes: Iterable[Element]) -> bool:
    """Whether all are called the same in part, or nothing."""
    names = [frozenset(box.names.split()) for box in boxes]
    return not any(names) or bool(frozenset.intersection(*names))


def _part(links: Sequence[Segment]) -> bool:
    """Whether nearly all lead to different pages, and say so in different words.

    A thread names its writers and their days again and again.
    """
    least = max(_ALIKE, 0.9 * len(links))
    if len({link.text for link in links}) == 1:  # "Read on"
        return len({_href(link) for link in links}) >= least
    return min(len({_href(link) for link in links}), len({link.text for link in links})) >= least


def _holder(page: VerdictInput, link: Segment) -> int | None:
    """The smallest element around a link that has a text."""
    outline = page.outline
    highest = _HEIGHTS.get(outline.elements[link.parent].tag, _HIGHEST)
    for element in islice(outline.ancestors(link.parent), highest):
        shape = outline.shape(element)
        if shape.prose or shape.letters - shape.linked >= _SHORTEST:
            return element.index
    return None


def _titles(page: VerdictInput) -> Iterator[Segment]:
    """Linked titles that lead to a page of the site."""
    for segment in page.outline.segments:
        if not segment.linked or not 2 <= segment.words <= 30 or segment.link_share <= 0.7:
            continue
        is_day = sum(map(str.isdigit, segment.text)) * 2 > len(segment.text)
        if not is_day and _is_title(page, segment) and leads_on_site(segment, page.url):
            yield segment


def _entries(page: VerdictInput) -> Iterator[Segment]:
    """The entries of lists, and paragraphs, that begin with a linked title above a text."""
    for segment in page.outline.segments:
        tag = page.outline.elements[segment.parent].tag
        is_headed = len(segment.pieces) > 1 and isinstance(segment.pieces[1][0], Break)
        if not 0 < segment.link_share <= 0.7 or not (tag == "li" or (tag == "p" and is_headed)):
            continue
        text, marks = segment.pieces[0]
        is_linked = any(mark.name == "link" for mark in marks)
        is_title = is_linked and isinstance(text, str) and len(text.split()) > 2
        if is_title and leads_on_site(segment, page.url):
            yield segment


def _is_title(page: VerdictInput, segment: Segment) -> bool:
    element = page.outline.elements[segment.parent]
    if element.tag in _HEIGHTS or _is_called_title(element):
        return True
    is_first = element.tag in _BOXES and element.first == segment.index and segment.words > 2
    if is_first and page.outline.shape(element).prose:
        return True
    return _is_called_title(page.outline.elements[max(0, element.parent)])


def _is_called_title(element: Element) -> bool:
    if "user" in element.names:
        return False  # who wrote a post of a thread
    is_named = "title" in element.names or "headline" in element.names
    return is_named or element.tag in HEADING_TAGS


def _read_on(page: VerdictInput) -> Iterator[Segment]:
    """The links "Read on" that lead to one page of the site after another.

    In words that nobody has listed they count where each ends what a heading begins.
    """
    links: dict[str, list[Segment]] = defaultdict(list)
    for segment in page.outline.segments:
        is_short = segment.linked and segment.words <= _READ_ON and segment.link_share > 0.9
        if is_short and len({*hrefs(segment)}) == 1:  # under a post stand several
            links[segment.text].append(segment)
    for text, same in links.items():
        is_many = len(same) >= _ALIKE and all(leads_on_site(s, page.url) for s in same)
        if is_many and (_is_listed(text) or all(_ends_teaser(page, s) for s in same)):
            yield from same


def _is_listed(text: str) -> bool:
    return phrases(PhraseKind.READ_MORE).match(text)


def _ends_teaser(page: VerdictInput, link: Segment) -> bool:
    outline, holder = page.outline, _holder(page, link)
    if holder is None:
        return False
    box = outline.elements[holder]
    return link.index == box.last - 1 and outline.heading_level(outline.segments[box.first]) > 0


def _href(segment: Segment) -> str:
    return next(hrefs(segment), "")


def hrefs(segment: Segment) -> Iterator[str]:
    """The targets of the links in a segment, in order."""
    return (mark.href for _, marks in segment.pieces for mark in marks if mark.name == "link")


def leads_on_site(link: Segment, url: str) -> bool:
    """Whether a link leads to another page of the site that `url` is of."""
    href = _href(link)
    if not href or href.startswith("#"):
        return False
    if href.startswith("/") and not href.startswith("//"):
        return True  # most
    host = url_parts(href).hostname
    return host is None or host.removeprefix("www.") in url


def site_links(page: VerdictInput) -> int:
    """How many other pages of the site the page's menus and titles lead to."""
    segments = page.outline.segments
    linked = [s for s in segments if s.link_share > 0.7 and leads_on_site(s, page.url)]
    return len({href for s in linked for href in hrefs(s)})

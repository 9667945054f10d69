"""Whether a page is a list of other pages: a section, a tag, an author, an archive, a front page.

What tells it is shape alone: linked titles, and boxes that are alike. Names and days are no
sign of an article here, as they are those of the teasers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from urllib.parse import urlsplit

from scraper.extraction.page.outline import HEADING_TAGS, Element, Segment
from scraper.extraction.verdict.verdict_input import VerdictInput

_MANY = 6  # linked titles
_STORY = 60  # words in one place; a short piece of news has more
_THIN = 30  # words
_ALIKE = 4  # boxes
_HIGHEST = 5  # elements from a teaser's title to its box
_OUTSIDE = frozenset({"nav", "header", "footer", "aside"})


def section_reason(page: VerdictInput) -> str:
    """Why the page is a list of other pages, or "" where nothing says so."""
    whole = page.outline.whole
    long = [s for s in page.kept if s.reads_like_text and s.words >= 40]
    teasers = [s for s in page.kept if _is_title(s)]
    root = bool(page.url) and not urlsplit(page.url).path.strip("/")
    if len(teasers) >= _MANY and len(long) <= 1 and not page.is_signed:
        return f"a list: {len(teasers)} linked titles and {len(long)} paragraphs"
    if root and page.longest_text() < _STORY and len(linked_titles(page)) >= _MANY:
        return "the front page of a site"
    if whole.link_share > 0.6 and page.prose < 120 and whole.segments > 40 and not page.is_signed:
        return f"{whole.link_share:.0%} of the page's text is links"
    if not page.is_declared and (boxes := teasers_alike(page)):
        return f"a list: {boxes} teasers alike, each with a linked title"
    return ""


def index_reason(page: VerdictInput) -> str:
    """The same of a page with next to no text: it may be an index of titles alone."""
    titles = [s for s in page.outline.segments if s.link_share > 0.5 and 3 <= s.words <= 30]
    titles = [s for s in titles if not _is_outside(page, s)]
    if len(titles) < _MANY or page.longest_text():
        return ""
    chosen = {s.index for s in page.kept}
    listed = sum(s.words for s in titles if s.index in chosen)
    if page.words < _THIN or listed * 2 >= page.words:
        return f"an index of {len(titles)} linked titles"
    return ""


def linked_titles(page: VerdictInput) -> list[Segment]:
    return [s for s in page.outline.segments if _is_title(s)]


def teasers_alike(page: VerdictInput) -> int:
    """How many boxes alike hold the chosen text, each with a linked title; 0 for too few."""
    for boxes in _groups(page):
        inside = frozenset(index for box in boxes for index in range(box.first, box.last))
        words = sum(s.words for s in page.kept if s.reads_like_text and s.index in inside)
        if words >= 0.7 * page.prose and page.longest_text(inside) < _STORY:
            return len(boxes)
    return 0


def _groups(page: VerdictInput) -> Iterator[Sequence[Element]]:
    """Sibling boxes alike, each the smallest that has a linked title and a text."""
    found: dict[tuple[int, str], dict[int, Element]] = defaultdict(dict)
    titles: dict[int, str] = {}  # of each box, by its index
    for segment in page.outline.segments:
        if _is_teaser_title(page, segment) and (box := _box_of(page, segment)):
            found[box.parent, box.tag][box.index] = box
            titles.setdefault(box.index, segment.text)
    for boxes in found.values():
        # who wrote a thread's posts is named again and again, and no two titles are the same
        distinct = len({titles[index] for index in boxes})
        if distinct >= _ALIKE and distinct >= 0.9 * len(boxes) and _are_alike(boxes.values()):
            yield list(boxes.values())


def _are_alike(boxes: Iterable[Element]) -> bool:
    """Whether all are called the same in part, or nothing."""
    names = [frozenset(box.names.split()) for box in boxes]
    return not any(names) or bool(frozenset.intersection(*names))


def _is_teaser_title(page: VerdictInput, segment: Segment) -> bool:
    """A heading, a list's entry or what is called a title, that leads to a page of the site."""
    if not segment.linked or not 2 <= segment.words <= 30 or segment.link_share <= 0.7:
        return False
    parent = page.outline.elements[segment.parent]
    if parent.tag != "li" and not (
        _is_called_title(parent) or _is_called_title(page.outline.elements[max(0, parent.parent)])
    ):
        return False
    if sum(map(str.isdigit, segment.text)) * 2 > len(segment.text):
        return False  # a day and an hour
    return any(_is_of_site(href, page.url) for href in _hrefs(segment))


def _is_called_title(element: Element) -> bool:
    names = element.names
    return element.tag in HEADING_TAGS or "title" in names or "headline" in names


def _hrefs(segment: Segment) -> Iterator[str]:
    return (mark.href for _, marks in segment.pieces for mark in marks if mark.name == "link")


def _is_of_site(href: str, url: str) -> bool:
    """Whether a link leads to another page of the site that `url` is of."""
    if href.startswith("#"):
        return False
    if href.startswith("/") and not href.startswith("//"):
        return True  # most
    try:
        host = urlsplit(href).hostname
    except ValueError:
        return False
    return host is None or host.removeprefix("www.") in url


def _box_of(page: VerdictInput, title: Segment) -> Element | None:
    outline = page.outline
    for element in islice(outline.ancestors(title.parent), _HIGHEST):
        if element.tag in {"body", "main"}:
            return None
        if outline.shape(element).prose:
            return element
    return None


def _is_title(segment: Segment) -> bool:
    return segment.link_share > 0.7 and 3 <= segment.words <= 30


def _is_outside(page: VerdictInput, segment: Segment) -> bool:
    return any(e.tag in _OUTSIDE for e in page.outline.ancestors(segment.parent))

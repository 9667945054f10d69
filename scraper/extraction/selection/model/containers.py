"""Features of the elements around a segment: their names, and what else they contain."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from scraper.extraction.page.outline import Element, Outline
from scraper.extraction.selection.model.columns import FeatureTable, Flags, Indexes, side_by_side
from scraper.extraction.selection.model.segment_table import SegmentTable
from scraper.extraction.selection.prune_rules import is_hidden

# Longer pages than those of the training have the features of pages of this length.
_MOST_SEGMENTS, _MOST_WORDS = 1000.0, 4000.0
LEVELS = 4  # boxes around a segment that are looked at, each larger than the last

_TAGS = {
    tag: number
    for number, tags in enumerate(
        (
            "p", "li", "h1", "h2", "h3", "h4 h5 h6", "td th", "div", "section article main body",
            "figcaption caption", "blockquote q", "pre code", "dt dd", "a", "header footer",
            "form fieldset label", "summary details", "time address", "center font",
        ),
        start=1,
    )
    for tag in tags.split()
}  # fmt: skip
# Elements that tell what a box is, each a bit.
_AROUND = ("li", "table", "article", "main", "header", "footer", "nav", "aside", "form", "figure",
           "blockquote", "section", "ul", "dl", "details")  # fmt: skip
# Words in classes and ids, by what they suggest, each a bit.
_NAMES = {
    "text": "article articlebody articletext content contents contentbody entry post postbody body "
    "story text maincontent richtext prose markdown single page main copy news blog blogpost "
    "wysiwyg rte paragraph description",
    "other": "related recommend recommended recommendations recirc more popular trending latest "
    "teaser teasers card cards promo promos similar suggested next read list listing grid feed "
    "carousel slider tile tiles item items archive",
    "frame": "nav navbar navigation menu breadcrumb breadcrumbs footer header sidebar aside widget "
    "widgets masthead topbar toolbar pagination pager site offcanvas drawer toc contents index",
    "reader": "comment comments respond reply disqus discussion reviews review rating ratings "
    "forum thread message",
    "call": "newsletter subscribe subscription signup optin cta banner popup modal form share "
    "sharing social follow ad ads advert advertisement sponsor sponsored promo promotion donate "
    "button btn buttons cookie consent disclaimer disclosure affiliate",
    "about": "author byline bio meta date time tags tag category categories caption credit "
    "copyright info profile avatar publish published source",
    "product": "product products price cart shop store pricing feature features spec specs faq "
    "accordion testimonial testimonials hero",
    "opens": "collapse collapsed collapsible panel tab tabs tabpanel toggle expand expandable "
    "dropdown modal",
}
_BITS = {
    word: 1 << bit for bit, words in enumerate(_NAMES.values()) for word in words.split()
}  # a word in two lists counts for the later one
_TAG_BITS = {tag: 1 << bit for bit, tag in enumerate(_AROUND)}
_HIDDEN = 1 << len(_AROUND) + len(_NAMES)
_TOKEN = re.compile(r"[a-z]+")

ELEMENT = (
    "tag", "depth", "named", *(f"in {tag}" for tag in _AROUND), *(f"in .{name}" for name in _NAMES),
    "in hidden",
)  # fmt: skip
SHAPE = ("segments", "words", "linked", "prose", "of the page", "words a segment", "tag", "named")
LIKE = ("like it", "words like it", "linked like it")
FLATNESS = ("elements a segment", "share with names", "templates a segment")


class Containers:
    """For each segment the nested boxes around it, and the segments of its template.

    Two segments are of one template if their elements, and the elements around these, have the
    same tag and class.
    """

    def __init__(self, outline: Outline, counts: SegmentTable) -> None:
        elements = outline.elements
        self.at: Indexes = np.array([s.parent for s in outline.segments], dtype=np.intp)
        self._elements = _element_table(elements)
        self._firsts = np.array([e.first for e in elements])
        self._lasts = np.array([e.last for e in elements])
        self._up = np.array(_larger(elements), dtype=np.intp)
        self._counts = counts
        templates = _templates(elements)
        self._like = _likeness(elements, templates)[self.at]
        count = len(outline.segments)
        self.flatness = (  # 1, 0 and little on a page of flat paragraphs
            min(len(elements) / count, 6.0),
            sum(bool(element.names) for element in elements) / max(len(elements), 1),
            min((max(templates) + 1) / count, 2.0),
        )

    def within(self, tags: str) -> Flags:
        """Whether each segment's own element has one of `tags`, separated by spaces."""
        numbers = [_TAGS[tag] for tag in tags.split()]
        return np.isin(self._elements[self.at, 0], numbers)

    def elements(self) -> FeatureTable:
        """(segments, len(ELEMENT)): each segment's own element."""
        return self._elements[self.at]

    def shapes(self, level: int) -> FeatureTable:
        """(segments, len(SHAPE)): each segment's box of `level`; 0 is its own element."""
        at = self._box(level)
        sums = self._counts.sums
        shape = sums[self._lasts[at]] - sums[self._firsts[at]]
        whole = np.maximum(sums[-1], 1.0)
        return side_by_side([
            np.log1p(np.minimum(shape[:, 0], _MOST_SEGMENTS)),
            np.log1p(np.minimum(shape[:, 1], _MOST_WORDS)),
            shape[:, 3] / np.maximum(shape[:, 2], 1.0),
            shape[:, 4] / np.maximum(shape[:, 1], 1.0),
            shape[:, 4] / whole[4],
            shape[:, 1] / np.maximum(shape[:, 0], 1.0),
            self._elements[at, 0],
            self._elements[at, 2],
        ])  # fmt: skip

    def inside(self, level: int, sums: FeatureTable) -> FeatureTable:
        """For each segment the sum over its box of `level`; `sums` as columns.running returns."""
        at = self._box(level)
        total: FeatureTable = sums[self._lasts[at]] - sums[self._firsts[at]]
        return total

    def alike(self, values: FeatureTable) -> FeatureTable:
        """For each segment the sum of `values` over the segments of its template."""
        sums: FeatureTable = np.bincount(self._like, weights=values).astype(np.float64)
        return sums[self._like]

    def likes(self) -> FeatureTable:
        """(segments, len(LIKE)): how much of the page is of the template of each segment."""
        counts = self._counts
        words = self.alike(counts.words)
        linked = self.alike(counts.linked) / np.maximum(self.alike(counts.letters), 1.0)
        number = np.log1p(self.alike(np.ones(len(self.at))))
        return side_by_side([number, words / max(counts.sums[-1, 1], 1.0), linked])

    def _box(self, level: int) -> Indexes:
        at = self.at
        for _ in range(level):
            at = self._up[at]
        return at


def _larger(elements: Sequence[Element]) -> list[int]:
    """For each element the nearest one around it that contains more; for the root, itself."""
    up: list[int] = []
    for element in elements:
        if element.parent < 0:
            up.append(element.index)
            continue
        parent = elements[element.parent]
        same = (parent.first, parent.last) == (element.first, element.last)
        up.append(up[parent.index] if same else parent.index)
    return up


def _element_table(elements: Sequence[Element]) -> FeatureTable:
    """Tag, depth, own names, and as flags the tags and names of an element and all around it,
    and whether any of them is hidden.
    """
    around: list[int] = []
    names = [_name_bits(element.names) for element in elements]
    for element, own in zip(elements, names, strict=True):
        bits = _TAG_BITS.get(element.tag, 0) | own << len(_AROUND)
        if is_hidden(element):
            bits |= _HIDDEN
        around.append(bits | around[element.parent] if element.parent >= 0 else bits)
    shifts = np.arange(_HIDDEN.bit_length())
    table = np.empty((len(elements), len(ELEMENT)))
    table[:, 0] = [_TAGS.get(element.tag, 0) for element in elements]
    table[:, 1] = [element.depth for element in elements]
    table[:, 2] = names
    table[:, 3:] = np.array(around)[:, None] >> shifts & 1
    return table


def _templates(elements: Sequence[Element]) -> list[int]:
    """For each element the number of its tag and class, from 0 on."""
    numbers: dict[tuple[str, str], int] = {}
    return [numbers.setdefault(element.template, len(numbers)) for element in elements]


def _likeness(elements: Sequence[Element], templates: Sequence[int]) -> Indexes:
    """For each element the number of its template and that of the element around it."""
    numbers: dict[tuple[int, int], int] = {}
    around = (templates[e.parent] if e.parent >= 0 else -1 for e in elements)
    pairs = zip(templates, around, strict=True)
    return np.array([numbers.setdefault(pair, len(numbers)) for pair in pairs], dtype=np.intp)


@lru_cache(maxsize=1024)
def _name_bits(names: str) -> int:
    bits = 0
    for token in _TOKEN.findall(names):
        bits |= _BITS.get(token, 0)
    return bits

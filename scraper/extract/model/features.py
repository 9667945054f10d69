"""An outline -> numbers: what the model looks at, a row a segment.

Two tables. `first_table` is what a segment, its place and the elements around it look like;
`second_table` adds what a first opinion on all segments says about those around each: most
of the signal is in how likely the rest of a segment's box is.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from scraper.extract.outline import SENTENCE_END, Element, Outline, Segment, SegmentKind
from scraper.extract.phrases import Kind, lexicon
from scraper.models import Metadata

Table = NDArray[np.float64]

LEVELS = 4  # boxes around a segment that are looked at, each larger than the last
_NEAR = 2  # segments before and after it
_CAP = 400  # characters of a long text that are counted letter by letter
_SHORT = 40  # words; longer texts are not looked up in the phrases

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
# Elements that say what a box is, each a bit.
_AROUND = ("li", "table", "article", "main", "header", "footer", "nav", "aside", "form", "figure",
           "blockquote", "section", "ul", "dl", "details")  # fmt: skip
# Words in classes and ids, by what they promise, each a bit.
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
}
_BITS = {
    word: 1 << bit for bit, words in enumerate(_NAMES.values()) for word in words.split()
}  # a word in two lists counts for the later one
_TOKEN = re.compile(r"[a-z]+")
_WORD = re.compile(r"\w+")
_UPPER = re.compile(r"[A-ZÀ-ÖØ-ÞΑ-ΩА-Я]")
_DIGIT = re.compile(r"\d")
_LETTER = re.compile(r"[^\W\d_]")
_PRICE = re.compile(r"[$€£¥]\s?\d|\d\s?[€£]")
# Kinds of phrases that mean much the same for a place on the page, a flag a group.
_KINDS = (
    {Kind.RECOMMENDATIONS},
    {Kind.COMMENTS, Kind.COMMENT_RULES},
    {Kind.NEWSLETTER, Kind.SUPPORT, Kind.DISCLOSURE, Kind.COOKIES, Kind.PAYWALL},
    {Kind.SHARE, Kind.TAGS, Kind.READ_MORE},
    {Kind.BYLINE, Kind.COPYRIGHT, Kind.ADVERT},
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


# --- the first table --------------------------------------------------------------------------


def first_table(outline: Outline, metadata: Metadata, pruned: Sequence[bool]) -> Table:
    """Shape (segments, features). `pruned[i]`: whether a rule would drop segment `i`."""
    segments = outline.segments
    title = frozenset(_WORD.findall(metadata.title.casefold()))
    own = np.array([_own(segment, title) for segment in segments], dtype=np.float64)
    boxes = _Boxes(outline)
    parents = np.array([segment.parent for segment in segments])
    place = _place(outline, segments, own)
    return np.hstack([
        own,
        np.array(pruned, dtype=np.float64)[:, None],
        boxes.elements[parents],
        *(boxes.shapes(level) for level in range(LEVELS)),
        place,
        _neighbours(own[:, _COMPARED]),
    ])  # fmt: skip


_COMPARED = [0, 1, 2, 8, 11]  # words, links, controls, sentence end, recommendation
_TITLE = -1  # the column that says how much of the title a segment has


def _own(segment: Segment, title: frozenset[str]) -> list[float]:
    text, words = segment.text, segment.words
    length = len(text) or 1
    head = text[:_CAP]
    first = text[:1]
    known = lexicon().kinds(text) if 0 < words <= _SHORT else ()
    found = _WORD.findall(head.casefold()) if words <= _SHORT else ()
    size = len(head) or 1
    return [
        math.log1p(words),
        segment.link_share,
        segment.controls / length,
        length / (words + 1),
        len(_UPPER.findall(head)) / size,
        len(_DIGIT.findall(head)) / size,
        (text.count(",") + text.count("،") + text.count("、")) / (words + 1),
        (text.count(". ") + text.count("? ") + text.count("! ") + text.count("。")) / (words + 1),
        SENTENCE_END.search(text) is not None,
        text.endswith((":", "：")),
        first.islower() + 2 * first.isupper() + 3 * first.isdigit(),
        *(not group.isdisjoint(known) for group in _KINDS),
        "©" in text,
        "@" in text,
        _PRICE.search(head) is not None,
        "|" in text or "›" in text or "»" in text,
        text.endswith(("…", "...", "→", ">")),
        '"' in text or "“" in text or "„" in text or "«" in text,
        "?" in text,
        (segment.kind is SegmentKind.CODE) + 2 * (segment.kind is SegmentKind.IMAGE),
        len(_LETTER.findall(head)) / size,
        _links(segment),
        len(title.intersection(found)) / len(title) if title and found else 0.0,
    ]


def _links(segment: Segment) -> int:
    return sum(1 for _, marks in segment.pieces if marks and marks[0].name == "link")


def _place(outline: Outline, segments: Sequence[Segment], own: Table) -> Table:
    """Where a segment stands: on the page, among its prose, under its headings."""
    count = len(segments)
    sums = np.array([(s.words, s.prose) for s in outline.sums], dtype=np.float64)
    before = sums[:-1] / np.maximum(sums[-1], 1.0)
    index = np.arange(count, dtype=np.float64)
    heading_at, heading_known, since = [], [], -1
    for i, segment in enumerate(segments):
        if outline.elements[segment.parent].tag in _HEADINGS:
            since = i
        heading_at.append(i - since if since >= 0 else -1)
        heading_known.append(own[since, 11:16].max() if since >= 0 else -1.0)
    titled = int(np.argmax(own[:, _TITLE])) if count else 0
    whole = outline.whole
    page = (math.log1p(count), math.log1p(whole.words), math.log1p(whole.prose), whole.link_share)
    return np.column_stack([
        index / max(count, 1),
        before,
        1.0 - before[:, 1],
        np.log1p(sums[:-1, 1]),
        index - titled,
        np.array(heading_at, dtype=np.float64),
        np.array(heading_known, dtype=np.float64),
        np.tile(np.array(page), (count, 1)),
    ])  # fmt: skip


def _neighbours(columns: Table) -> Table:
    """The columns of the segments before and after, -1 beyond the page."""
    return np.hstack([_shifted(columns, by) for by in (-2, -1, 1, 2)])


def _shifted(columns: Table, by: int) -> Table:
    moved = np.full_like(columns, -1.0)
    if by > 0:
        moved[:-by] = columns[by:]
    else:
        moved[-by:] = columns[:by]
    return moved


class _Boxes:
    """The elements of an outline, and for each segment the ever larger boxes around it."""

    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        self.elements = _element_table(outline)
        self.firsts = np.array([e.first for e in outline.elements])
        self.lasts = np.array([e.last for e in outline.elements])
        self.up = np.array(_larger(outline.elements))
        self.at = np.array([segment.parent for segment in outline.segments])
        self.sums = np.array(
            [(s.segments, s.words, s.letters, s.linked, s.prose) for s in outline.sums],
            dtype=np.float64,
        )

    def box(self, level: int) -> NDArray[np.intp]:
        """For each segment the element that is its box of `level` (0 is its own element)."""
        at = self.at
        for _ in range(level):
            at = self.up[at]
        return at

    def shapes(self, level: int) -> Table:
        at = self.box(level)
        shape = self.sums[self.lasts[at]] - self.sums[self.firsts[at]]
        whole = np.maximum(self.sums[-1], 1.0)
        return np.column_stack([
            np.log1p(shape[:, 0]),
            np.log1p(shape[:, 1]),
            shape[:, 3] / np.maximum(shape[:, 2], 1.0),
            shape[:, 4] / np.maximum(shape[:, 1], 1.0),
            shape[:, 4] / whole[4],
            shape[:, 1] / np.maximum(shape[:, 0], 1.0),
            self.elements[at, 0],
            self.elements[at, 2],
        ])  # fmt: skip


def _larger(elements: Sequence[Element]) -> list[int]:
    """For each element the nearest one around it that holds more than it; the root itself."""
    up: list[int] = []
    for element in elements:
        if element.parent < 0:
            up.append(element.index)
            continue
        parent = elements[element.parent]
        same = (parent.first, parent.last) == (element.first, element.last)
        up.append(up[parent.index] if same else parent.index)
    return up


def _element_table(outline: Outline) -> Table:
    """Tag, depth, own names, and as flags the tags and names of an element and all around it."""
    around: list[int] = []
    rows: list[tuple[int, int, int]] = []
    for element in outline.elements:
        own = _name_bits(element.names)
        bits = _TAG_BITS.get(element.tag, 0) | own << len(_AROUND)
        around.append(bits | around[element.parent] if element.parent >= 0 else bits)
        rows.append((_TAGS.get(element.tag, 0), element.depth, own))
    shifts = np.arange(len(_AROUND) + len(_NAMES))
    flags = np.array(around)[:, None] >> shifts & 1
    return np.hstack([np.array(rows), flags]).astype(np.float64)


_TAG_BITS = {tag: 1 << bit for bit, tag in enumerate(_AROUND)}


@lru_cache(maxsize=4096)
def _name_bits(names: str) -> int:
    bits = 0
    for token in _TOKEN.findall(names):
        bits |= _BITS.get(token, 0)
    return bits


# --- the second table -------------------------------------------------------------------------


def second_table(outline: Outline, first: Table, opinion: Table) -> Table:
    """`first` and what `opinion` (a chance a segment, from `first`) says of all around each."""
    boxes = _Boxes(outline)
    words = np.array([segment.words for segment in outline.segments], dtype=np.float64) + 0.5
    likely = np.concatenate([[0.0], np.cumsum(opinion * words)])
    all_words = np.concatenate([[0.0], np.cumsum(words)])
    columns = [opinion[:, None]]
    for level in range(1, LEVELS + 1):
        at = boxes.box(level)
        a, z = boxes.firsts[at], boxes.lasts[at]
        inside, size = likely[z] - likely[a], all_words[z] - all_words[a]
        others = np.maximum(size - words, 0.25)
        columns.append(
            np.column_stack([
                (inside - opinion * words) / others,
                inside / max(likely[-1], 0.5),
                size / all_words[-1],
            ])
        )
    columns.append(_neighbours(opinion[:, None]))
    columns.append(np.column_stack([
        likely[:-1] / max(likely[-1], 0.5),
        np.full(len(words), likely[-1] / all_words[-1]),
        np.full(len(words), math.log1p(likely[-1])),
        _running(opinion, words, 0.7),
        _running(opinion[::-1], words[::-1], 0.7)[::-1],
    ]))  # fmt: skip
    return np.hstack([first, *columns])


def _running(opinion: Table, words: Table, keep: float) -> Table:
    """The fading mean of what came before each segment, by words."""
    mean, out = 0.5, []
    for chance, size in zip(opinion.tolist(), words.tolist(), strict=True):
        out.append(mean)
        weight = keep ** min(size / 10.0, 4.0)
        mean = weight * mean + (1.0 - weight) * chance
    return np.array(out)

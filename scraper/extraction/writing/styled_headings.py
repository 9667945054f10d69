"""Lines that only their size, or what their class calls them, makes headings.

Boldness alone makes none: it stays boldness. Larger and bold, or much larger, is what people make
of a line who do not use headings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from selectolax.lexbor import LexborNode

from scraper.extraction.page.bold_text import is_bold_text
from scraper.extraction.page.inline_styles import is_bold
from scraper.extraction.page.outline import SENTENCE_END, Element, Segment

_LONGEST = 14  # words
_BLOCKS = frozenset({"p", "div", "center"})
_DEEPEST = 4  # elements between a line and its block
_BOLD_TAGS = frozenset({"b", "strong"})
_LEAST, _LARGE = 1.2, 1.5  # times the size of text; a large line need not be bold
_BY_NAME = 1.4  # what a class calls large
_UNITS = {"px": 16.0, "pt": 12.0, "em": 1.0, "rem": 1.0, "%": 100.0}
_SIZE = re.compile(r"font-size\s*:\s*(\d{1,3}(?:\.\d+)?)\s*(px|pt|r?em|%)", re.IGNORECASE)
_NAMED_SIZE = re.compile(r"font-size\s*:\s*(x+-)?large", re.IGNORECASE)
_FONT_SIZES = {"4": 1.2, "+1": 1.2, "5": 1.5, "+2": 1.5, "6": 2.0, "+3": 2.0, "7": 3.0}
# Classes of CSS frameworks and editors.
_LARGE_NAMES = re.compile(
    r"(?:^|\s)(?:(?:text-(?:[2-6]?xl)|fs-[1-4]|has-(?:medium|large|x-large|huge|larger)-font-size"
    r"|ql-size-(?:large|huge)|text-(?:big|huge)))(?:$|\s)"
)
_BOLD_NAMES = re.compile(
    r"(?:^|\s)(?:fw-(?:bold|bolder|semibold)|font-(?:bold|semibold|extrabold))(?:$|\s)"
)
_HEADING_NAMES = re.compile(r"(?:^|\s)h([1-6])(?:$|\s)")  # Bootstrap's
# What newspapers call the headings inside a text.
_CROSSHEAD = re.compile(
    r"(?:^|[\s_-])(?:cross-?head(?:ing|er)?|sub-?heading|intertitre|inter-?t[ií]tulo|ladillo"
    r"|zwischen(?:titel|ueberschrift|überschrift)|mellanrubrik|mellemrubrik|mellomtittel"
    r"|tussenkop(?:je)?|väliotsikko|valiotsikko|srodtytul|mezititulek)s?(?:$|[\s_-])"
)


def level_by_style(element: Element, segment: Segment) -> int:
    """The rank, 2 or 3 (by a class, to 6), of a line that looks like a heading; 0 for another.

    `element` is the block around `segment`.
    """
    if element.tag not in _BLOCKS or not _may_be_heading(segment):
        return 0
    names, style = element.names, element.get("style")
    if names and (level := _level_by_names(names)):
        return level
    if element.last - element.first > 1:  # its size is that of a text
        return 0
    inner = list(_inner(element.node))
    if not (style or names or inner):
        return 0
    size = max([_size(names, style), *(size for size, _ in inner)])
    bold = _is_bold(names, style) or any(is_bold for _, is_bold in inner) or is_bold_text(segment)
    if size < _LEAST or not (bold or size >= _LARGE):
        return 0
    return 2 if size >= _LARGE else 3


def is_bold_block(element: Element) -> bool:
    """Whether the style of a paragraph itself makes it bold."""
    style = element.get("style")
    return bool(style) and element.tag in _BLOCKS and is_bold(style)


def _may_be_heading(segment: Segment) -> bool:
    text = segment.text
    is_short = 0 < segment.words <= _LONGEST and not segment.controls
    if not is_short or SENTENCE_END.search(text.rstrip("?!:")):
        return False
    return sum(map(str.isalpha, text)) * 2 > len(text)  # else a price or a figure


def _inner(node: LexborNode) -> Iterator[tuple[float, bool]]:
    """The sizes of the elements that hold the whole line, and whether each makes it bold."""
    for _ in range(_DEEPEST):
        child = node.child
        while child is not None and child.tag == "-text" and not (child.text_content or "").strip():
            child = child.next
        if child is None or child.tag == "-text":
            return
        attributes = child.attributes
        names, style = attributes.get("class") or "", attributes.get("style") or ""
        size = max(_size(names, style), _FONT_SIZES.get((attributes.get("size") or "").strip(), 0))
        yield size, child.tag in _BOLD_TAGS or _is_bold(names, style)
        node = child


@lru_cache(maxsize=2048)
def _level_by_names(names: str) -> int:
    if match := _HEADING_NAMES.search(names):
        return max(2, int(match[1]))
    return 3 if _CROSSHEAD.search(names) else 0


@lru_cache(maxsize=2048)
def _size(names: str, style: str) -> float:
    """How large text is, in sizes of plain text; 0 where nothing says so."""
    if match := _SIZE.search(style):
        return float(match[1]) / _UNITS[match[2].lower()]
    if _NAMED_SIZE.search(style):
        return _LARGE
    return _BY_NAME if names and _LARGE_NAMES.search(names) else 0.0


def _is_bold(names: str, style: str) -> bool:
    return is_bold(style) or bool(names and _BOLD_NAMES.search(names))

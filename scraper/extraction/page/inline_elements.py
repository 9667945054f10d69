"""What an inline element says of the text inside it: how it is marked, or that nobody sees it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from selectolax.lexbor import LexborNode

from scraper.extraction.page.outline import HEADING_TAGS as _HEADINGS
from scraper.extraction.page.outline import Mark

# Elements that stand inside a line of text. Everything else starts a new block, as
# browsers' default style sheets do for most and as pages mean for custom elements.
INLINE = frozenset(
    """a abbr acronym b bdi bdo big button cite code data del dfn em font i img ins kbd label
    mark nobr picture q rb rp rt rtc ruby s samp small source span strike strong sub sup time
    tt u var wbr meter output progress amp-img math mi mn mo mrow msup msub mfrac semantics
    mjx-container x-tex tex-math d-math -text""".split()
)
_MARKS = {
    "strong": "strong",
    "b": "strong",
    "em": "emphasis",
    "i": "emphasis",
    "cite": "emphasis",
    "dfn": "emphasis",
    "var": "emphasis",
    "code": "code",
    "kbd": "code",
    "samp": "code",
    "tt": "code",
    "s": "strike",
    "strike": "strike",
    "del": "strike",
    "sub": "sub",
    "sup": "sup",
    "button": "control",
    "label": "control",
}
_CONTROL = Mark("control")
_PLAIN = {tag: _CONTROL if name == "control" else Mark(name) for tag, name in _MARKS.items()}
# The signs that a browser writes around an element.
SIGNS = {"q": ("\u201c", "\u201d"), "rt": ("(", ")")}
HIDDEN = Mark("hidden")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HIDDEN_NAMES = frozenset(
    """sr-only visually-hidden visuallyhidden screen-reader-text screenreader-text
    screen-reader-only u-visually-hidden is-visually-hidden a11y-hidden offscreen u-hiddenvisually
    element-invisible katex-html ltx_tag_note mw-editsection""".split()
)
# Hidden at one width of the window only: "hidden md:inline", "d-none d-md-inline".
_HIDDEN_FOR_NOW = frozenset({"hidden", "d-none"})
_SHOWN_LATER = re.compile(r"(?:^|\s)(?:[a-z0-9]+:|d-[a-z]+-)")
_NUMBERS = frozenset({"a", "sup"})  # the mark of a note, whatever its name
_SHORTEST_NOTE = 8  # characters; what is shorter is a number
_MOST_HIDDEN = 300  # characters; what is longer is text that a script shows
_NOTES = re.compile(
    r"(?:^|\s)(?:footnote|sidenote|side-note|marginnote|margin-note|modern-footnotes-footnote__note"
    r"|ltx_note_outer|footnote[_-]tooltip|footnote[_-]content[_-]inline|inline-footnote__content"
    r"|footnote-popover|footnote__content|littlefoot__content|sidenote__content)(?:$|\s)"
)


def mark_of(tag: str, node: LexborNode, attributes: Mapping[str, str | None]) -> Mark | None:
    """How an inline element marks its text; HIDDEN where the page does not show it."""
    if attributes and (mark := _by_attributes(tag, node, attributes)):
        return mark
    if tag == "a":
        return _link(attributes)
    mark = _PLAIN.get(tag)
    if tag == "sup" and attributes:
        return Mark("sup", title=attributes.get("title") or "", anchor=attributes.get("id") or "")
    return HIDDEN if mark is _CONTROL and _is_beside_heading(node) else mark


def _by_attributes(tag: str, node: LexborNode, attributes: Mapping[str, str | None]) -> Mark | None:
    if "hidden" in attributes and attributes["hidden"] != "until-found":
        return HIDDEN
    if (style := attributes.get("style")) and _HIDDEN_STYLE.search(style):
        return HIDDEN
    names = attributes.get("class")
    if not names:
        return None
    if _is_hidden(names):
        return HIDDEN
    is_note = tag not in _NUMBERS and _is_note(names) and not _is_number(node)
    return Mark("note", anchor=attributes.get("id") or "") if is_note else None


@lru_cache(maxsize=4096)
def _is_note(names: str) -> bool:
    return _NOTES.search(names) is not None


def _link(attributes: Mapping[str, str | None]) -> Mark | None:
    href = attributes.get("href")
    if href is None:
        return None
    title = attributes.get("title") or attributes.get("data-footnote") or ""
    return Mark("link", href.strip(), title, anchor=attributes.get("id") or "")


@lru_cache(maxsize=4096)
def _is_hidden(names: str) -> bool:
    words = set(names.lower().split())
    if not _HIDDEN_NAMES.isdisjoint(words):
        return True
    return not _HIDDEN_FOR_NOW.isdisjoint(words) and not _SHOWN_LATER.search(names)


def _is_beside_heading(node: LexborNode) -> bool:
    """Whether a button is in a heading that has a text of its own: "Copy link"."""
    around: LexborNode | None = node.parent
    for _ in range(3):
        if around is None or around.tag in _HEADINGS:
            break
        around = around.parent
    if around is None or around.tag not in _HEADINGS:
        return False
    return len(around.text().strip()) > len(node.text().strip())


def is_short(node: LexborNode) -> bool:
    """Whether so little is hidden that it is no part of the text."""
    return len(node.text()) <= _MOST_HIDDEN


def _is_number(node: LexborNode) -> bool:
    """Whether an element that is called a note is only the mark of one."""
    return len(node.text().strip()) < _SHORTEST_NOTE


def has_own_signs(node: LexborNode) -> bool:
    """Whether a `<ruby>` writes the brackets of its reading itself (`<rp>`)."""
    before = node.prev
    while before is not None and before.tag == "-text":
        before = before.prev
    return before is not None and before.tag == "rp"

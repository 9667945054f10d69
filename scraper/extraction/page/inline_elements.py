"""What an inline element says of the text inside it: how it is marked, or that nobody sees it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from selectolax.lexbor import LexborNode

from scraper.extraction.page.code_language import says_language
from scraper.extraction.page.formulas import FORMULA_TAGS
from scraper.extraction.page.inline_styles import is_unmarked, mark_by_style
from scraper.extraction.page.link_tools import is_beside_heading, is_tool
from scraper.extraction.page.outline import Mark

# Elements that stand inside a line of text (for those that HTML does not know, see
# unknown_elements.py). Everything else starts a new block, as in browsers' default style sheets.
INLINE = frozenset(
    """a abbr acronym b bdi bdo big blink button cite code data del dfn em font i img ins kbd label
    mark nobr picture q rb rp rt rtc ruby s samp small source span strike strong sub sup time
    tt u var wbr meter output progress amp-img math mi mn mo mrow msup msub mfrac semantics
    mjx-container x-tex tex-math d-math d-footnote dt-fn
    amp-mathml math-renderer -text""".split()
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
    "d-footnote": "note",
    "dt-fn": "note",
    "button": "control",
    "label": "control",
}
_CONTROL = Mark("control")
_PLAIN = {tag: _CONTROL if name == "control" else Mark(name) for tag, name in _MARKS.items()}
# How an element without attributes marks its text, where nothing else tells.
MARKED_ALONE = {
    tag: _PLAIN.get(tag) for tag in INLINE - FORMULA_TAGS - {"a", "button", "label", "q", "rt"}
}
# The signs that a browser writes around an element.
SIGNS = {"q": ("\u201c", "\u201d"), "rt": ("(", ")")}
HIDDEN = Mark("hidden")
# Not shown, or only to programs that read pages aloud: clipped, or outside of the window.
_HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px)?\s*(?:;|$)"
    r"|(?:left|text-indent|top)\s*:\s*-\d{4,}|clip\s*:\s*rect\(\s*[01](?:px)?[\s,]+[01]"
    r"|clip-path\s*:\s*inset\((?:50|100)%",
    re.IGNORECASE,
)
_HIDDEN_NAMES = frozenset(
    """element-invisible katex-html ltx_tag_note mw-editsection margin-toggle show-for-sr
    assistive-text hidden-visually accessibly-hidden visually-hide hide-visually""".split()
)
# With any prefix of a design system: "govuk-visually-hidden", "u-sr-only", "ScreenReaderOnly".
_FOR_READERS = re.compile(
    r"(?:^|[\s_-])(?:sr-?only|visually-?hidden|screen-?reader(?:s|-?text|-?only)*|a11y-?hidden"
    r"|hidden-?visually|off-?screen|aria-?only|sr-?text)(?:--?focusable)?(?:$|\s)"
)
# Hidden at one width of the window only: "hidden md:inline", "d-none d-md-inline".
_HIDDEN_FOR_NOW = frozenset({"hidden", "d-none"})
_SHOWN_LATER = re.compile(r"(?:^|\s)(?:[a-z0-9]+:|d-[a-z]+-)")
# Where scripts that show notes in a box keep their texts.
_NOTE_TEXTS = (
    "title", "data-note", "data-footnote", "data-footnote-content", "data-content",
    "data-bs-content", "data-tooltip", "data-tippy-content", "data-original-title",
    "data-bs-original-title", "data-bs-title", "data-tooltip-content", "data-title",
)  # fmt: skip
_NOTE_NAMES = frozenset(_NOTE_TEXTS)
_MARK_OF_NOTE = re.compile(r"^[\[(]?(?:\d{1,3}|[a-z]|[*†‡§¶]{1,3})[\])]?$")
_CONTROLS_OF_NOTES = frozenset({"button", "span"})
# What names the language over a code block, which the block does itself.
_CODE_LABELS = frozenset({"lang", "code-lang", "code-language", "language-label", "codeblock-lang"})
_NUMBERS = frozenset({"a", "sup"})  # the mark of a note, whatever its name
_SHORTEST_TEXT = 12  # characters of a note in an attribute
_SHORTEST_NOTE = 8  # characters; what is shorter is a number
_MOST_HIDDEN = 300  # characters; what is longer is text that a script shows
_NOTES = re.compile(
    r"(?:^|\s)(?:footnote|sidenote|side-note|marginnote|margin-note|modern-footnotes-footnote__note"
    r"|ltx_note_outer|footnote[_-]tooltip|footnote[_-]content[_-]inline|inline-footnote__content"
    r"|footnote-popover|footnote__content|littlefoot__content|sidenote__content|tooltip-?text)(?:$|\s)"
)


def mark_of(tag: str, node: LexborNode, attributes: Mapping[str, str | None]) -> Mark | None:
    """How an inline element marks its text; HIDDEN where the page does not show it."""
    if attributes and (mark := _by_attributes(tag, node, attributes)):
        return mark
    if tag == "a":
        return HIDDEN if is_tool(node, attributes) else _link(node, attributes)
    mark = _PLAIN.get(tag)
    if style := attributes.get("style"):
        if is_unmarked(tag, style):
            return None
        mark = mark or mark_by_style(tag, style)
    if tag == "sup" and attributes:
        return Mark("sup", title=_note_text(node, attributes), anchor=attributes.get("id") or "")
    if tag in _CONTROLS_OF_NOTES and attributes and (text := _note_text(node, attributes)):
        return Mark("sup", title=text)
    return HIDDEN if mark is _CONTROL and is_beside_heading(node) else mark


def _by_attributes(tag: str, node: LexborNode, attributes: Mapping[str, str | None]) -> Mark | None:
    if "hidden" in attributes and attributes["hidden"] != "until-found":
        return HIDDEN
    if (style := attributes.get("style")) and _hides(style):
        return HIDDEN
    if "popover" in attributes and tag == "span" and not _is_number(node):
        return Mark("note", anchor=attributes.get("id") or "")
    if tag == "span" and attributes.get("role") == "heading":
        return Mark("heading", title=attributes.get("aria-level") or "2")
    names = attributes.get("class")
    if not names:
        return None
    if "label" in names and tag == "span" and _repeats_label(node):
        return HIDDEN
    if _is_hidden(names) or (names in _CODE_LABELS and says_language(node.text())):
        return HIDDEN
    is_note = tag not in _NUMBERS and _is_note(names) and not _is_number(node)
    return Mark("note", anchor=attributes.get("id") or "") if is_note else None


def _repeats_label(node: LexborNode) -> bool:
    """Whether a cell begins with the name of its column, for windows too narrow for a table."""
    cell = node.parent
    label = cell.attributes.get("data-label") if cell is not None and cell.tag == "td" else None
    return bool(label) and node.text().strip(" :") == (label or "").strip(" :")


@lru_cache(maxsize=4096)
def _hides(style: str) -> bool:
    return _HIDDEN_STYLE.search(style) is not None


@lru_cache(maxsize=4096)
def _is_note(names: str) -> bool:
    may_be = "note" in names or "tooltip" in names or "littlefoot" in names
    return may_be and _NOTES.search(names) is not None


def _link(node: LexborNode, attributes: Mapping[str, str | None]) -> Mark | None:
    href = attributes.get("href")
    text = _note_text(node, attributes)
    if href is None:
        return Mark("sup", title=text) if text else None
    title = attributes.get("title") or attributes.get("data-footnote") or text
    return Mark("link", href.strip(), title, anchor=attributes.get("id") or "")


def _note_text(node: LexborNode, attributes: Mapping[str, str | None]) -> str:
    """The text of the note whose number an element is, where an attribute holds it."""
    if _NOTE_NAMES.isdisjoint(attributes):
        return ""
    text = next((text for name in _NOTE_TEXTS if (text := attributes.get(name))), "")
    is_text = len(text) >= _SHORTEST_TEXT
    return text if is_text and _MARK_OF_NOTE.match(node.text().strip()) else ""


@lru_cache(maxsize=4096)
def _is_hidden(names: str) -> bool:
    lower = names.lower()
    words = lower.split()
    if not _HIDDEN_NAMES.isdisjoint(words):
        return True
    may_be = "hidden" in lower or "screen" in lower or "sr" in lower or "aria" in lower
    if may_be and _FOR_READERS.search(lower):
        return True
    return not _HIDDEN_FOR_NOW.isdisjoint(words) and not _SHOWN_LATER.search(names)


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

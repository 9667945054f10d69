"""Boxes set apart from the text (notes, tips, warnings), by what the common systems call them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from scraper.extraction.page.outline import Element

_TAGS = frozenset({"div", "aside", "blockquote", "section", "details", "p", "figure"})
_BOX = re.compile(
    r"(?:^|[\s_-])(?:admonition(?:block)?|callout|callouts|markdown-alert|custom-block|alert"
    r"|hint|notice|theme-admonition|md-callout|note-?box|info-?box|tip-?box|warning-?box|notecard"
    r"|starlight-aside|confluence-information-macro|su-note|message is|notification is)(?=$|[\s_-])"
)
_KINDS = (
    "note", "tip", "important", "warning", "caution", "info", "danger", "example", "question",
    "faq", "quote", "abstract", "summary", "todo", "success", "failure", "bug", "error", "hint",
    "attention", "seealso",
)  # fmt: skip
_KIND = re.compile(rf"(?:^|[\s_-])({'|'.join(_KINDS)})(?:$|[\s_-])")
# A box's part is called after the box: "admonition-title", "callout-content".
_PART = re.compile(
    r"(?:admonition|callout|alert|hint|notice|block|aside|macro|box|card)[\w-]*[-_]"
    r"(?:title|heading|header|content|body|icon|inner|text|label|summary)(?![a-z])"
)
_WORD_OF_BOX = frozenset({"hint", "info", "quote", "abstract", "summary", "question", "example"})
# What a box says of its kind, in the languages in which pages are named.
_BY_KIND_ALONE = {
    "note": "note", "tip": "tip", "important": "important", "warning": "warning",
    "caution": "caution", "danger": "danger", "hinweis": "note", "tipp": "tip",
    "achtung": "warning", "warnung": "warning", "nota": "note", "avertissement": "warning",
    "attention": "warning", "aviso": "warning", "consejo": "tip", "astuce": "tip",
}  # fmt: skip
# The first words of the names of boxes, and their kinds.
_HINTS = frozenset(
    """admonition admonitionblock callout callouts markdown custom alert hint notice theme md note
    notebox info infobox tip tipbox warning warningbox notecard starlight confluence su message
    notification""".split()
).union(_BY_KIND_ALONE)
_BOXES = frozenset({"div", "aside", "section"})


def callout_kind(element: Element) -> str:
    """What kind of box an element is, as one word; empty where it is none."""
    if element.tag not in _TAGS:
        return ""
    if "data-callout" in element.attributes:
        declared = element.get("data-callout").strip().lower()
        if re.fullmatch(r"[a-z]{2,20}", declared):
            return declared
    kind, may_say = _kinds(element.names)
    return kind or (_kind_alone(element) if may_say else "")


def find_callouts(elements: Sequence[Element]) -> list[Element]:
    """The boxes among the elements of a page, which has few names, and fewer that may be of one."""
    boxes = [element for element in elements if element.tag in _TAGS]
    named = {name for name in {box.names for box in boxes} if _kinds(name) != ("", False)}
    may_be = (e for e in boxes if e.names in named or "data-callout" in e.attributes)
    return list(filter(callout_kind, may_be))


def says_kind(text: str) -> bool:
    """Whether a line says no more than what kind of box it is in: "Note:"."""
    word = text.strip(" :!\xa0").lower()
    return word in _BY_KIND_ALONE or word in _KINDS


def _kind_alone(element: Element) -> str:
    """The kind of a box that has nothing but it for a name, and says it in its first line."""
    if element.tag not in _BOXES:
        return ""
    kind = _BY_KIND_ALONE.get(element.get("class").strip().lower(), "")
    first = (element.node.text(separator="\n") or "").strip().partition("\n")[0] if kind else ""
    return kind if says_kind(first) else ""


@lru_cache(maxsize=4096)
def _kinds(names: str) -> tuple[str, bool]:
    """The kind that class and id name, and whether a class may be a kind alone."""
    if _HINTS.isdisjoint(names.replace("-", " ").replace("_", " ").split()):
        return "", False  # most names
    return _kind(names), not _BY_KIND_ALONE.keys().isdisjoint(names.split())


def _kind(names: str) -> str:
    if not _BOX.search(names) or _PART.search(names):
        return ""
    kinds = _KIND.findall(_BOX.sub(" ", names).replace(" ", "  ")) + _KIND.findall(names)
    said = (kind for kind in kinds if kind not in _WORD_OF_BOX)
    return next(said, kinds[0] if kinds else "")

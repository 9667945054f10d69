"""Boxes set apart from the text (notes, tips, warnings), by what the common systems call them."""

from __future__ import annotations

import re
from functools import lru_cache

from scraper.extraction.page.outline import Element

_TAGS = frozenset({"div", "aside", "blockquote", "section", "details", "p"})
_BOX = re.compile(
    r"(?:^|[\s_-])(?:admonition(?:block)?|callout|callouts|markdown-alert|custom-block|alert"
    r"|hint|notice|theme-admonition|md-callout|note-box)(?:$|[\s_-])"
)
_KINDS = (
    "note", "tip", "important", "warning", "caution", "info", "danger", "example", "question",
    "faq", "quote", "abstract", "summary", "todo", "success", "failure", "bug", "error", "hint",
    "attention", "seealso",
)  # fmt: skip
_KIND = re.compile(rf"(?:^|[\s_-])({'|'.join(_KINDS)})(?:$|[\s_-])")
# A box's part is called after the box: "admonition-title", "callout-content".
_PART = re.compile(
    r"(?:admonition|callout|alert|hint|notice|block)[\w-]*[-_]"
    r"(?:title|heading|content|body|icon|inner|text|label|summary)"
)


def callout_kind(element: Element) -> str:
    """What kind of box an element is, as one word; empty where it is none."""
    if element.tag not in _TAGS:
        return ""
    if "data-callout" in element.attributes:
        declared = element.get("data-callout").strip().lower()
        if re.fullmatch(r"[a-z]{2,20}", declared):
            return declared
    return _kind(element.names)


@lru_cache(maxsize=4096)
def _kind(names: str) -> str:
    if not _BOX.search(names) or _PART.search(names):
        return ""
    kind = _KIND.search(_BOX.sub(" ", names)) or _KIND.search(names)
    return kind.group(1) if kind else ""

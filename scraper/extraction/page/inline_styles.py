"""What the style attribute of an inline element says of its text: bold, slanted, struck out.

Documents that were pasted into an editor have no other marks: `<span style="font-weight:700">`,
all in one `<b style="font-weight:normal">`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from scraper.extraction.page.outline import Mark

_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|bolder|[6-9]00)\b", re.IGNORECASE)
_NOT_BOLD = re.compile(r"font-weight\s*:\s*(?:normal|lighter|[1-4]00)\b", re.IGNORECASE)
_SLANTED = re.compile(r"font-style\s*:\s*(?:italic|oblique)", re.IGNORECASE)
_NOT_SLANTED = re.compile(r"font-style\s*:\s*normal", re.IGNORECASE)
_STRUCK = re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through", re.IGNORECASE)
_PLAIN = frozenset({"span", "font"})  # say nothing by themselves
_LIFTED = {"b": _NOT_BOLD, "strong": _NOT_BOLD, "i": _NOT_SLANTED, "em": _NOT_SLANTED}


def mark_by_style(tag: str, style: str) -> Mark | None:
    """How a plain element's style marks its text."""
    return _mark(style) if tag in _PLAIN else None


def is_unmarked(tag: str, style: str) -> bool:
    """Whether the style takes away what the tag says."""
    lifted = _LIFTED.get(tag)
    return lifted is not None and lifted.search(style) is not None


def is_bold(style: str) -> bool:
    """Whether `style` makes text bold."""
    return _BOLD.search(style) is not None


@lru_cache(maxsize=4096)
def _mark(style: str) -> Mark | None:
    is_slanted = _SLANTED.search(style) is not None
    if is_bold(style):
        return Mark("strong emphasis") if is_slanted else Mark("strong")
    if is_slanted:
        return Mark("emphasis")
    return Mark("strike") if _STRUCK.search(style) else None

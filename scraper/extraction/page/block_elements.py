"""What the attributes of a block element say of the text inside it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from scraper.extraction.page.code import calls_code
from scraper.extraction.page.formulas import may_be_formula
from scraper.extraction.page.outline import HEADING_TAGS

_KEEPS_LINES_NAMES = re.compile(
    r"(?:^|\s)(?:white-?space-pre(?:-wrap|-line)?|pre-?wrap|pre-?line)(?:$|\s)"
)
_ROLES = {
    "table": "table",
    "row": "tr",
    "cell": "td",
    "columnheader": "th",
    "rowheader": "th",
}
_WITHOUT_ROLE = frozenset({"div", "section"})  # of their own
_KEEPS_LINES = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)


@lru_cache(maxsize=4096)
def may_be_whole(names: str | None) -> bool:
    """Whether an element so called may be a formula or code, which is taken as a whole."""
    return bool(names) and (calls_code(names or "") or may_be_formula(names or ""))


def keeps_lines(attributes: Mapping[str, str | None]) -> bool:
    """Whether line ends inside an element are shown as such (CSS Text 3, white-space)."""
    names = attributes.get("class")
    if names and "pre" in names and _KEEPS_LINES_NAMES.search(names):
        return True
    if not (style := attributes.get("style")):
        return False
    return "pace" in style and _KEEPS_LINES.search(style) is not None


def tag_by_role(tag: str, attributes: Mapping[str, str | None]) -> str:
    """The tag that an element bears by its role (WAI-ARIA 1.2); empty for others."""
    role = attributes.get("role") or ""
    if role != "heading":
        return _ROLES.get(role, "") if tag in _WITHOUT_ROLE else ""
    tag = f"h{(attributes.get('aria-level') or '2').strip()}"
    return tag if tag in HEADING_TAGS else "h6"

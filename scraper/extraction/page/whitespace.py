"""White space as a reader of HTML sees it."""

from __future__ import annotations

import re

_SPACE = re.compile(r"[ \t\n\r\f\xa0]{2,}|[\t\n\r\f]")
_INVISIBLE = {0xAD: None, 0xFEFF: None}  # soft hyphen, byte order mark


def collapse(text: str) -> str:
    """White space as HTML shows it; a single no-break space between words stays."""
    # looking for each of them is quicker than looking for a pattern of all
    if (
        "\n" in text or "  " in text or "\t" in text
        or "\xa0" in text or "\r" in text or "\f" in text
    ):  # fmt: skip
        text = _SPACE.sub(" ", text)
    if not text.isascii() and ("\xad" in text or "\ufeff" in text):
        text = text.translate(_INVISIBLE)
    return text

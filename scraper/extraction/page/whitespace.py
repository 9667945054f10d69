"""White space as a reader of HTML sees it."""

from __future__ import annotations

import re

HTML_SPACE = " \t\n\r\f\xa0"
_SPACE = re.compile(r"[ \t\n\r\f\xa0]{2,}|[\t\n\r\f]")
_INVISIBLE = {0xAD: None, 0xFEFF: None, 0x2060: None}  # soft hyphen, byte order mark, joiner
# A place where a line may break; in scripts without spaces it parts words (Thai, Lao, Burmese,
# Khmer), and is kept.
_PLACE_TO_BREAK = re.compile(r"(?<![\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff])\u200b")


def collapse(text: str) -> str:
    """White space as HTML shows it; a single no-break space between words stays."""
    # looking for each of them is quicker than looking for a pattern of all
    if (
        "\n" in text or "  " in text or "\t" in text
        or "\xa0" in text or "\r" in text or "\f" in text
    ):  # fmt: skip
        text = _SPACE.sub(" ", text)
    if not text.isascii():
        if "\xad" in text or "\ufeff" in text or "\u2060" in text:
            text = text.translate(_INVISIBLE)
        if "\u200b" in text:
            text = _PLACE_TO_BREAK.sub("", text)
    return text

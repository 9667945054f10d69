"""Text that can be stored: Unicode scalar values only (Unicode, D76).

A page can name a lone surrogate (`\\ud800` in JSON-LD), a file name can hold one for a byte
that is no UTF-8. No encoding has a place for it, so none reaches a file, a row or a header.
"""

from __future__ import annotations


def scalars(text: str) -> str:
    """`text` with each lone surrogate as U+FFFD, and each pair as the character it means."""
    if text.isascii():
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")

"""Scripts that put no spaces between words: their text is counted and compared by character."""

from __future__ import annotations

# Ranges for a character class of a regular expression: Thai and Lao, Burmese, Khmer, the
# iteration mark 々, kana, and Han with its extensions.
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff"
)

"""Folds all spellings of a text into one, for comparison only: a folded text is never output.

Texts that a reader takes for the same words are equal after folding. It removes differences of
case (also of Turkish capitals, and of Greek ones without accents), composed and decomposed letters,
full-width and presentation forms, vowel points, tatweel and joiners, Persian and Arabic keyboards,
curly and straight quotes.
"""

from __future__ import annotations

import re
import string
import unicodedata
from functools import lru_cache

# Parts of words that `\w` does not match: the vowel signs of Indic and South-East Asian scripts,
# and the voicing marks of kana. The copyright sign counts as a word.
_SIGNS = (
    "\u0900-\u0963\u0971-\u0df3\u0e01-\u0e3a\u0e40-\u0e4e\u0e80-\u0ece\u1000-\u1049\u1780-\u17d3"
    "\u3099\u309a"
)
WORD = rf"\w\xa9{_SIGNS}"  # the inside of a character class

# Marks that are optional in writing: accents of Latin, Greek and Cyrillic, points of Hebrew and
# Arabic, tatweel, joiners, soft hyphens, directional marks, variation selectors. The signs of other
# scripts are letters and are kept. Lone surrogates are removed.
_MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a"
    "\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\xad\u200b-\u200f\u202a-\u202e"
    "\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff\ud800-\udfff]+"
)
_SAME = str.maketrans(
    {
        **dict.fromkeys("‘’‛ʼ′`", "'"),
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        "ı": "i",  # the Turkish capitals I and İ do not tell which small letter was meant
        "ی": "ي",  # Persian and Urdu keyboards have code points of their own for Arabic letters
        "ى": "ي",
        "ک": "ك",
        "ہ": "ه",
        "।": ".",
        "。": ".",
        "、": ",",
    }
)
_OTHER = re.compile("[" + "".join(map(chr, _SAME)) + "]")
_PUNCTUATION = string.punctuation + string.whitespace
_INNER = re.compile(rf"(?!_)[{WORD}]")
_SHORT = 300  # characters
_RIGHTS = re.compile(r"\(c\)(?=\s?\d{4})")


def normalise(text: str) -> str:
    """`text` folded, with single spaces and without punctuation at both ends."""
    return _cached(text) if len(text) <= _SHORT else _normalised(text)


def _normalised(text: str) -> str:
    plain = text.casefold() if text.isascii() else _fold(text)
    if "  " in plain or not plain.isprintable():  # no white space but the space is printable
        plain = " ".join(plain.split())
    if "(c)" in plain:
        plain = _RIGHTS.sub("\xa9", plain)
    plain = plain.strip(_PUNCTUATION).replace(" :", ":")
    if plain and not (plain[0].isalnum() and plain[-1].isalnum()):
        plain = _without_outer(plain)
    return plain


# Several steps fold the same short lines of a page; long texts would take too much memory.
_cached = lru_cache(1024)(_normalised)


def _without_outer(text: str) -> str:
    """From the first to the last letter. The end is found in the reversed text: a pattern that is
    anchored at the end would be tried at every character.
    """
    first, last = _INNER.search(text), _INNER.search(text[::-1])
    return text[first.start() : len(text) - last.start()] if first and last else ""


def _fold(text: str) -> str:
    """NFKD comes first: case folding does not know the compatibility forms of capitals."""
    apart = unicodedata.normalize("NFKD", text).casefold()
    plain = _MARKS.sub("", apart)
    for character in {*_OTHER.findall(plain)}:  # few; str.translate takes longer
        plain = plain.replace(character, _SAME[ord(character)])
    return plain if plain.isascii() else unicodedata.normalize("NFC", plain)

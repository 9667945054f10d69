"""Counts of character classes, for many texts at once.

Hundreds of texts are concatenated and looked up in one table of character classes; each feature is
then computed for all characters at once, and counted by text.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import compress

import numpy as np
from numpy.typing import NDArray

from scraper.extraction.selection.model.columns import FeatureTable, Indexes, side_by_side

# The classes, a bit each: a method of str, or the characters.
_ASKED = {
    "upper": str.isupper,
    "digit": str.isdigit,
    "letter": str.isalpha,
    "word": str.isalnum,
    "space": str.isspace,
}
_SIGNS = {
    "comma": ",،、",
    "stop": ".!?؟।。…！？۔;:",
    "close": "\"'”’»)]",
    "colon": ":：",
    "goes on": "…→>",
    "©": "©",
    "@": "@",
    "separator": "|›»",
    "quote": '"“„«',
    "question": "?？",
    "currency": "$€£¥",
}
_BIT = {name: 1 << bit for bit, name in enumerate((*_ASKED, *_SIGNS))}
_TABLE = 0x3100  # characters with classes of their own
_TOGETHER = 500  # texts: those of nearly any page
_WIDE = "！？：。"  # and these; all others above are letters

NAMES = (
    "upper case", "digits", "letters", "commas", "sentences", "capitalised", "ends a sentence",
    "ends in a colon", "goes on", "begins with", "©", "@", "price", "separators", "quotes", "asks",
)  # fmt: skip


def letter_table(texts: Sequence[str]) -> FeatureTable:
    """Shape (texts, len(NAMES)): shares of the characters or words, and flags."""
    starts = range(0, max(len(texts), 1), _TOGETHER)
    return np.concatenate([_letters(texts[start : start + _TOGETHER]) for start in starts])


def _letters(texts: Sequence[str]) -> FeatureTable:
    codes = np.frombuffer("\n".join((*texts, "")).encode("utf-32-le", "surrogatepass"), dtype="<u4")
    laid = _Laid(codes, np.array([len(text) for text in texts], dtype=np.intp))
    return laid.table()


class _Laid:
    """Concatenated texts, a line end after each, as bits of character classes."""

    def __init__(self, codes: NDArray[np.uint32], lengths: Indexes) -> None:
        self.bits = _classes()[np.minimum(codes, _TABLE)]
        if codes.max(initial=0) >= _TABLE:
            for character in _WIDE:
                self.bits[codes == ord(character)] = _bits_of(character)
        self.ends = np.cumsum(lengths + 1) - 1  # where the line ends are
        self.starts = self.ends - lengths
        self.lengths = np.maximum(lengths, 1)

    def table(self) -> FeatureTable:
        begins = self.has("word") & ~_later(self.has("word"), 1)
        ends = self.has("stop") & self._before("space")
        words = self.count(begins) + 1
        digit = self.has("digit")
        last, first = self.bits[self.ends - 1], self.bits[self.starts]
        held = np.bitwise_or.reduceat(self.bits, self.starts)  # the classes in each text
        closed = (last & _BIT["close"]) > 0
        stopped = np.where(closed, self.bits[np.maximum(self.ends - 2, 0)], last) & _BIT["stop"]
        return side_by_side([
            self.count(self.has("upper")) / self.lengths,
            self.count(digit) / self.lengths,
            self.count(self.has("letter")) / self.lengths,
            self.count(self.has("comma")) / words,
            self.count(ends) / words,
            self.count(self.has("upper") & begins) / words,
            stopped > 0,
            (last & _BIT["colon"]) > 0,
            (last & _BIT["goes on"]) > 0,
            _kind(first),
            *((held & _BIT[name]) > 0 for name in ("©", "@")),
            self._prices(digit) > 0,
            *((held & _BIT[name]) > 0 for name in ("separator", "quote", "question")),
        ])  # fmt: skip

    def _prices(self, digit: NDArray[np.bool_]) -> FeatureTable:
        """How many digits are at most a character away from a sign of a currency."""
        money = self.has("currency")
        if not money.any():  # most pages
            return np.zeros(len(self.starts))
        near = _later(money, 1) | _later(money, 2) | _sooner(money, 1) | _sooner(money, 2)
        return self.count(digit & near)

    def has(self, name: str) -> NDArray[np.bool_]:
        return (self.bits & _BIT[name]) > 0

    def _before(self, name: str) -> NDArray[np.bool_]:
        return _sooner(self.has(name), 1)

    def count(self, flags: NDArray[np.bool_]) -> FeatureTable:
        """How many flags are set in each text; those of the line ends never are."""
        counts: FeatureTable = np.add.reduceat(flags.view(np.uint8), self.starts, dtype=np.float64)
        return counts


def _later(flags: NDArray[np.bool_], by: int) -> NDArray[np.bool_]:
    """True `by` places after each True."""
    moved = np.zeros_like(flags)
    moved[by:] = flags[:-by]
    return moved


def _sooner(flags: NDArray[np.bool_], by: int) -> NDArray[np.bool_]:
    """True `by` places before each True."""
    moved = np.zeros_like(flags)
    moved[:-by] = flags[by:]
    return moved


def _kind(bits: NDArray[np.uint16]) -> FeatureTable:
    """0 for punctuation, 1 for a small letter, 2 for a capital, 3 for a digit."""
    upper, digit, letter = ((bits & _BIT[name]) > 0 for name in ("upper", "digit", "letter"))
    kinds: FeatureTable = np.where(upper, 2.0, np.where(digit, 3.0, letter * 1.0))
    return kinds


@cache
def _classes() -> NDArray[np.uint16]:
    characters = list(map(chr, range(_TABLE)))
    table = np.zeros(_TABLE + 1, dtype=np.uint16)
    for name, is_one in _ASKED.items():
        table[list(compress(range(_TABLE), map(is_one, characters)))] |= np.uint16(_BIT[name])
    for character in "".join(_SIGNS.values()):
        if ord(character) < _TABLE:
            table[ord(character)] |= np.uint16(_bits_of(character))
    table[_TABLE] = _BIT["letter"] | _BIT["word"]
    return table


def _bits_of(sign: str) -> int:
    return sum(_BIT[name] for name, signs in _SIGNS.items() if sign in signs)

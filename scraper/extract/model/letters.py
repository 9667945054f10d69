"""Counts of kinds of characters in many texts at once.

All texts are laid end to end and looked up in one table of character classes; what stands
between two places is then one subtraction of running sums.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from scraper.extract.model.tables import Table

NAMES = ("upper case", "digits", "letters", "commas", "stops", "capitals", "words")
_UPPER, _DIGIT, _LETTER, _COMMA, _STOP, _FULL_STOP, _SPACE, _WORD = (1 << bit for bit in range(8))
_TABLE = 0x3100  # characters with classes of their own; those above are letters
_COMMAS, _STOPS, _FULL_STOPS = ",،、", ".?!؟।", "。"


def letter_counts(texts: Sequence[str]) -> Table:
    """Shape (texts, len(NAMES)). A stop counts before a space; a capital begins a word."""
    codes = np.frombuffer("\n".join(texts).encode("utf-32-le", "surrogatepass"), dtype="<u4")
    kinds = _classes()[np.minimum(codes, _TABLE)]
    ends = np.cumsum([len(text) + 1 for text in texts])
    starts = ends - [len(text) + 1 for text in texts]
    is_word = (kinds & _WORD) > 0
    begins = is_word.copy()
    begins[1:] &= ~is_word[:-1]
    stops = (kinds & _STOP) > 0
    stops[:-1] &= (kinds[1:] & _SPACE) > 0
    stops |= (kinds & _FULL_STOP) > 0
    upper = (kinds & _UPPER) > 0
    columns = (
        upper,
        (kinds & _DIGIT) > 0,
        (kinds & _LETTER) > 0,
        (kinds & _COMMA) > 0,
        stops,
        upper & begins,
        begins,
    )
    return np.column_stack([_between(column, starts, ends) for column in columns])


def _between(flags: NDArray[np.bool_], starts: NDArray[np.intp], ends: NDArray[np.intp]) -> Table:
    sums = np.zeros(len(flags) + 2)  # the last text has no line end after it
    np.cumsum(flags, out=sums[1:-1])
    sums[-1] = sums[-2]
    counts: Table = sums[ends] - sums[starts]
    return counts


@cache
def _classes() -> NDArray[np.uint8]:
    table = np.zeros(_TABLE + 1, dtype=np.uint8)
    for code in range(_TABLE):
        character = chr(code)
        table[code] = (
            _UPPER * character.isupper()
            | _DIGIT * character.isdigit()
            | _LETTER * character.isalpha()
            | _COMMA * (character in _COMMAS)
            | _STOP * (character in _STOPS)
            | _FULL_STOP * (character in _FULL_STOPS)
            | _SPACE * character.isspace()
            | _WORD * character.isalnum()
        )
    table[_TABLE] = _LETTER | _WORD
    return table

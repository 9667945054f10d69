"""Texts that are nearly the same, told by 256 bytes each: MinHash over runs of four words.

Broder, "On the resemblance and containment of documents" (1997): the share of equal minima is
an estimate of the Jaccard similarity of two sets. Minima are compared in bands (Leskovec,
Rajaraman, Ullman, "Mining of Massive Datasets", 3.4), so that a look-up finds the few texts
that can be near.
"""

from __future__ import annotations

import hashlib
import re
import struct
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Protocol, TypeVar
from zlib import crc32

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NEAR = 0.7  # similarity from which on two texts are one article (make bench-archive)
RELATED = 0.5  # the same, where one page calls the other its canonical address

_MINIMA = 64
_BANDS = 16
_RUN = 4  # words
_MOST_WORDS = 20_000
_AT_ONCE = 1_000  # runs of words, of which all minima are sought side by side
_LEAST_WORDS = 50  # two shorter texts may be equal by chance
# Scripts without spaces between words are cut into their characters.
_UNSPACED = r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]"
_HAS_UNSPACED = re.compile(_UNSPACED)
_WORD_OR_SIGN = re.compile(rf"{_UNSPACED}|\w+")
_ASCII = bytes(range(0x80))
# Each byte of UTF-8 as it is in words, and a space in the place of ASCII that is no part of one.
_SPACED = bytes(
    code if code >= 0x80 or chr(code).isalnum() or chr(code) == "_" else 0x20 for code in range(256)
)
_LAYOUT = struct.Struct(f"<{_MINIMA}I")


@lru_cache(maxsize=2)  # a page is looked for by it, and then its row is made
def minhash_of(text: str) -> bytes:
    """The sketch of a text; empty where it is too short to say anything."""
    import numpy as np  # noqa: PLC0415 - only workers make sketches

    words = _words(text.casefold())[:_MOST_WORDS]
    if len(words) < _LEAST_WORDS:
        return b""
    hashes = np.array(list(map(crc32, words)), np.uint64)
    factors, offsets = _permutations()
    runs = np.zeros(len(hashes) - _RUN + 1, np.uint64)
    for place in range(_RUN):  # the order of the words counts
        runs = runs * np.uint64(0x9E3779B97F4A7C15) + hashes[place : place + len(runs)]
    minima = np.full(_MINIMA, np.iinfo(np.uint64).max)
    for start in range(0, len(runs), _AT_ONCE):
        part = runs[start : start + _AT_ONCE] * factors[:, None]
        part += offsets[:, None]
        minima = np.minimum(minima, part.min(axis=1))
    return _LAYOUT.pack(*(minima >> np.uint64(32)).tolist())


def _words(plain: str) -> list[bytes]:
    """The words of a text, as UTF-8: runs of letters, digits and underscores."""
    if not plain.isascii():
        beyond = plain.encode("utf-8", "replace").translate(None, delete=_ASCII).decode()
        if _HAS_UNSPACED.search(beyond):
            words = " ".join(_WORD_OR_SIGN.findall(plain))
            return words.encode("utf-8", "replace").split()
        for sign in {*beyond}:
            if not sign.isalnum():
                plain = plain.replace(sign, " ")
    return plain.encode("utf-8", "replace").translate(_SPACED).split()


@lru_cache(maxsize=4)  # a new article is looked for by them here and in the state, then noted
def bands(sketch: bytes) -> tuple[int, ...]:
    """Signed 64-bit numbers, of which two near sketches have at least one in common."""
    size = len(sketch) // _BANDS
    parts = (sketch[number * size : (number + 1) * size] for number in range(_BANDS))
    return tuple(_number(bytes([number]) + part) for number, part in enumerate(parts) if part)


def similarity(one: bytes, other: bytes) -> float:
    """The estimated Jaccard similarity, 0 to 1; 0 where one of the sketches is empty."""
    if not one or not other or len(one) != len(other):
        return 0.0
    pairs = zip(_LAYOUT.iter_unpack(one), _LAYOUT.iter_unpack(other), strict=True)
    equal = (a == b for left, right in pairs for a, b in zip(left, right, strict=True))
    return float(sum(equal) / _MINIMA)


class HasSketch(Protocol):
    """What has a sketch: a row of the state."""

    @property
    def sketch(self) -> bytes: ...


_Sketched = TypeVar("_Sketched", bound=HasSketch)


def nearest(sketch: bytes, others: Iterable[_Sketched]) -> _Sketched | None:
    """The one whose text is most like that of `sketch`, if it is NEAR."""
    best = max(others, key=lambda other: similarity(sketch, other.sketch), default=None)
    return best if best is not None and similarity(sketch, best.sketch) >= NEAR else None


def _number(content: bytes) -> int:
    return int.from_bytes(hashlib.blake2b(content, digest_size=8).digest(), "little", signed=True)


@cache
def _permutations() -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Factors (odd) and offsets of the hash functions; part of the format of a sketch."""
    import numpy as np  # noqa: PLC0415

    generator = np.random.Generator(np.random.PCG64(20261124))
    factors = generator.integers(1, 1 << 63, _MINIMA, np.uint64) * np.uint64(2) + np.uint64(1)
    return factors, generator.integers(0, 1 << 63, _MINIMA, np.uint64)

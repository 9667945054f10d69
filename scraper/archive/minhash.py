"""Similar texts, found by a signature of 256 bytes each: MinHash over shingles of four words.

Broder, "On the resemblance and containment of documents" (1997): the share of equal minima is
an estimate of the Jaccard similarity of two sets. Signatures are looked up by bands (Leskovec,
Rajaraman, Ullman, "Mining of Massive Datasets", 3.4), so that only texts that may be similar
are compared. The measured recall and false joins of these values are in docs/archive.md
(`make bench-archive`).
"""

from __future__ import annotations

import hashlib
import re
import struct
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Protocol, TypeVar
from zlib import crc32

from scraper.scripts import UNSPACED

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Similarity from which on two texts are one article. With it no two texts with half in common are
# joined, and 0.89 of the copies that lack the last fifth are (`make bench-archive`).
SIMILAR = 0.7
# The same where one page names the other as its canonical address, which is evidence by itself.
RELATED = 0.5

# Changing one of these four changes the format of stored signatures or bands.
_MINIMA = 64  # the standard error of the estimate at 0.7 is then sqrt(0.7 * 0.3 / 64) = 0.06
_BANDS = 16  # of 4 minima: two texts of similarity 0.7 share one with 1 - (1 - 0.7^4)^16 = 0.99
_SHINGLE = 4  # words: long enough to be rare, short enough to survive a change nearby
_MAX_WORDS = 20_000  # a text beyond that is compared by its beginning
_CHUNK = 1_000  # shingles that are hashed at once: half a megabyte, which fits a core's cache
_MIN_WORDS = 50  # two shorter texts may be equal by chance ("This page is for members.")
# Scripts without spaces between words are cut into their characters. Signatures that were made
# when these did not include 々 and the Han characters beyond U+FFFF took what follows one, up to
# the next punctuation, for one word: they differ from those of today.
_HAS_UNSPACED = re.compile(f"[{UNSPACED}]")
_WORD_OR_CHARACTER = re.compile(rf"[{UNSPACED}]|\w+")
_ASCII = bytes(range(0x80))
# For bytes.translate: ASCII that is no part of a word becomes a space.
_SPACED = bytes(
    code if code >= 0x80 or chr(code).isalnum() or chr(code) == "_" else 0x20 for code in range(256)
)
_LAYOUT = struct.Struct(f"<{_MINIMA}I")


@lru_cache(maxsize=2)  # used for the look-up of a page, and again for its row
def minhash_of(text: str) -> bytes:
    """The signature of a text; empty for one of fewer than 50 words."""
    import numpy as np  # noqa: PLC0415 - only workers make signatures

    words = _words(text.casefold())[:_MAX_WORDS]
    if len(words) < _MIN_WORDS:
        return b""
    hashes = np.array(list(map(crc32, words)), np.uint64)
    factors, offsets = _permutations()
    shingles = np.zeros(len(hashes) - _SHINGLE + 1, np.uint64)
    for position in range(_SHINGLE):  # a polynomial, so that the order of the words counts
        part = hashes[position : position + len(shingles)]
        shingles = shingles * np.uint64(0x9E3779B97F4A7C15) + part
    minima = np.full(_MINIMA, np.iinfo(np.uint64).max)
    for start in range(0, len(shingles), _CHUNK):
        permuted = shingles[start : start + _CHUNK] * factors[:, None]
        permuted += offsets[:, None]
        minima = np.minimum(minima, permuted.min(axis=1))
    return _LAYOUT.pack(*(minima >> np.uint64(32)).tolist())


def _words(plain: str) -> list[bytes]:
    """The words of a text, as UTF-8: runs of letters, digits and underscores."""
    if not plain.isascii():
        beyond = plain.encode("utf-8", "replace").translate(None, delete=_ASCII).decode()
        if _HAS_UNSPACED.search(beyond):
            words = " ".join(_WORD_OR_CHARACTER.findall(plain))
            return words.encode("utf-8", "replace").split()
        for character in {*beyond}:
            if not character.isalnum():
                plain = plain.replace(character, " ")
    return plain.encode("utf-8", "replace").translate(_SPACED).split()


@lru_cache(maxsize=4)  # a new article is looked up here and in the state, then remembered
def bands(minhash: bytes) -> tuple[int, ...]:
    """Signed 64-bit numbers; signatures of similar texts have at least one in common."""
    size = len(minhash) // _BANDS
    parts = (minhash[number * size : (number + 1) * size] for number in range(_BANDS))
    return tuple(_number(bytes([number]) + part) for number, part in enumerate(parts) if part)


def similarity(one: bytes, other: bytes) -> float:
    """The estimated Jaccard similarity, 0 to 1; 0 where a signature is empty."""
    if not one or not other or len(one) != len(other):
        return 0.0
    pairs = zip(_LAYOUT.iter_unpack(one), _LAYOUT.iter_unpack(other), strict=True)
    equal = (a == b for left, right in pairs for a, b in zip(left, right, strict=True))
    return float(sum(equal) / _MINIMA)


class HasMinHash(Protocol):
    """A value with a signature: a row of the state."""

    @property
    def minhash(self) -> bytes: ...


_T = TypeVar("_T", bound=HasMinHash)


def most_similar(minhash: bytes, others: Iterable[_T]) -> _T | None:
    """The one whose text is most similar to that of the signature, if at least SIMILAR."""
    best = max(others, key=lambda other: similarity(minhash, other.minhash), default=None)
    if best is None or similarity(minhash, best.minhash) < SIMILAR:
        return None
    return best


def _number(content: bytes) -> int:
    return int.from_bytes(hashlib.blake2b(content, digest_size=8).digest(), "little", signed=True)


@cache
def _permutations() -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Factors (odd) and offsets of the hash functions; part of the format of a signature."""
    import numpy as np  # noqa: PLC0415

    generator = np.random.Generator(np.random.PCG64(20261124))
    factors = generator.integers(1, 1 << 63, _MINIMA, np.uint64) * np.uint64(2) + np.uint64(1)
    return factors, generator.integers(0, 1 << 63, _MINIMA, np.uint64)

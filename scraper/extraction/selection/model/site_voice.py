"""Whether a short text is the site addressing its readers: subscribe, comment, share, copyright.

A linear model over hashed runs of two to five characters, which words of related languages share
(Weinberger et al., "Feature Hashing for Large Scale Multitask Learning", ICML 2009). Its weights
are a data file of one byte each, made by bench/model. Hundreds of texts are looked up at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from scraper.extraction.selection.model.columns import FeatureTable

FILE = "site_voice.npz"
BUCKETS = 1 << 16
ORDERS = (2, 3, 4, 5)  # characters of a run
LONGEST = 240  # characters of a text that are used
_TOGETHER = 500  # texts: those of nearly any page
_MULTIPLIER = np.uint32(0x9E3779B1)  # 2^32 by the golden ratio (Knuth, TAOCP 6.4)

Hashes = NDArray[np.uint32]
_MOST_KNOWN = 4096  # texts
_known: dict[str, float | None] = {}


def voice_scores(texts: Sequence[str]) -> FeatureTable:
    """For each text the log-odds that it is the voice of the site, by the model of this package; 0
    for an empty one. Those of the last texts are remembered: rules ask for them one by one.
    """
    heads = [text[:LONGEST] for text in texts]
    found = {head: _known.get(head) for head in heads if head}
    unknown = [head for head, score in found.items() if score is None]
    for start in range(0, len(unknown), _TOGETHER):
        some = unknown[start : start + _TOGETHER]
        found.update(zip(some, _voices(some).tolist(), strict=True))
    if len(_known) + len(unknown) > _MOST_KNOWN:
        _known.clear()
    _known.update((head, found[head]) for head in unknown[:_MOST_KNOWN])
    return np.array([found[head] if head else 0.0 for head in heads], dtype=np.float64)


def voice_score(text: str) -> float:
    """The score of one text."""
    known = _known.get(text[:LONGEST])
    return float(voice_scores([text])[0]) if known is None else known


def _voices(texts: Sequence[str]) -> FeatureTable:
    """The log-odds of some texts, none of which is empty."""
    weights, scale, bias = _weights()
    codes, lengths = _folded(texts)
    ends = np.cumsum(lengths + 1) - 1
    values, counts = np.zeros(len(codes), np.int32), np.zeros(len(texts))
    for order, buckets in _buckets(codes):
        some = weights.take(buckets)
        for left in range(order):  # what begins there would run into the next text
            some[ends - left] = 0
        values += some
        counts += np.maximum(lengths - order + 1, 0)
    sums = np.add.reduceat(values, ends - lengths)
    voices: FeatureTable = sums * scale / np.sqrt(np.maximum(counts, 1)) + bias
    return voices


def hashed_runs(texts: Sequence[str]) -> tuple[Hashes, NDArray[np.intp]]:
    """The bucket of every run of characters of every text, in order of the texts, and how many
    runs each text has.
    """
    codes, lengths = _folded(texts)
    owner = np.repeat(np.arange(len(texts)), lengths + 1)
    ends = np.cumsum(lengths + 1) - 1
    left = np.repeat(ends, lengths + 1) - np.arange(len(codes))  # to the text's end
    found, owners = [], []
    for order, buckets in _buckets(codes):
        inside = left >= order
        found.append(buckets[inside])
        owners.append(owner[inside])
    all_owners = np.concatenate(owners)
    counts = np.bincount(all_owners, minlength=len(texts))
    return np.concatenate(found)[np.argsort(all_owners, kind="stable")], counts


def _folded(texts: Sequence[str]) -> tuple[Hashes, NDArray[np.intp]]:
    """The code points of all texts together, a zero after each text, and the number of each text's.
    A text is case folded, its digits become "0", and a space is put before and after it, so that
    all words have boundaries; an empty one has no code points.
    """
    joined = "\0".join([f" {text[:LONGEST]} " if text else "" for text in texts]) + "\0"
    encoded = joined.casefold().encode("utf-32-le", "surrogatepass")
    codes = np.frombuffer(encoded, dtype="<u4").astype(np.uint32)
    ends = np.flatnonzero(codes == 0)  # no text of a page contains it
    codes[(codes > ord("0")) & (codes <= ord("9"))] = ord("0")
    return codes, np.diff(ends, prepend=-1) - 1


def _buckets(codes: Hashes) -> Iterator[tuple[int, Hashes]]:
    """For each length of a run the bucket of the run that begins at each code point. The last runs
    are filled up with zeros.
    """
    rolling = padded = np.concatenate([codes, np.zeros(max(ORDERS), np.uint32)])
    for order in ORDERS:
        rolling = rolling[:-1] * _MULTIPLIER + padded[order - 1 :]
        mixed = rolling[: len(codes)]
        yield order, ((mixed ^ (mixed >> np.uint32(15))) * _MULTIPLIER) >> np.uint32(16)


@cache
def _weights() -> tuple[NDArray[np.int8], float, float]:
    with resources.files(__package__).joinpath(FILE).open("rb") as file:
        arrays = np.load(file, allow_pickle=False)
        return arrays["weights"], float(arrays["scale"]), float(arrays["bias"])

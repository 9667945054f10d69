"""Whether a short text is the site addressing its readers: subscribe, comment, share, copyright.

A linear model over hashed runs of two to five characters, which words of related languages share
(Weinberger et al., "Feature Hashing for Large Scale Multitask Learning", ICML 2009). Its weights
are a data file of one byte each, made by bench/model. All texts of a page are looked up at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from scraper.extraction.selection.model.columns import FeatureTable

FILE = "site_voice.npz"
BUCKETS = 1 << 16
ORDERS = (2, 3, 4, 5)  # characters of a run
LONGEST = 240  # characters of a text that are used
_MULTIPLIER = np.uint32(0x9E3779B1)  # 2^32 by the golden ratio (Knuth, TAOCP 6.4)
_DIGITS = str.maketrans("123456789", "000000000")

Hashes = NDArray[np.uint32]


def voice_scores(texts: Sequence[str]) -> FeatureTable:
    """For each text the log-odds that it is the voice of the site, by the model of this package; 0
    for an empty one.
    """
    weights, scale, bias = _weights()
    hashes, counts = hashed_runs(texts)
    values = weights[hashes].astype(np.float64)
    ends = np.cumsum(counts)
    sums = np.diff(np.concatenate([[0.0], np.cumsum(values)])[np.concatenate([[0], ends])])
    scores: FeatureTable = sums * scale / np.sqrt(np.maximum(counts, 1)) + bias
    return np.where(counts > 0, scores, 0.0)


def hashed_runs(texts: Sequence[str]) -> tuple[Hashes, NDArray[np.intp]]:
    """The bucket of every run of characters of every text, in order of the texts, and how many
    runs each text has. A text is case folded, its digits become zeros, and a space is put before
    and after it, so that all words have boundaries.
    """
    folded = [f" {text[:LONGEST].casefold().translate(_DIGITS)} " if text else "" for text in texts]
    lengths = np.array([len(text) for text in folded], dtype=np.intp)
    codes = np.frombuffer("".join(folded).encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(
        np.uint32
    )
    owner = np.repeat(np.arange(len(texts)), lengths)
    left = np.repeat(np.cumsum(lengths), lengths) - np.arange(len(codes))  # to the text's end
    found, owners = [], []
    rolling = codes.copy()
    for order in range(2, max(ORDERS) + 1):
        rolling = rolling[:-1] * _MULTIPLIER + codes[order - 1 :]
        mixed = (rolling ^ (rolling >> np.uint32(15))) * _MULTIPLIER
        inside = left[: len(mixed)] >= order
        found.append((mixed >> np.uint32(16))[inside])
        owners.append(owner[: len(mixed)][inside])
    all_owners = np.concatenate(owners)
    by_owner = np.argsort(all_owners, kind="stable")
    counts = np.bincount(all_owners, minlength=len(texts))
    return np.concatenate(found)[by_owner], counts


@cache
def _weights() -> tuple[NDArray[np.int8], float, float]:
    with resources.files(__package__).joinpath(FILE).open("rb") as file:
        arrays = np.load(file, allow_pickle=False)
        return arrays["weights"], float(arrays["scale"]), float(arrays["bias"])

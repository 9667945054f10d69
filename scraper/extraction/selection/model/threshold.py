"""Probabilities -> the segments whose words together have the best expected F1.

The set that maximises the expected F1 has all segments above one threshold, half of the F1 that
is reached (Lewis 1995; Nan et al., ICML 2012): about one half where the probabilities are clear,
lower where they are not. A mode moves that threshold.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scraper.extraction.selection.model.columns import FeatureTable, Flags
from scraper.settings import Mode

_FACTORS = {Mode.PRECISE: 1.3, Mode.BALANCED: 1.0, Mode.COMPLETE: 0.75}


@dataclass(frozen=True, slots=True, eq=False)
class ThresholdResult:
    """`chosen[i]`: whether segment `i` is in. `expected_f1` is that of the chosen words."""

    chosen: Flags
    threshold: float
    expected_f1: float


def choose_segments(
    chances: FeatureTable, words: FeatureTable, mode: Mode = Mode.BALANCED
) -> ThresholdResult:
    """The segments above the page's threshold, by their probabilities and lengths in words.

    At least one is chosen, the most likely, whatever the mode.
    """
    threshold = min(_best_f1(chances, words) / 2 * _FACTORS[mode], chances.max(initial=0.0))
    chosen = chances >= threshold
    return ThresholdResult(chosen, threshold, _expected_f1(chances, words, chosen))


def _best_f1(chances: FeatureTable, words: FeatureTable) -> float:
    order = np.argsort(-chances, kind="stable")
    right, taken = np.cumsum((chances * words)[order]), np.cumsum(words[order])
    f1 = 2 * right / np.maximum(taken + (chances * words).sum(), 1e-9)
    return float(f1.max(initial=0.0))


def _expected_f1(chances: FeatureTable, words: FeatureTable, chosen: Flags) -> float:
    right = (chances * words * chosen).sum()
    return float(2 * right / max((words * chosen).sum() + (chances * words).sum(), 1e-9))

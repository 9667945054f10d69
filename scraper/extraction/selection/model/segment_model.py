"""The model: how likely each segment of a page is a part of its main text.

It is a data file in this package, made by bench/model; its card tells from what.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from io import BytesIO
from typing import BinaryIO

import numpy as np

from scraper.extraction.selection.model.columns import FeatureTable
from scraper.extraction.selection.model.features import Features
from scraper.extraction.selection.model.trees import Trees, probability

FILE = "segments.npz"
_HOPELESS, _CERTAIN = 0.2, 0.98  # scores between which the second stage is evaluated
_TOGETHER = 4000  # rows of the second table that are in memory at once


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """Two stages: features of the second are the scores of the first for the segments around."""

    first: Trees
    second: Trees

    @classmethod
    def read(cls, source: BinaryIO) -> Model:
        """A model from an open `.npz` file, which holds arrays of numbers alone."""
        with np.load(source, allow_pickle=False) as arrays:
            return cls(Trees.of(arrays, "first"), Trees.of(arrays, "second"))

    def log_odds(self, features: Features) -> FeatureTable:
        """For each segment of a page, in order, the log-odds that it is main text."""
        log_odds = self.first.scores(features.first)
        opinion = probability(log_odds)
        doubtful = np.flatnonzero((opinion >= _HOPELESS) & (opinion < _CERTAIN))
        for at in range(0, len(doubtful), _TOGETHER):
            some = doubtful[at : at + _TOGETHER]
            log_odds[some] = self.second.scores(features.second(opinion, some))
        return log_odds


@cache
def default_model() -> Model:
    """The model that comes with this package."""
    data = resources.files(__package__).joinpath(FILE).read_bytes()
    return Model.read(BytesIO(data))

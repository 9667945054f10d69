"""Boosted regression trees as arrays, evaluated for all rows of a table at once.

The algorithm is QuickScorer (Lucchese et al., SIGIR 2015): every inner node of every tree is
evaluated for every row; each result "right" masks the leaves under the left branch of the node;
the first leaf that remains is that of the row. No tree is walked: all nodes of a hundred trees
are evaluated at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

MOST_LEAVES = 16  # of one tree: a bit each
_EXTREME = 50.0  # log-odds; larger ones change nothing, and exp would overflow
_NODES = MOST_LEAVES - 1  # inner nodes of one tree, at most
_ROWS, _TREES = 128, 100  # evaluated together: less than a megabyte, which malloc has at hand

_SETS = np.arange(1 << MOST_LEAVES, dtype=np.uint32)
# For each mask of leaves the first leaf that is not masked; 0 where all are.
_FIRST_LEFT = np.log2(np.maximum(~_SETS & (_SETS + 1) & (len(_SETS) - 1), 1)).astype(np.uint8)


@dataclass(frozen=True, slots=True, eq=False)
class Trees:
    """`feature`, `threshold` and `crossed` have a row for each node and a column for each
    tree, (_NODES, trees); trees with fewer nodes end in some that are never true.

    A row goes right at a node where its feature exceeds the threshold, which masks the
    leaves of `crossed`, leaf 0 the leftmost, in the lowest bit. `values` is (trees, leaves).
    """

    feature: NDArray[np.intp]
    threshold: NDArray[np.float32]
    crossed: NDArray[np.uint16]
    values: NDArray[np.float64]

    @classmethod
    def of(cls, arrays: Mapping[str, NDArray[np.generic]], prefix: str) -> Trees:
        """The trees in `arrays` under names that begin with `prefix`.

        There the nodes are tree after tree, from `starts` on, each with the `mask` of the
        leaves that remain.
        """
        starts = arrays[f"{prefix}_starts"].astype(np.intp)
        nodes = len(arrays[f"{prefix}_feature"])
        tree = np.repeat(np.arange(len(starts)), np.diff([*starts, nodes]))
        place = (np.arange(nodes) - starts[tree], tree)
        shape = (_NODES, len(starts))
        feature, threshold = np.zeros(shape, np.intp), np.full(shape, np.inf, np.float32)
        crossed = np.zeros(shape, np.uint16)
        feature[place] = arrays[f"{prefix}_feature"]
        threshold[place] = arrays[f"{prefix}_threshold"]
        crossed[place] = ~arrays[f"{prefix}_mask"].astype(np.uint16)
        return cls(feature, threshold, crossed, arrays[f"{prefix}_values"].astype(np.float64))

    def scores(self, table: NDArray[np.float32]) -> NDArray[np.float64]:
        """The sum of all trees' values for each row of `table` (rows, features)."""
        summed = np.zeros(len(table))
        for row in range(0, len(table), _ROWS):
            columns = np.ascontiguousarray(table[row : row + _ROWS].T)
            for tree in range(0, len(self.values), _TREES):
                summed[row : row + _ROWS] += self._scores(columns, slice(tree, tree + _TREES))
        return summed

    def _scores(self, columns: NDArray[np.float32], trees: slice) -> NDArray[np.float64]:
        """The sum over a few trees, for columns (features, rows)."""
        values, rows = self.values[trees], columns.shape[1]
        asked = columns.take(self.feature[:, trees].ravel(), axis=0)
        goes_right = asked > self.threshold[:, trees].reshape(-1, 1)
        answers = goes_right * self.crossed[:, trees].reshape(-1, 1)
        crossed = np.bitwise_or.reduce(answers.reshape(_NODES, len(values), rows), axis=0)
        leaves = _FIRST_LEFT.take(crossed) + np.arange(0, values.size, values.shape[1])[:, None]
        summed: NDArray[np.float64] = values.ravel().take(leaves).sum(axis=0)
        return summed


def probability(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Log-odds -> probabilities."""
    likely: NDArray[np.float64] = 1.0 / (1.0 + np.exp(-np.clip(scores, -_EXTREME, _EXTREME)))
    return likely

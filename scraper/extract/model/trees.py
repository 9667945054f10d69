"""Boosted regression trees as arrays, evaluated for all rows of a table at once.

The way of QuickScorer (Lucchese et al., SIGIR 2015): every inner node of every tree is asked
for every row in one comparison; each answer "right" crosses out the leaves under the node's
left branch; the first leaf that is left is the row's. No tree is walked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

MOST_LEAVES = 16  # of one tree: a bit each
_EXTREME = 50.0  # log-odds; beyond it nothing changes, and exp overflows
_ROWS, _TREES = 512, 25  # evaluated together: what fits a processor's own memory

_FIRST_LEAF = np.array(
    [(n & -n).bit_length() - 1 if n else 0 for n in range(1 << MOST_LEAVES)], dtype=np.uint8
)


@dataclass(frozen=True, slots=True, eq=False)
class Trees:
    """`feature`, `threshold`, `mask` of the inner nodes, tree after tree, from `starts` on.

    A row goes right at a node where its feature exceeds the threshold; `mask` then keeps the
    leaves that can still be reached, leaf 0 the leftmost, in the lowest bit. `values` has
    MOST_LEAVES values a tree.
    """

    feature: NDArray[np.intp]
    threshold: NDArray[np.float32]
    mask: NDArray[np.uint16]
    starts: NDArray[np.intp]
    values: NDArray[np.float64]

    @classmethod
    def of(cls, arrays: Mapping[str, NDArray[np.generic]], prefix: str) -> Trees:
        """The trees that stand in `arrays` under names that begin with `prefix`."""
        return cls(
            feature=arrays[f"{prefix}_feature"].astype(np.intp),
            threshold=arrays[f"{prefix}_threshold"].astype(np.float32),
            mask=arrays[f"{prefix}_mask"].astype(np.uint16),
            starts=arrays[f"{prefix}_starts"].astype(np.intp),
            values=arrays[f"{prefix}_values"].astype(np.float64),
        )

    def scores(self, table: NDArray[np.float64]) -> NDArray[np.float64]:
        """The sum of all trees' values for each row of `table` (rows, features).

        The table's values are of single precision, as the thresholds are (see features.py).
        """
        summed = np.zeros(len(table))
        for row in range(0, len(table), _ROWS):
            columns = np.ascontiguousarray(table[row : row + _ROWS].T, dtype=np.float32)
            for tree in range(0, len(self.starts), _TREES):
                summed[row : row + _ROWS] += self._scores(columns, tree)
        return summed

    def _scores(self, columns: NDArray[np.float32], tree: int) -> NDArray[np.float64]:
        """The sum over a few trees, for columns (features, rows)."""
        starts = self.starts[tree : tree + _TREES]
        after = tree + len(starts)
        last = self.starts[after] if after < len(self.starts) else len(self.feature)
        nodes = slice(starts[0], last)
        right = columns[self.feature[nodes]] > self.threshold[nodes, None]
        reached = np.where(right, self.mask[nodes, None], np.uint16(0xFFFF))
        leaves = _FIRST_LEAF[np.bitwise_and.reduceat(reached, starts - starts[0], axis=0)]
        trees = np.arange(tree, after)[:, None]
        summed: NDArray[np.float64] = self.values[trees, leaves].sum(axis=0)
        return summed


def chance(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Log-odds -> probabilities."""
    likely: NDArray[np.float64] = 1.0 / (1.0 + np.exp(-np.clip(scores, -_EXTREME, _EXTREME)))
    return likely

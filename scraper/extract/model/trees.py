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
_ROWS = 2048  # evaluated together: bounds the memory for pages of any length

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

    feature: NDArray[np.int32]
    threshold: NDArray[np.float64]
    mask: NDArray[np.uint16]
    starts: NDArray[np.int64]
    values: NDArray[np.float64]

    @classmethod
    def of(cls, arrays: Mapping[str, NDArray[np.generic]], prefix: str) -> Trees:
        """The trees that stand in `arrays` under names that begin with `prefix`."""
        return cls(
            feature=arrays[f"{prefix}_feature"].astype(np.int32),
            threshold=arrays[f"{prefix}_threshold"].astype(np.float64),
            mask=arrays[f"{prefix}_mask"].astype(np.uint16),
            starts=arrays[f"{prefix}_starts"].astype(np.int64),
            values=arrays[f"{prefix}_values"].astype(np.float64),
        )

    def scores(self, table: NDArray[np.float64]) -> NDArray[np.float64]:
        """The sum of all trees' values for each row of `table` (rows, features)."""
        parts = [self._scores(table[i : i + _ROWS]) for i in range(0, len(table), _ROWS)]
        return np.concatenate(parts) if parts else np.zeros(0)

    def _scores(self, table: NDArray[np.float64]) -> NDArray[np.float64]:
        right = table.T[self.feature] > self.threshold[:, None]
        reached = np.where(right, self.mask[:, None], np.uint16(0xFFFF))
        leaves = _FIRST_LEAF[np.bitwise_and.reduceat(reached, self.starts, axis=0)]
        trees = np.arange(len(self.starts))[:, None]
        summed: NDArray[np.float64] = self.values[trees, leaves].sum(axis=0)
        return summed


def chance(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Log-odds -> probabilities."""
    likely: NDArray[np.float64] = 1.0 / (1.0 + np.exp(-np.clip(scores, -_EXTREME, _EXTREME)))
    return likely

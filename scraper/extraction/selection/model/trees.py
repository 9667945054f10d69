"""Boosted regression trees as arrays, evaluated for all rows of a table at once.

The algorithm is QuickScorer (Lucchese et al., SIGIR 2015): every inner node of every tree is
evaluated for every row; each result "right" masks the leaves under the left branch of the node;
the first leaf that remains is that of the row. No tree is walked: all nodes of a hundred trees
are evaluated at once, and what several nodes compare is compared once.
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

# A de Bruijn sequence: its product with a power of two has the number of the power in its highest
# four bits (Leiserson, Prokop, Randall, 1998). _PLACES are these numbers.
_DE_BRUIJN, _ONE, _SHIFT = np.uint16(0x09AF), np.uint16(1), np.uint16(12)
_PLACES = [((int(_DE_BRUIJN) << leaf) & 0xFFFF) >> 12 for leaf in range(MOST_LEAVES)]


@dataclass(frozen=True, slots=True, eq=False)
class _Batch:
    """Some trees. `feature` and `threshold` are the distinct comparisons; `compared` (the number of
    one) and `crossed` are of each node, the first nodes of all trees before their second ones.

    A row goes right at a node where its feature exceeds the threshold, which masks the leaves of
    `crossed`, leaf 0 the leftmost, in the lowest bit. The values of a tree begin at `first`, in the
    order of _PLACES.
    """

    feature: NDArray[np.intp]
    threshold: NDArray[np.float32]
    compared: NDArray[np.intp]
    crossed: NDArray[np.uint16]
    first: NDArray[np.uint16]
    values: NDArray[np.float64]

    def scores(self, columns: NDArray[np.float32]) -> NDArray[np.float64]:
        """The sum of the trees' values for each row, for columns (features, rows)."""
        goes_right = columns.take(self.feature, axis=0) > self.threshold
        masks = goes_right.take(self.compared, axis=0) * self.crossed
        crossed = np.bitwise_or.reduce(masks.reshape(_NODES, len(self.first), -1), axis=0)
        leaf = ~crossed & (crossed + _ONE)  # the lowest bit that is not crossed
        place = (leaf * _DE_BRUIJN >> _SHIFT) + self.first
        summed: NDArray[np.float64] = self.values.take(place).sum(axis=0)
        return summed


@dataclass(frozen=True, slots=True, eq=False)
class Trees:
    """Trees in batches, which are evaluated one after the other."""

    batches: tuple[_Batch, ...]

    @classmethod
    def of(cls, arrays: Mapping[str, NDArray[np.generic]], prefix: str) -> Trees:
        """The trees in `arrays` under names that begin with `prefix`.

        There the nodes are tree after tree, from `starts` on, each with the `mask` of the
        leaves that remain. `values` is (trees, leaves).
        """
        starts = arrays[f"{prefix}_starts"].astype(np.intp)
        nodes = len(arrays[f"{prefix}_feature"])
        tree = np.repeat(np.arange(len(starts)), np.diff([*starts, nodes]))
        place = (np.arange(nodes) - starts[tree], tree)
        shape = (_NODES, len(starts))
        # trees with fewer nodes end in some that cross nothing
        feature, threshold = np.zeros(shape, np.intp), np.full(shape, np.inf, np.float32)
        crossed = np.zeros(shape, np.uint16)
        feature[place] = arrays[f"{prefix}_feature"]
        threshold[place] = arrays[f"{prefix}_threshold"]
        crossed[place] = ~arrays[f"{prefix}_mask"].astype(np.uint16)
        values = arrays[f"{prefix}_values"].astype(np.float64)
        some = (slice(at, at + _TREES) for at in range(0, len(starts), _TREES))
        return cls(
            tuple(_batch(feature[:, s], threshold[:, s], crossed[:, s], values[s]) for s in some)
        )

    def scores(self, table: NDArray[np.float32]) -> NDArray[np.float64]:
        """The sum of all trees' values for each row of `table` (rows, features)."""
        summed = np.zeros(len(table))
        for row in range(0, len(table), _ROWS):
            columns = np.ascontiguousarray(table[row : row + _ROWS].T)
            for batch in self.batches:
                summed[row : row + _ROWS] += batch.scores(columns)
        return summed


def _batch(
    feature: NDArray[np.intp],
    threshold: NDArray[np.float32],
    crossed: NDArray[np.uint16],
    values: NDArray[np.float64],
) -> _Batch:
    """A batch of nodes (_NODES, trees) and values (trees, leaves)."""
    pairs = feature.astype(np.uint64) << np.uint64(32) | threshold.copy().view(np.uint32)
    distinct, compared = np.unique(pairs, return_inverse=True)
    placed = np.empty_like(values)
    placed[:, _PLACES] = values
    return _Batch(
        feature=(distinct >> np.uint64(32)).astype(np.intp),
        threshold=distinct.astype(np.uint32).view(np.float32)[:, None],
        compared=compared.ravel(),
        crossed=crossed.reshape(-1, 1),
        first=np.arange(0, values.size, MOST_LEAVES, dtype=np.uint16)[:, None],
        values=placed.ravel(),
    )


def probability(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Log-odds -> probabilities."""
    likely: NDArray[np.float64] = 1.0 / (1.0 + np.exp(-np.clip(scores, -_EXTREME, _EXTREME)))
    return likely

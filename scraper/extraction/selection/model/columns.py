"""Tables with a row for each segment, and operations on their columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

FeatureTable = NDArray[np.float64]
ExactTable = NDArray[np.float32]  # what trees compare: a table that is stored is the same table
Indexes = NDArray[np.intp]
Flags = NDArray[np.bool_]


def joined(rows: int, width: int, parts: Iterable[FeatureTable]) -> ExactTable:
    """The columns of all parts, `width` of them, side by side. Each part may be gone when the next
    is made: together they take several times the memory of the page.
    """
    table, place = np.empty((rows, width), np.float32), 0
    for part in parts:
        table[:, place : place + part.shape[1]] = part
        place += part.shape[1]
    assert place == width
    return table


def side_by_side(columns: Sequence[ArrayLike]) -> FeatureTable:
    """A table of columns of equal length, made in half the time of np.column_stack."""
    table: FeatureTable = np.array(columns, dtype=np.float64).T
    return table


def neighbours(columns: FeatureTable, *steps: int) -> FeatureTable:
    """The columns of the segments at a distance of each of `steps`; -1 beyond the page."""
    return np.hstack([_shifted(columns, by) for by in steps])


def _shifted(columns: FeatureTable, by: int) -> FeatureTable:
    moved = np.full_like(columns, -1.0)
    if by > 0:
        moved[:-by] = columns[by:]
    else:
        moved[-by:] = columns[:by]
    return moved


def running(values: FeatureTable, weights: FeatureTable) -> FeatureTable:
    """Sums of `values * weights` up to each row, one more than there are rows."""
    return np.concatenate([[0.0], np.cumsum(values * weights)])

"""LightGBM trees -> the arrays of the data file (extraction/selection/model/trees.py)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.model.learn import Stages, Trained
from scraper.extraction.selection.model import Model
from scraper.extraction.selection.model.trees import MOST_LEAVES

_ALL = (1 << MOST_LEAVES) - 1


def to_file(trainings: Sequence[Stages]) -> bytes:
    """The content of the `.npz`: the same bytes for the same trees. Of several trainings, each of
    the two stages is the mean of theirs.
    """
    file = BytesIO()
    arrays: dict[str, Any] = _arrays("first", [one.first for one in trainings])
    arrays |= _arrays("second", [one.second for one in trainings])
    np.savez_compressed(file, **arrays)
    return file.getvalue()


def to_model(trainings: Sequence[Stages]) -> Model:
    """The arrays of the file."""
    return Model.read(BytesIO(to_file(trainings)))


def _arrays(prefix: str, trainings: Sequence[Trained]) -> dict[str, NDArray[Any]]:
    nodes: list[tuple[int, float, int]] = []
    starts: list[int] = []
    values: list[list[float]] = []
    for tree in chain.from_iterable(one.dump_model()["tree_info"] for one in trainings):
        leaves: list[float] = []
        start = len(nodes)
        _walk(tree["tree_structure"], nodes, leaves)
        if len(nodes) == start:  # a tree of one leaf has no nodes
            nodes.append((0, 0.0, _ALL))
        starts.append(start)
        values.append(leaves + [0.0] * (MOST_LEAVES - len(leaves)))
    return {
        f"{prefix}_feature": np.array([node[0] for node in nodes], dtype=np.int16),
        f"{prefix}_threshold": _rounded_down([node[1] for node in nodes]),
        f"{prefix}_mask": np.array([node[2] for node in nodes], dtype=np.uint16),
        f"{prefix}_starts": np.array(starts, dtype=np.int32),
        f"{prefix}_values": np.array(values, dtype=np.float32) / np.float32(len(trainings)),
    }


def _walk(
    node: Mapping[str, Any], nodes: list[tuple[int, float, int]], leaves: list[float]
) -> None:
    """Leaves from left to right, and for each inner node which are left when it goes right."""
    if "leaf_value" in node:
        leaves.append(node["leaf_value"])
        return
    if node["decision_type"] != "<=":
        raise ValueError(f"a decision that the evaluator does not know: {node['decision_type']}")
    before = len(leaves)
    at = len(nodes)
    nodes.append((0, 0.0, 0))
    _walk(node["left_child"], nodes, leaves)
    crossed = (1 << len(leaves)) - (1 << before)
    nodes[at] = (node["split_feature"], node["threshold"], _ALL & ~crossed)
    _walk(node["right_child"], nodes, leaves)


def _rounded_down(thresholds: list[float]) -> NDArray[np.float32]:
    """The largest single-precision number that is not above each: features have that
    precision, so that no comparison comes out differently.
    """
    exact = np.array(thresholds, dtype=np.float64)
    single = exact.astype(np.float32)
    above = single.astype(np.float64) > exact
    single[above] = np.nextafter(single[above], np.float32(-np.inf))
    return single

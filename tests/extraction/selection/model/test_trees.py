"""The vectorised trees give the result of a walk through each tree."""

import numpy as np
import pytest

from scraper.extraction.selection.model.trees import MOST_LEAVES, Trees, probability

ALL = (1 << MOST_LEAVES) - 1


def trees(*given):
    """Trees from nested (feature, threshold, left, right) and numbers for leaves."""
    nodes, starts, values = [], [], []
    for tree in given:
        leaves = []
        starts.append(len(nodes))
        _collect(tree, nodes, leaves)
        values.append(leaves + [0.0] * (MOST_LEAVES - len(leaves)))
    return Trees.of(
        {
            "t_feature": np.array([n[0] for n in nodes], dtype=np.int16),
            "t_threshold": np.array([n[1] for n in nodes], dtype=np.float32),
            "t_mask": np.array([n[2] for n in nodes], dtype=np.uint16),
            "t_starts": np.array(starts, dtype=np.int32),
            "t_values": np.array(values, dtype=np.float32),
        },
        "t",
    )


def _collect(tree, nodes, leaves):
    if not isinstance(tree, tuple):
        leaves.append(tree)
        return
    feature, threshold, left, right = tree
    at, before = len(nodes), len(leaves)
    nodes.append(None)
    _collect(left, nodes, leaves)
    nodes[at] = (feature, threshold, ALL & ~((1 << len(leaves)) - (1 << before)))
    _collect(right, nodes, leaves)


def walked(tree, row):
    while isinstance(tree, tuple):
        feature, threshold, left, right = tree
        tree = right if row[feature] > threshold else left
    return tree


def grown(random, depth):
    """A random tree; one branch may end long before another."""
    if depth == 0 or random.random() < 0.2:
        return float(np.float32(random.normal()))
    feature, threshold = int(random.integers(5)), float(np.float32(random.random()))
    return (feature, threshold, grown(random, depth - 1), grown(random, depth - 1))


@pytest.mark.parametrize("seed", range(8))
def test_scores_are_those_of_a_walk(seed):
    random = np.random.default_rng(seed)
    given = [(0, 0.5, grown(random, 3), grown(random, 3)) for _ in range(7)]
    table = random.random((50, 5))
    expected = [sum(walked(tree, row) for tree in given) for row in table]
    assert trees(*given).scores(table) == pytest.approx(expected)


def test_a_value_on_the_threshold_goes_left():
    assert trees((0, 0.5, 1.0, 2.0)).scores(np.array([[0.5], [0.51]])).tolist() == [1.0, 2.0]


def test_sixteen_leaves_are_told_apart():
    tree = float(MOST_LEAVES - 1)
    for leaf in reversed(range(MOST_LEAVES - 1)):
        tree = (0, float(leaf), float(leaf), tree)
    rows = np.arange(MOST_LEAVES, dtype=np.float64)[:, None]
    assert trees(tree).scores(rows).tolist() == rows[:, 0].tolist()


def test_many_rows_are_scored_as_few_are():
    model = trees((0, 0.5, -1.0, 1.0), (1, 0.2, 0.25, 0.5))
    table = np.random.default_rng(3).random((5000, 2))
    parts = [model.scores(table[i : i + 1])[0] for i in range(0, 5000, 499)]
    assert model.scores(table)[::499].tolist() == parts


def test_no_rows_have_no_scores():
    assert trees((0, 0.5, 1.0, 2.0)).scores(np.zeros((0, 1))).tolist() == []


def test_probability_of_log_odds():
    assert probability(np.array([0.0, 100.0, -1000.0])).tolist() == pytest.approx([0.5, 1.0, 0.0])

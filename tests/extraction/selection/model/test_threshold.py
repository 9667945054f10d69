"""The chosen segments have the best expected F1 of all sets of segments."""

from itertools import product

import numpy as np
import pytest

from scraper.extraction.selection.model.threshold import choose_segments
from scraper.settings import Mode


def expected_f1(chances, words, chosen):
    chosen = np.array(chosen)
    return 2 * (chances * words * chosen).sum() / ((words * chosen).sum() + (chances * words).sum())


@pytest.mark.parametrize("seed", range(10))
def test_no_other_set_promises_more(seed):
    random = np.random.default_rng(seed)
    chances, words = random.random(9), random.integers(1, 60, 9).astype(float)
    choice = choose_segments(chances, words, Mode.BALANCED)
    best = max(expected_f1(chances, words, s) for s in product([0, 1], repeat=9) if any(s))
    assert choice.expected_f1 == pytest.approx(best)
    assert expected_f1(chances, words, choice.chosen) == pytest.approx(best)


def test_modes_keep_less_and_more():
    random = np.random.default_rng(1)
    chances, words = random.random(200), random.integers(1, 60, 200).astype(float)
    kept = {
        mode: set(np.flatnonzero(choose_segments(chances, words, mode).chosen)) for mode in Mode
    }
    assert kept[Mode.PRECISE] < kept[Mode.BALANCED] < kept[Mode.COMPLETE]


def test_a_page_of_doubts_keeps_its_likeliest_segment():
    chances = np.array([0.02, 0.03, 0.01])
    choice = choose_segments(chances, np.array([10.0, 10.0, 10.0]), Mode.PRECISE)
    assert choice.chosen.tolist() == [False, True, False]


def test_a_page_without_words_has_no_expectation():
    choice = choose_segments(np.array([0.4]), np.array([0.0]), Mode.BALANCED)
    assert choice.expected_f1 == 0.0

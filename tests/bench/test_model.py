"""The training of the segment model: disjoint splits, and the same file every time."""

from dataclasses import replace

import numpy as np
import pytest

from bench.extraction.corpora import CORPORA
from bench.model.examples import example
from bench.model.export import to_file, to_model
from bench.model.learn import Recipe, folds, learn, learn_together
from bench.model.score import score_all, table
from scraper.extraction.selection.score import SelectionOptions
from scraper.settings import Mode
from tests.bench.corpora import write_corpora

SMALL = Recipe(first_trees=4, second_trees=6, smallest_leaf=5, leaves=6)


@pytest.fixture(scope="module")
def examples(tmp_path_factory):
    root = write_corpora(tmp_path_factory.mktemp("corpora"), pages=8)
    return [example(page) for read in CORPORA.values() for page in read(root)]


def test_what_stands_in_the_gold_text_is_right(examples):
    one = examples[0]
    right = {text for text, share in zip(one.texts, one.right, strict=True) if share >= 0.5}
    assert right == {line.removeprefix("- ") for line in one.page.text.split("\n")}
    assert one.domain == "paper0.example"


def test_of_a_page_with_snippets_only_their_segments_are_known(examples):
    one = next(one for one in examples if one.page.corpus == "trafilatura")
    for text, right in zip(one.texts, one.right, strict=True):
        wanted = any(snippet in text for snippet in one.page.wanted)
        unwanted = any(snippet in text for snippet in one.page.unwanted)
        assert (right == 1.0) == (wanted and not unwanted)
        assert (right == 0.0) == (unwanted and not wanted)


def test_what_a_perfect_choice_would_have(examples):
    one = examples[0]
    assert one.reachable > 0.95
    other = replace(one, page=replace(one.page, text="Another page's text, of " + "words " * 900))
    assert other.reachable < SMALL.reachable


def test_a_domain_is_in_one_fold(examples):
    doubled = [*examples, *examples]
    fold_of = folds(doubled, 3, seed=1)
    assert fold_of[: len(examples)] == fold_of[len(examples) :]
    assert set(fold_of) == {0, 1, 2}


def test_training_again_gives_the_same_file(examples):
    first, again = (to_file([learn(examples, SMALL)]) for _ in range(2))
    assert first == again


def test_the_file_says_what_lightgbm_says(examples):
    stages = learn(examples, SMALL)
    model = to_model([stages])
    for one in examples:
        expected = stages.log_odds(one)
        assert model.log_odds(one.features) == pytest.approx(expected, abs=1e-5)


def test_trainings_together_are_their_mean(examples):
    trainings = learn_together(examples, replace(SMALL, together=2))
    tables = [one.features.first for one in examples]
    together = to_model(trainings).first
    alone = [to_model([one]).first for one in trainings]
    for table_ in tables:
        first, second = (trees.scores(table_) for trees in alone)
        assert not np.allclose(first, second)
        assert together.scores(table_) == pytest.approx((first + second) / 2, abs=1e-5)


def test_it_learns(examples):
    content = to_file([learn(examples[2:], SMALL)])
    unseen = examples[:2]
    figures = table(
        score_all([(one.page, content) for one in unseen], SelectionOptions(mode=Mode.BALANCED))
    )
    assert figures["WCXB articles"] > 0.9
    assert np.isfinite(list(figures.values())).all()

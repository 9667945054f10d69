"""Examples -> two stages of boosted trees, by LightGBM; the same examples give the same trees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import lightgbm
import numpy as np
from numpy.typing import NDArray

from bench.model.examples import Example
from scraper.extraction.selection.model import FeatureTable, probability

Trained = lightgbm.Booster


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """Everything that training depends on, except the examples.

    The weight of a segment in its page is its number of words to the power of `exponent`. The
    weight of a page is one, times `other` for pages that are not articles, `news` for news,
    `snippets` where only snippets are known, `composed` for composed pages; a page of fewer words
    than `short`, which has little around its text, weighs less. Pages on which no
    choice of segments reaches an F1 of `reachable` are left out: their gold text is of another
    page or of another day. `folds` is how often the first stage is trained, so that the second
    one is trained on scores of unseen pages. With `extra` a tree tries one random threshold for
    each feature (Geurts et al., "Extremely randomized trees", 2006). `together` is how many
    trainings, with one seed after another, become one model: the mean of their log-odds depends
    less on the seed (Breiman, "Bagging predictors", 1996).
    """

    leaves: int = 16
    first_trees: int = 150
    second_trees: int = 700
    first_rate: float = 0.1
    second_rate: float = 0.1
    smallest_leaf: int = 100
    extra: bool = True
    features: float = 0.5
    rows: float = 0.7
    exponent: float = 1.0
    news: float = 2.0
    other: float = 0.5
    snippets: float = 0.5
    composed: float = 0.15
    short: int = 300
    reachable: float = 0.85
    folds: int = 3
    together: int = 2
    seed: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Boosting:
    """How many trees, and how much each corrects."""

    trees: int
    rate: float


@dataclass(frozen=True, slots=True, eq=False)
class Stages:
    """A trained model as LightGBM has it."""

    first: Trained
    second: Trained

    def log_odds(self, one: Example) -> FeatureTable:
        opinion = probability(_raw(self.first, one.features.first))
        return _raw(self.second, one.features.second(opinion))


def _raw(trained: Trained, table: NDArray[np.float32]) -> FeatureTable:
    return np.asarray(trained.predict(table, raw_score=True, num_threads=1))


def learn_together(examples: Sequence[Example], recipe: Recipe) -> Sequence[Stages]:
    """The trainings that become one model."""
    seeds = range(recipe.seed, recipe.seed + recipe.together)
    return [learn(examples, replace(recipe, seed=seed)) for seed in seeds]


def learn(examples: Sequence[Example], recipe: Recipe) -> Stages:
    """Both stages from examples with a gold text."""
    tables = [one.features.first for one in examples]
    first = _stage(tables, examples, recipe, _first(recipe))
    opinions = _honest_opinions(tables, examples, recipe)
    seconds = [
        one.features.second(opinion) for one, opinion in zip(examples, opinions, strict=True)
    ]
    boosting = Boosting(trees=recipe.second_trees, rate=recipe.second_rate)
    return Stages(first, _stage(seconds, examples, recipe, boosting))


def _first(recipe: Recipe) -> Boosting:
    return Boosting(trees=recipe.first_trees, rate=recipe.first_rate)


def _honest_opinions(
    tables: Sequence[NDArray[np.float32]], examples: Sequence[Example], recipe: Recipe
) -> list[FeatureTable]:
    """The probabilities of the first stage for each page, by trees not trained on its domain."""
    opinions: list[FeatureTable] = [np.zeros(0)] * len(examples)
    fold_of = folds(examples, recipe.folds, recipe.seed + 1)
    for fold in range(recipe.folds):
        inside = [i for i, at in enumerate(fold_of) if at != fold]
        trained = _stage(
            [tables[i] for i in inside], [examples[i] for i in inside], recipe, _first(recipe)
        )
        for i, at in enumerate(fold_of):
            if at == fold:
                opinions[i] = probability(_raw(trained, tables[i].astype(np.float64)))
    return opinions


def folds(examples: Sequence[Example], count: int, seed: int) -> list[int]:
    """For each example its fold; all pages of a registrable domain are in one."""
    domains = sorted({one.domain for one in examples})
    shuffled = np.random.default_rng(seed).permutation(len(domains))
    fold_of = {domain: int(at) % count for domain, at in zip(domains, shuffled, strict=True)}
    return [fold_of[one.domain] for one in examples]


def _stage(
    tables: Sequence[NDArray[np.float32]],
    examples: Sequence[Example],
    recipe: Recipe,
    boosting: Boosting,
) -> Trained:
    right = np.concatenate([one.right for one in examples])
    weights = np.concatenate([_weights(one, recipe) for one in examples])
    used = weights > 0
    weights = weights[used]
    data = lightgbm.Dataset(
        np.vstack(tables)[used], label=right[used] >= 0.5,
        weight=weights * (len(weights) / weights.sum()), params={"max_bin": 127, "verbose": -1},
    )  # fmt: skip
    parameters = _parameters(recipe, boosting.rate)
    return lightgbm.train(parameters, data, num_boost_round=boosting.trees)


def _parameters(recipe: Recipe, rate: float) -> dict[str, Any]:
    return {
        "objective": "binary",
        "num_leaves": recipe.leaves,
        "learning_rate": rate,
        "min_data_in_leaf": recipe.smallest_leaf,
        "extra_trees": recipe.extra,
        "feature_fraction": recipe.features,
        "bagging_fraction": recipe.rows,
        "bagging_freq": 1,
        "max_bin": 127,
        "seed": recipe.seed,
        "deterministic": True,
        # one thread: two wait for each other where the processor is shared
        "force_col_wise": True,
        "num_threads": 1,
        "verbose": -1,
    }


def _weights(one: Example, recipe: Recipe) -> FeatureTable:
    """Long segments weigh more, as they do in the score; all pages weigh the same.

    Zero for what is not learned from.
    """
    words = (one.features.words + 1.0) ** recipe.exponent * ~np.isnan(one.right)
    page = 1.0 if one.page.kind in {"article", ""} else recipe.other
    if one.page.corpus == "composed":
        page = recipe.composed
    news = recipe.news if one.page.corpus in {"fundus", "scrapinghub"} else 1.0
    known = 1.0 if one.page.text else recipe.snippets
    sound = not one.page.text or one.reachable >= recipe.reachable
    if one.page.corpus != "composed":
        page *= min(one.features.words.sum() / recipe.short, 1.0)
    weights: FeatureTable = words / max(words.sum(), 1.0) * page * news * known * sound
    return weights

"""How likely each segment is a part of the main text, by the model and by trafilatura.

The model scores every segment that is not certainly pruned. Where it is not sure about an article,
trafilatura reads the page, and what it finds counts as evidence: the more, the less sure the
model is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from scraper.extraction.decisions import SegmentDecisions
from scraper.extraction.page.outline import Outline
from scraper.extraction.rules import Rule
from scraper.extraction.selection import alignment, prune
from scraper.extraction.selection.model import (
    Features,
    FeatureTable,
    Flags,
    Model,
    choose_segments,
    default_model,
    is_discussion,
    may_be_article,
    probability,
)
from scraper.models import Metadata
from scraper.settings import Mode

_PRUNED = 1.5  # log-odds that a rule of pruning counts against a segment
# trafilatura's time grows faster than the page; these bounds are ten times a long article.
_LONGEST = 2_000_000  # characters of HTML, after scripts and styles have been removed
_MOST_ELEMENTS = 20_000
# Share of the model's words. Where trafilatura finds less, it has missed most of the text, and what
# it does not find is no evidence.
_TORSO = 0.5
_UNFAMILIAR = 0.7  # expected F1 below which a page is unlike those that the model was trained on


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectionOptions:
    """How the main text is chosen; None is the model that comes with this package.

    `weight` is that of trafilatura's choice, in log-odds from not found to found, and
    `unfamiliar_weight` that on pages unlike those of the training. From an expected F1 of `sure`
    on trafilatura is not called, nor on a page that nothing suggests is an article: there its
    choice is as often wrong as right.
    """

    mode: Mode
    model: Model | None = None
    weight: float = 1.5
    unfamiliar_weight: float = 3.0
    sure: float = 0.9


@dataclass(frozen=True, slots=True, eq=False)
class Pruning:
    """What the rules of prune.py remove.

    `pruned[i]` is whether a rule applies to segment `i`. Of these, the model may bring back those
    that it is `shown` (their indexes); the others, nearly half of a page, are not scored. `rules`
    are the numbers of the rules that apply to the shown ones, 0 for none.
    """

    pruned: Flags
    shown: Sequence[int]
    rules: FeatureTable


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Scores:
    """For each segment its log-odds of being main text (-inf where it is not scored), its words,
    and the share of its text that trafilatura found, where it was called.
    """

    pruned: Flags
    log_odds: FeatureTable
    words: FeatureTable
    found: FeatureTable | None = None

    @property
    def probability(self) -> FeatureTable:
        return probability(self.log_odds)


def prune_page(decisions: SegmentDecisions, metadata: Metadata) -> Pruning:
    """Drop what the rules name; of a discussion, the model may bring back the comments."""
    unsure = prune.UNSURE | {Rule.COMMENTS} if is_discussion(metadata) else prune.UNSURE
    outline = decisions.outline
    removed = prune.prune(outline)
    for element, rule in removed:
        decisions.drop_element(element, rule)
    decisions.drop(prune.loose_controls(outline))
    reasons = list(map(decisions.reason, range(len(outline.segments))))
    rules = [why.rule if why else None for why in reasons]
    hidden = prune.hidden_beside_text(outline, removed)
    shown = [
        i
        for i, why in enumerate(reasons)
        if why is None or (why.rule in unsure and why.element not in hidden)
    ]
    return Pruning(
        pruned=np.array([rule is not None for rule in rules], dtype=np.bool_),
        shown=shown,
        rules=np.array([_number(rules[i]) for i in shown], dtype=np.float64),
    )


def _number(rule: Rule | None) -> int:
    return 0 if rule is None else prune.NUMBERS.get(rule, 0)


def score_segments(
    outline: Outline, pruning: Pruning, metadata: Metadata, options: SelectionOptions, url: str
) -> Scores:
    """The model's scores. `url` is the page's address."""
    log_odds = np.full(len(outline.segments), -np.inf)
    words = np.zeros(len(outline.segments))
    if pruning.shown:
        features = Features(outline.part(pruning.shown), metadata, pruning.rules, url)
        log_odds[pruning.shown] = (options.model or default_model()).log_odds(features)
        words[pruning.shown] = features.words
    return Scores(pruned=pruning.pruned, log_odds=log_odds - _PRUNED * pruning.pruned, words=words)


def with_trafilatura(
    scores: Scores,
    outline: Outline,
    html: Callable[[], str],
    metadata: Metadata,
    options: SelectionOptions,
    url: str,
) -> Scores:
    """The scores with what trafilatura finds as evidence, where the model is not sure.

    `html` returns the page for it, and is called only if trafilatura is.
    """
    if not scores.words.any() or not may_be_article(metadata, url):
        return scores
    choice = choose_segments(scores.probability, scores.words, options.mode)
    if choice.expected_f1 >= options.sure:
        return scores
    found = found_by_trafilatura(outline, html())
    evidence = found - 0.5
    if (found * scores.words).sum() < _TORSO * (choice.chosen * scores.words).sum():
        evidence = np.maximum(evidence, 0.0)
    weight = options.weight if choice.expected_f1 >= _UNFAMILIAR else options.unfamiliar_weight
    log_odds = scores.log_odds + weight * evidence * ~scores.pruned
    return replace(scores, log_odds=log_odds, found=found)


def found_by_trafilatura(outline: Outline, html: str) -> FeatureTable:
    """For each segment the share of its text that trafilatura finds; 0.5 for all of a page that
    is too long to be searched in bounded time, or in which it finds nothing.
    """
    count = len(outline.segments)
    if len(html) > _LONGEST or len(outline.elements) > _MOST_ELEMENTS:
        return np.full(count, 0.5)
    pieces = alignment.main_text(html)
    if not pieces:
        return np.full(count, 0.5)
    return np.array(alignment.coverage(outline.segments, pieces))

"""Which segments are the main text: the rules that prune, the model, trafilatura, repairs.

The model has an opinion on every segment. Where it is not sure of an article, trafilatura
reads what is not pruned, and its choice is added to the opinion as evidence. The chosen are
those that together promise the best F1 (see model/choice.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, compress

import numpy as np
from selectolax.lexbor import LexborNode

from scraper.extraction.decisions import SegmentDecisions
from scraper.extraction.page.outline import Outline, SegmentKind
from scraper.extraction.selection import alignment, prune
from scraper.extraction.selection.model import (
    Features,
    FeatureTable,
    Flags,
    Model,
    choose_segments,
    default_model,
    is_discussion,
    is_of_one_thing,
    may_be_article,
    probability,
    reason,
)
from scraper.extraction.selection.repair import RepairContext, repair
from scraper.models import Metadata
from scraper.settings import Mode

_LIKELY = 0.3  # chance from which on a segment may be brought back
_PROBABLE = 0.4  # and one of a list among chosen text
_PRUNED = 1.5  # log-odds that a rule of pruning counts against a segment
# Chance from which on a segment is main text whatever residue's rules say of its place: on a page
# that declares itself an article or a product, and on one that may be of many things, where
# links before and after what little else there is are the text.
_SURE = {Mode.PRECISE: 0.85, Mode.BALANCED: 0.85, Mode.COMPLETE: 0.6}
_SURE_OF_MANY = {Mode.PRECISE: 0.7, Mode.BALANCED: 0.7, Mode.COMPLETE: 0.0}
# The chances of a page are wrong together, so that the F1 they promise is too high: on pages of
# unseen domains this power of it is reached, from .5 to 1 (`make train` prints how well).
_OPTIMISM = 1.5
# What has so many times less of a chance than what is chosen, trafilatura could not help to be
# chosen, and is not shown.
_FAR = 8
# trafilatura's time grows faster than the page; these bounds are ten times a long article.
_LONGEST = 2_000_000  # characters of HTML, after scripts and styles have left
_MOST_ELEMENTS = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectionOptions:
    """How the main text is chosen; None is the model that comes with this package.

    `weight` is that of trafilatura's choice, in log-odds from not found to found; `sure` the F1
    that the chances promise from which on it is not asked. Nor is it asked about a page that
    nothing calls an article: there its choice is as often wrong as right.
    """

    mode: Mode
    model: Model | None = None
    weight: float = 1.5
    sure: float = 0.9


@dataclass(frozen=True, slots=True)
class Selection:
    """The expected F1 of the main text (0 to 1), and the segments that surely belong to it."""

    confidence: float
    sure: frozenset[int]


def select_segments(
    account: SegmentDecisions,
    root: LexborNode,
    metadata: Metadata,
    chooser: SelectionOptions,
    *,
    url: str = "",
    base: str = "",
) -> Selection:
    """Drop all that is not the main text; nodes in which none of it can be leave the tree.

    `url` is the page's address, `base` the one that its links start from.
    """
    pruning = prune_page(account, metadata)
    if not pruning.shown:
        return Selection(0.0, frozenset())
    log_odds, words = _opinion(account.outline, pruning, metadata, chooser, url)
    choice = choose_segments(probability(log_odds), words, chooser.mode)
    found: FeatureTable | None = None
    if choice.expected_f1 < chooser.sure and may_be_article(metadata, url):
        may_be = (probability(log_odds) >= choice.threshold / _FAR) & ~pruning.pruned
        is_open = may_be.tolist()
        found = found_by_trafilatura(account.outline, is_open, only(account, root, is_open))
        log_odds = log_odds + chooser.weight * (found - 0.5) * ~pruning.pruned
        choice = choose_segments(probability(log_odds), words, chooser.mode)
    chances = probability(log_odds)
    open_ = ~pruning.pruned | choice.chosen
    kept = repair(
        RepairContext(
            outline=account.outline,
            chosen=_indexes(choice.chosen),
            open=_indexes(open_),
            likely=_indexes(open_ & ((chances >= _LIKELY) | (words == 0))),
            probable=_indexes(open_ & ((chances >= _PROBABLE) | (words == 0))),
            base=base,
        )
    )
    account.restore(kept & _indexes(pruning.pruned))
    account.drop("body", _reasons(account, sorted(_indexes(open_) - kept), chances, found))
    sure = _SURE if is_of_one_thing(metadata) else _SURE_OF_MANY
    return Selection(choice.expected_f1**_OPTIMISM, _indexes(chances >= sure[chooser.mode]))


def _opinion(
    outline: Outline, pruning: Pruning, metadata: Metadata, chooser: SelectionOptions, url: str
) -> tuple[FeatureTable, FeatureTable]:
    """The model's log-odds of each segment, -inf of those that it is not shown, and their words."""
    log_odds = np.full(len(outline.segments), -np.inf)
    words = np.zeros(len(outline.segments))
    features = Features(outline.part(pruning.shown), metadata, pruning.rules, url)
    log_odds[pruning.shown] = (chooser.model or default_model()).log_odds(features)
    words[pruning.shown] = features.words
    return log_odds - _PRUNED * pruning.pruned, words


def _reasons(
    account: SegmentDecisions,
    left: Sequence[int],
    chances: FeatureTable,
    found: FeatureTable | None,
) -> Iterator[tuple[int, str]]:
    for i in left:
        share = None if found is None else float(found[i])
        yield i, reason(account.outline, account.outline.segments[i], float(chances[i]), share)


def _indexes(flags: Flags) -> frozenset[int]:
    return frozenset(np.flatnonzero(flags).tolist())


@dataclass(frozen=True, slots=True, eq=False)
class Pruning:
    """What rules say is no text of the page.

    `pruned[i]` is whether segment `i` is none. Those that are `shown` to the model (their
    places) may yet come back; the others, near half of a page, are gone. `rules` are the
    numbers of the rules that would drop the shown ones, 0 for none.
    """

    pruned: Flags
    shown: Sequence[int]
    rules: FeatureTable


def prune_page(account: SegmentDecisions, metadata: Metadata) -> Pruning:
    """Drop what prune's rules name; of a discussion the model may yet want what is written."""
    unsure = prune.UNSURE | {"comments"} if is_discussion(metadata) else prune.UNSURE
    outline = account.outline
    for element, rule in prune.prune(outline):
        account.drop_element("prune", element, rule)
    account.drop("prune", prune.loose_controls(outline))
    reasons = map(account.reason, range(len(outline.segments)))
    rules = [why.rule if why else "" for why in reasons]
    shown = [i for i, rule in enumerate(rules) if not rule or rule in unsure]
    return Pruning(
        pruned=np.array(list(map(bool, rules)), dtype=np.bool_),
        shown=shown,
        rules=np.array([prune.NUMBERS.get(rules[i], 0) for i in shown], dtype=np.float64),
    )


def only(account: SegmentDecisions, root: LexborNode, is_open: Sequence[bool]) -> str:
    """The page's HTML without the elements in which no segment is open, whose nodes are freed.

    Code is asked for its language later, so what holds some stays.
    """
    outline = account.outline
    stays = [
        open_ or segment.kind is SegmentKind.CODE or account.is_pinned(index, index + 1)
        for index, (segment, open_) in enumerate(zip(outline.segments, is_open, strict=True))
    ]
    before = list(accumulate(stays, initial=0))
    gone = -1  # the depth of the element that left last, while we are inside it
    for element in outline.elements:
        if element.depth > gone >= 0:
            continue
        is_bare = element.depth > 0 and before[element.first] == before[element.last]
        gone = element.depth if is_bare else -1
        if is_bare:
            element.node.decompose()
    return root.html or ""


def found_by_trafilatura(outline: Outline, is_open: Sequence[bool], html: str) -> FeatureTable:
    """For each segment the share of its text that trafilatura finds; 0.5 for one that is not open,
    which it was not shown, and for all of a page that is too long to be searched in bounded time.
    """
    found = np.full(len(outline.segments), 0.5)
    if len(html) > _LONGEST or len(outline.elements) > _MOST_ELEMENTS:
        return found
    shown = list(compress(outline.segments, is_open))
    found[[segment.index for segment in shown]] = alignment.coverage(
        shown, alignment.main_text(html)
    )
    return found

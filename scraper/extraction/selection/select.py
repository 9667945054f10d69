"""Scores -> the main text: the segments with the best expected F1, and repairs.

Segments above the page's threshold are chosen (model/threshold.py). Others come back where their
neighbours prove that they belong to the text (repair/).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scraper.extraction.decisions import DropReason, SegmentDecisions
from scraper.extraction.page.outline import Outline
from scraper.extraction.rules import Rule
from scraper.extraction.selection.model import (
    FeatureTable,
    Flags,
    ThresholdResult,
    choose_segments,
    is_hardly_article,
    is_of_one_thing,
    reason,
)
from scraper.extraction.selection.repair import RepairCandidates, RepairContext, repair
from scraper.extraction.selection.score import Scores
from scraper.models import Metadata
from scraper.settings import Mode

_FAINT = 0.1  # probability from which on a heading may be brought back
_LIKELY = 0.3  # probability from which on a segment may be brought back
_PROBABLE = 0.4  # and one of a list among chosen text
# Probability from which on a segment is main text whatever residue's rules say of its place: on a
# page that declares itself an article or a product, and on one that may be of many things, where
# links before and after what little else there is are the text.
_SURE = {Mode.PRECISE: 0.85, Mode.BALANCED: 0.85, Mode.COMPLETE: 0.6}
_SURE_OF_MANY = {Mode.PRECISE: 0.7, Mode.BALANCED: 0.7, Mode.COMPLETE: 0.0}
# Errors of the scores of one page are correlated, so the expected F1 is too high: on pages of
# unseen domains this power of it is reached, from .5 to 1 (`make train` prints how well).
_OPTIMISM = 1.5


@dataclass(frozen=True, slots=True)
class Selection:
    """The expected F1 of the main text (0 to 1), and the segments that surely belong to it."""

    confidence: float
    sure: frozenset[int]


NOTHING = Selection(0.0, frozenset())


def page_mode(mode: Mode, outline: Outline, metadata: Metadata, url: str) -> Mode:
    """The mode in which a page is read: `mode`, or the complete one where nothing suggests an
    article. There links and lines that are boilerplate beside an article are the text.
    """
    return Mode.COMPLETE if is_hardly_article(outline, metadata, url) else mode


def select_segments(
    decisions: SegmentDecisions, scores: Scores, metadata: Metadata, *, mode: Mode
) -> Selection:
    """Drop everything that is not main text."""
    if not np.isfinite(scores.log_odds).any():
        return NOTHING
    probability = scores.probability
    choice = choose_segments(probability, scores.words, mode)
    open_ = ~scores.pruned | choice.chosen
    wordless = scores.words == 0
    context = _context(
        decisions.outline, probability, wordless, choice, open_, title=metadata.title
    )
    kept = repair(context)
    decisions.restore(kept & _indexes(scores.pruned))
    _drop_others(decisions, probability, scores.found, sorted(_indexes(open_) - kept))
    sure = _SURE if is_of_one_thing(metadata) else _SURE_OF_MANY
    return Selection(choice.expected_f1**_OPTIMISM, _indexes(probability >= sure[mode]))


def _context(
    outline: Outline,
    probability: FeatureTable,
    wordless: Flags,
    choice: ThresholdResult,
    open_: Flags,
    *,
    title: str,
) -> RepairContext:
    candidates = RepairCandidates(
        outline=outline,
        open=_indexes(open_),
        likely=_indexes(open_ & ((probability >= _LIKELY) | wordless)),
        probable=_indexes(open_ & ((probability >= _PROBABLE) | wordless)),
        faint=_indexes(open_ & (probability >= _FAINT)),
        title=title,
    )
    return RepairContext(outline, _indexes(choice.chosen), candidates)


def _drop_others(
    decisions: SegmentDecisions,
    probability: FeatureTable,
    found_by: FeatureTable | None,
    others: list[int],
) -> None:
    segments = decisions.outline.segments
    for i in others:
        found = None if found_by is None else float(found_by[i])
        why = reason(decisions.outline, segments[i], float(probability[i]), found)
        decisions.drop_for(i, DropReason(Rule.MODEL, detail=why))


def _indexes(flags: Flags) -> frozenset[int]:
    return frozenset(np.flatnonzero(flags).tolist())

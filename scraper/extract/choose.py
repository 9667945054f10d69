"""Which segments are the main text: the rules that prune, the model, trafilatura, repairs.

The model has an opinion on every segment. Where it is not sure of the page, trafilatura
reads what is not pruned, and its choice is added to the opinion as evidence. The chosen are
those that together promise the best F1 (see model/choice.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from selectolax.lexbor import LexborNode

from scraper.extract import body, prune
from scraper.extract.account import Account
from scraper.extract.model import (
    Features,
    Mode,
    Model,
    Table,
    chance,
    choose_segments,
    default_model,
)
from scraper.extract.outline import Element
from scraper.extract.repair import repair
from scraper.models import Metadata

_WEIGHT = 1.5  # of trafilatura's choice, in log-odds from not found to found
_SURE = 2.0  # expected F1 from which on trafilatura is not asked
# trafilatura's time grows faster than the page; these bounds are ten times a long article.
_LONGEST = 2_000_000  # characters of HTML, after scripts and styles have left
_MOST_ELEMENTS = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Chooser:
    """How the main text is chosen. `model` None asks trafilatura alone... never: see below."""

    mode: Mode = Mode.BALANCED
    model: Model | None = None
    weight: float = _WEIGHT
    sure: float = _SURE


def choose(
    account: Account, root: LexborNode, metadata: Metadata, base: str, chooser: Chooser
) -> float:
    """Drop all that is not the main text; the nodes that are pruned leave the tree.

    Returns the expected F1 of what is chosen, 0 to 1.
    """
    outline = account.outline
    pruned = prune_page(account)
    open_ = is_open(account)
    if not len(open_):
        return 0.0
    features = Features(outline, metadata, ~open_)
    model = chooser.model or default_model()
    log_odds = model.log_odds(features)
    words = features.words * open_
    choice = choose_segments(chance(log_odds), words, chooser.mode)
    if choice.expected_f1 < chooser.sure:
        found = found_by_trafilatura(account, without(account, root, pruned))
        log_odds = log_odds + chooser.weight * (found - 0.5) * open_
        choice = choose_segments(chance(log_odds), words, chooser.mode)
    chosen = {int(i) for i in np.flatnonzero(choice.chosen & open_)}
    opened = frozenset(int(i) for i in np.flatnonzero(open_))
    kept = repair(outline, chosen, opened, base)
    chances = chance(log_odds)
    account.drop("body", ((i, f"model {chances[i]:.2f}") for i in opened - kept))
    return choice.expected_f1


def prune_page(account: Account) -> list[Element]:
    """Drop what rules say is no text of this page; returns the elements that leave whole."""
    outline = account.outline
    pruned = prune.prune(outline)
    for element, rule in pruned:
        account.drop_element("prune", element, rule)
    account.drop("prune", prune.loose_controls(outline))
    return [element for element, _ in pruned]


def is_open(account: Account) -> np.ndarray:
    """For each segment whether it is still kept."""
    kept = np.zeros(len(account.outline.segments), dtype=bool)
    kept[[segment.index for segment in account.kept()]] = True
    return kept


def without(account: Account, root: LexborNode, pruned: Sequence[Element]) -> str:
    """The page's HTML without the pruned elements, whose nodes are freed."""
    for element in pruned:
        if not account.is_pinned(element.first, element.last):
            element.node.decompose()
    return root.html or ""


def found_by_trafilatura(account: Account, html: str) -> Table:
    """For each segment the share of its text that trafilatura finds; 0.5 where it is not asked.

    It is not asked about pages too long to be searched in bounded time.
    """
    found = np.zeros(len(account.outline.segments))
    if len(html) > _LONGEST or len(account.outline.elements) > _MOST_ELEMENTS:
        return found + 0.5
    kept = account.kept()
    found[[segment.index for segment in kept]] = body.coverage(kept, body.main_text(html))
    return found

"""What the choice of the main text lost, and its neighbours prove to be part of it.

Each rule looks at segments that were not chosen and says which of them belong after all:
entries of a list whose other entries are in, the rest of a table, a heading over chosen
text, code, pictures and notes between chosen text. Nothing pruned comes back.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import chain, repeat

from scraper.extraction.selection.repair.between import (
    announced_addresses,
    captions,
    code,
    equations,
    introductions,
    last_pictures,
    notes,
    pictures,
    separators,
    table_captions,
)
from scraper.extraction.selection.repair.boxes import boxes_between, facts_before, panels_alike
from scraper.extraction.selection.repair.cards import cards
from scraper.extraction.selection.repair.context import Repair, RepairContext
from scraper.extraction.selection.repair.definitions import definitions_alike, entry_heads
from scraper.extraction.selection.repair.edges import text_goes_on
from scraper.extraction.selection.repair.paragraphs import (
    box_paragraphs,
    lines_in_place,
    lines_of_the_template,
    lost_paragraphs,
    questions_between,
)
from scraper.extraction.selection.repair.questions import questions_answered
from scraper.extraction.selection.repair.repair_candidates import RepairCandidates
from scraper.extraction.selection.repair.section_headings import (
    crossheads,
    headings,
    headings_alike,
    headings_over_text,
)
from scraper.extraction.selection.repair.series import series
from scraper.extraction.selection.repair.wholes import (
    announced_lists,
    callouts,
    list_entries,
    lists_between,
    quotes,
    summaries,
    tables,
    torn_tables,
    whole_lists,
)

__all__ = ["RepairCandidates", "RepairContext", "repair"]

REPAIRS: tuple[Repair, ...] = (
    list_entries,
    lists_between,
    whole_lists,
    announced_lists,
    definitions_alike,
    entry_heads,
    tables,
    code,
    equations,
    quotes,
    callouts,
    summaries,
    lost_paragraphs,
    box_paragraphs,
    text_goes_on,
    boxes_between,
    panels_alike,
    facts_before,
    questions_answered,
    series,
    headings,
    headings_over_text,
    headings_alike,
    lines_in_place,
    questions_between,
    lines_of_the_template,
    introductions,
    announced_addresses,
    crossheads,
    separators,
    pictures,
    last_pictures,
    captions,
    table_captions,
    notes,
    cards,
)


# What the page's structure proves comes back however unlikely it is.
_CERTAIN = frozenset({
    announced_lists, whole_lists, tables, notes, separators, box_paragraphs, crossheads,
    text_goes_on, last_pictures, summaries, callouts, cards, code, lists_between,
    headings_over_text, headings_alike, boxes_between, panels_alike, facts_before, table_captions,
    equations, lines_of_the_template, questions_answered, series, questions_between,
    definitions_alike, entry_heads,
})  # fmt: skip
_ROUNDS = 4  # most that a page needs until nothing more comes back


def repair(choice: RepairContext) -> frozenset[int]:
    """What is chosen and belongs to it; every rule sees what those before it brought back, and
    all are asked again until nothing changes.
    """
    unchanged = 0  # rules in a row that brought nothing back
    for rule in chain.from_iterable(repeat(REPAIRS, _ROUNDS)):
        found = frozenset(rule(choice)) & _bound(rule, choice)
        is_new = not found <= choice.chosen
        if is_new:
            choice = replace(choice, chosen=choice.chosen | found)
        unchanged = 0 if is_new else unchanged + 1
        if unchanged == len(REPAIRS):
            break
    return choice.chosen - frozenset(torn_tables(choice))


def _bound(rule: Repair, choice: RepairContext) -> frozenset[int]:
    """What a rule may bring back."""
    candidates = choice.candidates
    if rule in _CERTAIN:
        return candidates.open
    if rule in {headings, announced_addresses}:
        return candidates.faint
    return candidates.probable if rule is list_entries else candidates.likely

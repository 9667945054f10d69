"""The lines that one template wrote share a fate, if nearly all of them are likely."""

import pytest

from scraper.extraction.selection.repair import RepairCandidates, RepairContext
from scraper.extraction.selection.repair.paragraphs import lines_of_the_template
from tests.extraction.outlines import SENTENCE, outline_of

LOUD = "Groep zeven krijgt les op het plein. Onderwerp: hefbomen."  # its voice is the site's
HOUR = "<div class=hour>9.10</div>"
LABELS = "<div class=foot>Ferry, pier, lamp</div><div class=foot>Ten letters about the bay</div>"
DEBRIS = f"<div class=foot>We print what you write, the shortest first.</div>{LABELS}"


def back(lines: list[str], chosen: set[int], *, unlikely: frozenset[int] = frozenset()) -> set[int]:
    """Which of the lines of a live report come back, where all of these are open."""
    report = HOUR.join(f"<p class=x>{line}</p>" for line in lines)
    outline = outline_of(f"<body><div class=q>{report}{DEBRIS}</div>")
    at = [i for i, s in enumerate(outline.segments) if outline.elements[s.parent].tag == "p"]
    likely = frozenset(index for n, index in enumerate(at) if n not in unlikely)
    everything = frozenset(range(len(outline.segments)))
    candidates = RepairCandidates(outline, everything, likely, likely, faint=everything)
    choice = RepairContext(outline, frozenset(at[n] for n in chosen), candidates)
    return {at.index(index) for index in lines_of_the_template(choice)}


def numbered(count: int) -> list[str]:
    return [f"{n}. {SENTENCE}" for n in range(count)]


def test_a_likely_line_between_others_is_text_whatever_its_voice() -> None:
    lines = [*numbered(2), LOUD, *numbered(2)]
    assert back(lines, {0, 1, 3, 4}) == {2}
    assert back(lines, {0, 1, 3, 4}, unlikely=frozenset({2})) == set()
    assert back([*numbered(4), LOUD], {0, 1, 2, 3}) == set()  # at the end it counts


def test_half_of_the_lines_are_enough_where_the_others_are_likely() -> None:
    assert back(numbered(5), {1, 2, 3}) == {0, 4}
    assert back(numbered(5), {1, 2, 3}, unlikely=frozenset({0, 4})) == set()
    assert back(numbered(7), {2, 3, 4}) == set()  # fewer than half


@pytest.mark.parametrize(
    "first",
    ["By Ann Oxley", "On Tuesday, 3.6.2025, at 06.40.", "Ferry and pier"],
)
def test_a_line_before_the_first_chosen_one_is_a_paragraph(first: str) -> None:
    assert back([first, *numbered(4)], {1, 2, 3, 4}) == set()
    assert back(numbered(5), {1, 2, 3, 4}) == {0}


def test_a_line_far_before_the_text_is_not() -> None:
    lines = numbered(5)
    lines[0] += "</p>" + "<div class=menu>Ferry</div>" * 4 + "<p class=y>Pier"
    assert back(lines, {2, 3, 4, 5}) == set()

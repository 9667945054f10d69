"""Boxes that the reader opens: the one beside a chosen one comes back."""

import pytest

from scraper.extraction.selection.repair.boxes import panels_alike
from scraper.extraction.selection.repair.context import RepairContext
from scraper.extraction.selection.repair.repair_candidates import RepairCandidates
from tests.extraction.outlines import SENTENCE, outline_of


def _toggle(number: int, question: str, answer: str) -> str:
    return (
        f"<div class='toggle toggle_{number}'><h5>{question}</h5><div><p>{answer}</p></div></div>"
    )


QUESTIONS = ["How long does it take?", "What if it gets worse?", "Who sees to it?"]
ANSWERS = ["Two to six weeks for most.", "It will, for about three days.", "The one who began it."]
FAQ = "".join(map(_toggle, range(3), QUESTIONS, ANSWERS))


def _back(faq: str, chosen: tuple[str, ...]) -> list[str]:
    outline = outline_of(f"<body><p>{SENTENCE}</p>{faq}")
    segments = outline.segments
    everything = frozenset(range(len(segments)))
    taken = frozenset(s.index for s in segments if s.text in (*chosen, SENTENCE))
    candidates = RepairCandidates(outline, everything, everything, probable=everything)
    found = set(panels_alike(RepairContext(outline, taken, candidates)))
    return [segments[index].text for index in sorted(found - taken)]


@pytest.mark.parametrize("first", [0, 1, 2])
def test_the_panel_beside_a_chosen_one_comes_back(first: int) -> None:
    back = _back(FAQ, (QUESTIONS[first], ANSWERS[first]))
    beside = [at for at in range(3) if abs(at - first) == 1]
    assert back == [text for at in beside for text in (QUESTIONS[at], ANSWERS[at])]


def test_beside_half_a_panel_nothing_comes_back() -> None:
    assert _back(FAQ, (QUESTIONS[0],)) == []


def test_boxes_that_are_no_panels_stay_away() -> None:
    assert _back(FAQ.replace("toggle", "teaser"), (QUESTIONS[0], ANSWERS[0])) == []


def test_what_asks_the_reader_for_something_stays_away() -> None:
    faq = FAQ.replace(ANSWERS[1], "Subscribe to our newsletter")
    assert _back(faq, (QUESTIONS[0], ANSWERS[0])) == []

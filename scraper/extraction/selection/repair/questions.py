"""Questions and their answers: the part with which many an article ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scraper.extraction.page.outline import Segment
from scraper.extraction.selection.repair.context import RepairContext
from scraper.extraction.selection.repair.question_rows import Answered
from scraper.extraction.selection.site_speech import speaks_for_the_site

_GAP = 15  # words between the text and the first question: a heading, a line


def questions_answered(choice: RepairContext) -> Iterator[int]:
    """Three or more questions that one template wrote, each with an answer under it: buttons of
    which most are chosen, and those in the element of the text, between chosen paragraphs or right
    after the last, with the heading over them.
    """
    segments = choice.outline.segments
    for row in choice.candidates.questions:
        lines = [line for one in row for line in one.lines]
        if all(line.index in choice.chosen for line in lines):
            continue
        first = lines[0].index
        if _is_of_the_site(row) or not (_is_chosen(choice, row) or _is_of_text(choice, lines)):
            continue
        yield from (line.index for line in lines)
        yield from (s.index for s in segments[first - 1 : first] if choice.outline.heading_level(s))


def _is_chosen(choice: RepairContext, row: Sequence[Answered]) -> bool:
    """Whether two thirds of the questions are chosen, which are buttons that open the answers."""
    asked = sum(bool(one.question.controls) and one.question.index in choice.chosen for one in row)
    return asked * 3 >= 2 * len(row)


def _is_of_text(choice: RepairContext, lines: Sequence[Segment]) -> bool:
    """Whether lines are in the element of the text, and right after some of it."""
    text, first, last = choice.text_element, lines[0].index, lines[-1].index
    is_inside = text is not None and text.first <= first <= last < text.last
    return is_inside and choice.words_after_text(first) <= _GAP


def _is_of_the_site(row: Sequence[Answered]) -> bool:
    """Whether a third of the answers speak for the site; one that explains may sound like it."""
    loud = sum(any(speaks_for_the_site(s, surely=True) for s in one.answer) for one in row)
    return loud * 3 > len(row)

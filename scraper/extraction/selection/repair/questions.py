"""Questions and their answers: the part with which many an article ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scraper.extraction.page.outline import Segment
from scraper.extraction.page.templates import Template, template_of
from scraper.extraction.selection.repair.context import RepairContext
from scraper.extraction.selection.repair.paragraphs import is_question
from scraper.extraction.selection.repair.text_element import text_element, words_after_text
from scraper.extraction.selection.site_speech import speaks_for_the_site

_FEWEST = 3  # questions in a row
_LONGEST = 30  # words of a question
_ANSWER = 8  # words of the shortest
_LONGEST_ANSWER = 8  # segments, of the last one
_GAP = 15  # words between the text and the first question: a heading, a line


@dataclass(frozen=True, slots=True)
class _Answered:
    question: Segment
    answer: Sequence[Segment]


def questions_answered(choice: RepairContext) -> Iterator[int]:
    """Three or more questions that one template wrote, each with an answer under it, in the element
    of the text: between chosen paragraphs or right after the last, with the heading over them.
    """
    segments = choice.outline.segments
    for row in _rows(choice):
        lines = [line for one in row for line in (one.question, *one.answer)]
        if all(line.index in choice.chosen for line in lines):
            continue
        text = text_element(choice)
        first, last = lines[0].index, lines[-1].index
        if text is None or not text.first <= first <= last < text.last:
            continue
        if words_after_text(choice, first) > _GAP or _is_of_the_site(row):
            continue
        yield from (line.index for line in lines)
        yield from (s.index for s in segments[first - 1 : first] if choice.outline.heading_level(s))


def _is_of_the_site(row: Sequence[_Answered]) -> bool:
    """Whether a third of the answers speak for the site; one that explains may sound like it."""
    loud = sum(any(speaks_for_the_site(s, surely=True) for s in one.answer) for one in row)
    return loud * 3 > len(row)


def _rows(choice: RepairContext) -> Iterator[Sequence[_Answered]]:
    """The rows of questions that have answers."""
    found: dict[Template, list[Segment]] = {}
    for index in choice.candidates.texts:
        segment = choice.outline.segments[index]
        if segment.words <= _LONGEST and is_question(segment) and not segment.linked:
            found.setdefault(template_of(choice.outline, segment), []).append(segment)
    for template, questions in found.items():
        if len(questions) < _FEWEST:
            continue
        ends = [*(s.index for s in questions[1:]), questions[-1].index + 1 + _LONGEST_ANSWER]
        row = [
            _Answered(question, answer)
            for question, end in zip(questions, ends, strict=True)
            if (answer := _answer(choice, question, end, template))
        ]
        if len(row) >= _FEWEST:
            yield row


def _answer(
    choice: RepairContext, question: Segment, end: int, template: Template
) -> Sequence[Segment]:
    """The paragraphs under a question, up to the next heading or what is beside the whole row."""
    outline = choice.outline
    found: list[Segment] = []
    depth = outline.elements[question.parent].depth
    for segment in outline.segments[question.index + 1 : end]:
        if not segment.text:
            continue
        is_outside = outline.elements[segment.parent].depth < depth - 1
        if outline.heading_level(segment) or template_of(outline, segment) == template:
            break
        if segment.index not in choice.candidates.open or (is_outside and found):
            break
        if segment.controls or (segment.words < _ANSWER and not found):
            break
        found.append(segment)
    return found

"""Questions that one template of a page wrote, each with an answer under it."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass

from scraper.extraction.page.line_ends import is_question
from scraper.extraction.page.outline import Outline, Segment
from scraper.extraction.page.templates import Template, template_of

_FEWEST = 3  # questions in a row
_LONGEST = 30  # words of a question
_ANSWER = 8  # words of the shortest
_LONGEST_ANSWER = 8  # segments, of the last one


@dataclass(frozen=True, slots=True)
class Answered:
    question: Segment
    answer: Sequence[Segment]

    @property
    def lines(self) -> Sequence[Segment]:
        return (self.question, *self.answer)


def rows_of_questions(outline: Outline, open_: Container[int]) -> Sequence[Sequence[Answered]]:
    """The rows of three or more questions that have answers, of what is `open_`."""
    found: dict[Template, list[Segment]] = {}
    for segment in outline.segments:
        is_line = segment.index in open_ and segment.words <= _LONGEST and not segment.linked
        if is_line and is_question(segment):
            found.setdefault(template_of(outline, segment), []).append(segment)
    rows = (_answered(outline, open_, questions) for questions in found.values())
    return [row for row in rows if len(row) >= _FEWEST]


def _answered(
    outline: Outline, open_: Container[int], questions: Sequence[Segment]
) -> Sequence[Answered]:
    ends = [*(s.index for s in questions[1:]), questions[-1].index + 1 + _LONGEST_ANSWER]
    pairs = zip(questions, ends, strict=True)
    answers = ((question, _answer(outline, open_, question, end)) for question, end in pairs)
    return [Answered(question, answer) for question, answer in answers if answer]


def _answer(
    outline: Outline, open_: Container[int], question: Segment, end: int
) -> Sequence[Segment]:
    """The paragraphs under a question, up to the next heading or what is beside the whole row."""
    found: list[Segment] = []
    template = template_of(outline, question)
    depth = outline.elements[question.parent].depth
    for segment in outline.segments[question.index + 1 : end]:
        if not segment.text:
            continue
        is_outside = outline.elements[segment.parent].depth < depth - 1
        if outline.heading_level(segment) or template_of(outline, segment) == template:
            break
        if segment.index not in open_ or (is_outside and found):
            break
        if segment.controls or (segment.words < _ANSWER and not found):
            break
        found.append(segment)
    return found

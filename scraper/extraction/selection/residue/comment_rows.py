"""Rows of comments with times in no known form: a name, "3h" or "3. juni kl. 8", and a text.

A programme and a list of results are written so too. What tells comments is that the model drops
one of name and time, that a line before them has their number, or that their times count back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scraper.extraction.decisions import SegmentDecisions
from scraper.extraction.metadata.relative_dates import is_relative_date
from scraper.extraction.page.outline import SENTENCE_END, Segment

COUNTING = 8  # words of a line that counts comments, at most
COUNT = re.compile(r"\(\s*\d{1,4}\s*\)\s*$|^\d{1,4}\s|:\s*\d{1,4}$")
_DIGIT = re.compile(r"\d")
_HAS_LETTER = re.compile(r"[^\W\d_]")
_INITIAL = re.compile(r"\b[^\W\d_]\.$")  # "Roswitha K."
_HEADS = 2  # lines before the first comment, at one of which their number may be
_NAME, _TIME = 6, 8  # words of a name, and of a time, at most
_SAID = 3  # words of a comment, at least


@dataclass(frozen=True, slots=True)
class CommentRow:
    """Comments one after the other: the places of their first lines, and of what follows all of
    them; `is_sure` where they can be nothing else.
    """

    tops: Sequence[int]
    end: int
    is_sure: bool


def comment_rows(decisions: SegmentDecisions, lines: Sequence[Segment]) -> Iterator[CommentRow]:
    """The rows of two comments or more in `lines`."""
    three = [at for at in range(len(lines) - 2) if _is_top(*lines[at : at + 3])]
    counted = (row for row in _rows(three, 3) if _is_counted(lines, row))
    yield from (CommentRow(row, row[-1] + 3, is_sure=True) for row in counted)
    lost = [at for at in three if not all(decisions.is_kept(s.index) for s in lines[at : at + 2])]
    yield from (CommentRow(row, row[-1] + 3, is_sure=False) for row in _rows(lost, 3))
    two = [at for at in range(len(lines) - 1) if _is_signed(*lines[at : at + 2])]
    yield from (CommentRow(row, row[-1] + 2, is_sure=True) for row in _rows(two, 2))


def _rows(tops: Sequence[int], lines: int) -> Iterator[Sequence[int]]:
    """The runs of two places or more, from one to the next of which are so many lines or one more:
    a button below the comment.
    """
    row: list[int] = []
    for at in tops:
        if row and not lines <= at - row[-1] <= lines + 1:
            yield from [row] if len(row) > 1 else []
            row = []
        row.append(at)
    yield from [row] if len(row) > 1 else []


def _is_counted(lines: Sequence[Segment], row: Sequence[int]) -> bool:
    """Whether a line before a row has the number of comments, or all their times count back."""
    if all(is_relative_date(lines[at + 1].text) for at in row):
        return True
    before = lines[max(0, row[0] - _HEADS) : row[0]]
    heads = (line.text for line in before if line.words <= COUNTING)
    numbers = (found[0] for text in heads for found in COUNT.finditer(text))
    return any(int("".join(filter(str.isdecimal, number))) >= len(row) for number in numbers)


def _is_top(name: Segment, time: Segment, text: Segment) -> bool:
    """Whether a name, a line with a digit or a time that counts back, and a text follow."""
    if not _is_name(name) or time.words > _TIME or text.words < _SAID:
        return False
    return _DIGIT.search(time.text) is not None or is_relative_date(time.text)


def _is_signed(line: Segment, text: Segment) -> bool:
    """Whether a line is a name and, in an element of its own, a time that counts back."""
    if not len(line.pieces) > 1 or line.words > _NAME + _TIME or text.words < _SAID:
        return False
    pieces = [piece for piece, _ in line.pieces if isinstance(piece, str) and piece.strip()]
    ago = sum(map(is_relative_date, pieces))
    return 0 < ago < len(pieces)


def _is_name(segment: Segment) -> bool:
    """Whether a line may be who wrote: a few words, or one with digits ("gino52")."""
    if not 0 < segment.words <= _NAME or _HAS_LETTER.search(segment.text) is None:
        return False
    is_sentence = SENTENCE_END.search(segment.text) and not _INITIAL.search(segment.text)
    return not is_sentence and (segment.words == 1 or not _DIGIT.search(segment.text))

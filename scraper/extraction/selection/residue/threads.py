"""Threads of comments, by their pattern in any markup: a name, a time, a short text, and again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from scraper.extraction.metadata.relative_dates import is_relative_date
from scraper.extraction.page.outline import (
    SENTENCE_END,
    Break,
    Element,
    Outline,
    Segment,
    SegmentKind,
)
from scraper.extraction.page.whitespace import collapse
from scraper.extraction.page.word_count import count_words
from scraper.extraction.rules import Rule
from scraper.extraction.selection.repair.wholes import is_thread
from scraper.extraction.selection.residue.kept_text import KeptText, has_full_date

_ENOUGH = 60  # words before comments, at least
_COUNTING = 8  # words of a line that counts comments, at most
_COUNT = re.compile(r"\(\s*\d{1,4}\s*\)\s*$|^\d{1,4}\s|:\s*\d{1,4}$")
_DIGIT = re.compile(r"\d")
_HAS_LETTER = re.compile(r"[^\W\d_]")
_INITIAL = re.compile(r"\b[^\W\d_]\.$")  # "Roswitha K."
_HEADS = 2  # lines before the first comment, at one of which their number may be
_STEP = 4  # lines from one signature to the next, at most
_NAME = 6  # words of a name, at most
_TIME, _DATE = 8, 12  # words of when a comment was written, at most: of a time, of a date
_SAID = 3  # words of a comment, at least
_COMMENT = 80  # words of a comment with its name and date, at most
_PIECES = 5  # and its pieces, at least: three lines and two breaks


@dataclass(frozen=True, slots=True)
class Threads:
    """The segments at which threads begin, and all that are in one."""

    begin: frozenset[int]
    lines: frozenset[int]


def find_threads(body: KeptText, lines: Sequence[Segment]) -> Threads:
    """The threads of comments in `lines`: two signatures or more, each with a text after it or in
    the same run of text.
    """
    in_one_run = {
        at for at, line in enumerate(lines) if len(line.pieces) >= _PIECES and _is_signed_text(line)
    }
    numbered = [
        at for at, line in enumerate(lines) if line.words <= _DATE and _DIGIT.search(line.text)
    ]
    signed = sorted(in_one_run.union(at for at in numbered if _is_signature(lines[at])))
    spans = []
    for first, second in pairwise(signed):
        least = 1 if first in in_one_run else 2
        if not least <= second - first <= _STEP:
            continue
        is_named = first > 0 and lines[first - 1].words <= _NAME and first - 1 not in signed
        begin = first - is_named  # a name may be on the line before the day
        if not any(map(body.is_entry, lines[begin:second])):
            spans.append((begin, first, second + (2 if second not in in_one_run else 1)))
    spans += [(one, one, other + 3) for one, other in _unsigned(body, lines)]
    return Threads(
        begin=frozenset(lines[at].index for span in spans for at in span[:2]),
        lines=frozenset(s.index for begin, _, end in spans for s in lines[begin:end]),
    )


def _unsigned(body: KeptText, lines: Sequence[Segment]) -> Iterator[tuple[int, int]]:
    """Pairs of places in a row at which a name and a time in no known form ("3h", "3. juni kl. 8")
    are before a text. They are comments where the model drops one of the two, where they are
    counted right before, or where the times count back from now.
    """
    tops = [at for at in range(len(lines) - 2) if _is_top_of_comment(*lines[at : at + 3])]
    lost = [
        at for at in tops if not all(body.decisions.is_kept(lines[at + n].index) for n in (0, 1))
    ]
    for row in (*_rows(lost), *filter(partial(_is_counted, lines), _rows(tops))):
        yield from pairwise(row)


def _rows(tops: Sequence[int]) -> Iterator[Sequence[int]]:
    """The runs of two places or more, each of which is a comment after the one before."""
    row: list[int] = []
    for at in tops:
        if row and not 3 <= at - row[-1] <= _STEP:
            yield row
            row = []
        row.append(at)
    if row:
        yield row


def _is_counted(lines: Sequence[Segment], row: Sequence[int]) -> bool:
    """Whether a line before a row of comments has their number, or all their times count back."""
    if len(row) > 1 and all(is_relative_date(lines[at + 1].text) for at in row):
        return True
    heads = (
        line.text for line in lines[max(0, row[0] - _HEADS) : row[0]] if line.words <= _COUNTING
    )
    numbers = (found[0] for text in heads for found in _COUNT.finditer(text))
    return any(int("".join(filter(str.isdecimal, number))) >= len(row) for number in numbers)


def _is_top_of_comment(name: Segment, time: Segment, text: Segment) -> bool:
    """Whether a name, a line with a digit or a time that counts back, and a text follow."""
    if not _is_name(name) or time.words > _TIME or text.words < _SAID:
        return False
    return _DIGIT.search(time.text) is not None or is_relative_date(time.text)


def _is_name(segment: Segment) -> bool:
    """Whether a line may be who wrote: a few words, or one with digits ("gino52")."""
    if not 0 < segment.words <= _NAME or _HAS_LETTER.search(segment.text) is None:
        return False
    is_sentence = SENTENCE_END.search(segment.text) and not _INITIAL.search(segment.text)
    return not is_sentence and (segment.words == 1 or not _DIGIT.search(segment.text))


def _is_signed_text(segment: Segment) -> bool:
    """A comment in one run of text: a line with a name, one with a date, and what was written."""
    if segment.words > _COMMENT or sum(isinstance(p, Break) for p, _ in segment.pieces) < 2:
        return False
    text = "".join("\n" if isinstance(p, Break) else collapse(str(p)) for p, _ in segment.pieces)
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if not 3 <= len(lines) <= 8:
        return False
    name, day, *_ = lines
    is_named = count_words(name) <= _NAME and count_words(day) <= _TIME
    return is_named and any(map(str.isdigit, day))


def _is_signature(segment: Segment) -> bool:
    return segment.kind is SegmentKind.TEXT and has_full_date(segment.text)


def listed_threads(body: KeptText) -> Iterator[tuple[int, Rule]]:
    """Comments in a list: under a line with their number, entries that begin with a signature."""
    outline = body.outline
    words = 0
    kept = {s.index for s in body.segments}
    for segment in outline.segments:
        words += segment.words * (segment.index in kept)
        if words < _ENOUGH or segment.words > _COUNTING or not _COUNT.search(segment.text):
            continue
        thread = _list_after(outline, segment)
        if thread is None or not is_thread(outline, thread, is_suspect=True):
            continue
        for index in (segment.index, *range(thread.first, thread.last)):
            if index in kept:
                yield index, Rule.COMMENT_INVITATION


def _list_after(outline: Outline, segment: Segment) -> Element | None:
    """The list that begins right after a segment."""
    if segment.index + 1 >= len(outline.segments):
        return None
    following = outline.segments[segment.index + 1]
    lists = (e for e in outline.ancestors(following.parent) if e.tag in {"ul", "ol"})
    return next((e for e in lists if e.first == following.index), None)

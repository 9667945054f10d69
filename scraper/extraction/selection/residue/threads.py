"""Threads of comments, by their pattern in any markup: a name, a time, a short text, and again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from scraper.extraction.page.outline import (
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
from scraper.extraction.selection.residue.comment_rows import COUNT, COUNTING, comment_rows
from scraper.extraction.selection.residue.kept_text import KeptText, has_full_date

_ENOUGH = 60  # words before comments, at least
_DIGIT = re.compile(r"\d")
_STEP = 4  # lines from one signature to the next, at most
_NAME = 6  # words of a name, at most
_TIME, _DATE = 8, 12  # words of when a comment was written, at most: of a time, of a date
_COMMENT = 80  # words of a comment with its name and date, at most
_PIECES = 5  # and its pieces, at least: three lines and two breaks


@dataclass(frozen=True, slots=True)
class Threads:
    """The segments at which the comments of threads begin, and all that are in one; `sure` are
    those of the first ones, where what follows can be nothing else.
    """

    begin: frozenset[int]
    lines: frozenset[int]
    sure: frozenset[int] = frozenset()


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
    rows = list(comment_rows(body.decisions, lines))
    spans += [(at, at, row.end) for row in rows for at in row.tops]
    sure = {at for at in in_one_run if at - 1 not in in_one_run}
    sure.update(row.tops[0] for row in rows if row.is_sure)
    return Threads(
        begin=frozenset(lines[at].index for span in spans for at in span[:2]),
        lines=frozenset(s.index for begin, _, end in spans for s in lines[begin:end]),
        sure=frozenset(lines[at].index for at in sure),
    )


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
        if words < _ENOUGH or segment.words > COUNTING or not COUNT.search(segment.text):
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

"""Where a segment is located in the sequence of the page's lines, whatever the markup.

On a page of flat paragraphs boxes and names tell nothing: debris differs from the article by what
comes before and after it (phrases, long prose, runs of short lines, dates), and by its words, which
are off the topic.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress

import numpy as np

from scraper.extraction.page.outline import Outline, SegmentKind
from scraper.extraction.selection.model.columns import (
    FeatureTable,
    Flags,
    Indexes,
    neighbours,
    running,
    side_by_side,
)
from scraper.extraction.selection.model.segment_table import SegmentTable
from scraper.extraction.selection.model.site_voice import voice_scores

NAMES = (
    "since a phrase", "until a phrase", "phrases before", "phrases after",
    "since long prose", "until long prose", "long prose before", "long prose after",
    "run of short lines", "place in the run", "dated lines before", "dated lines near",
    "since a line across", "on topic", "topical words",
    "voice", "voice, -2", "voice, -1", "voice, +1", "voice, +2", "since a voice", "until a voice",
    "voices before", "voices after",
)  # fmt: skip

_LONG = 25  # words of long prose
_BRIEF = 10  # words; a shorter line is one of a run
_NEAR = 4  # lines
_DATED = 12  # words at most of a line with a date
_NO_DIGITS = dict.fromkeys(range(ord("0"), ord("9") + 1))
_VOICED = 60  # words at most of a text that may be addressed to readers of the site
_UNVOICED = -9.0
_SPOKEN = 1.0  # log-odds
_FARTHEST = 30.0  # lines; larger distances count as this one
_MOST_WORDS = 4000.0  # longer texts have the features of texts of this length
# Letters of a word that may be topical; longer ones are sentences of a script without spaces.
_RARE, _LONGEST = 5, 24
_TOPICAL = 40  # words of a segment that are compared


def sequence_table(
    outline: Outline,
    counts: SegmentTable,
    words: Sequence[Sequence[str]],
    phrase: Flags,
    title: frozenset[str],
) -> FeatureTable:
    """Shape (segments, len(NAMES)). `words` are those of each segment, case folded, `phrase`
    whether it contains a known phrase, `title` the words of the title.
    """
    sizes = counts.words
    long_prose = counts.prose & (sizes >= _LONG)
    dated = np.zeros(len(sizes), dtype=np.bool_)
    for at in np.flatnonzero(counts.are(SegmentKind.TEXT) & (sizes <= _DATED)).tolist():
        dated[at] = _is_dated(outline.segments[at].text)
    rules = counts.are(SegmentKind.RULE)
    run, place = _runs((sizes > 0) & (sizes < _BRIEF))
    shared, topical = _topic(words, counts.prose, title)
    long_words = running(long_prose.astype(np.float64), np.minimum(sizes, 400))
    voice = _voice(outline)
    spoken = voice > _SPOKEN
    return side_by_side([
        _since(phrase), _since(phrase[::-1])[::-1], _count_before(phrase),
        _count_before(phrase[::-1])[::-1],
        _since(long_prose), _since(long_prose[::-1])[::-1],
        _logarithm(long_words[:-1]), _logarithm(long_words[-1] - long_words[1:]),
        run, place, np.minimum(_count_before(dated), 20.0), _count_near(dated),
        _since(rules), shared, topical,
        voice, *neighbours(voice[:, None], -2, -1, 1, 2).T,
        _since(spoken), _since(spoken[::-1])[::-1],
        _count_before(spoken), _count_before(spoken[::-1])[::-1],
    ])  # fmt: skip


def _voice(outline: Outline) -> FeatureTable:
    """The score of each short text by site_voice.py; _UNVOICED for all others."""
    texts = [
        s.text if s.kind is SegmentKind.TEXT and s.words <= _VOICED else ""
        for s in outline.segments
    ]
    return np.where([bool(text) for text in texts], voice_scores(texts), _UNVOICED)


def _is_dated(text: str) -> bool:
    """A short line with a year or a time of day in it."""
    if len(text) >= 120:
        return False
    if text.isascii():
        return len(text) - len(text.translate(_NO_DIGITS)) >= 3
    return sum(map(str.isdigit, text)) >= 3


def _logarithm(words: FeatureTable) -> FeatureTable:
    capped: FeatureTable = np.log1p(np.minimum(words, _MOST_WORDS))
    return capped


def _since(flags: Flags) -> FeatureTable:
    """Lines since the last flagged one before each, _FARTHEST where there is none."""
    at: Indexes = np.arange(len(flags))
    last = np.maximum.accumulate(np.where(flags, at, -len(flags) - int(_FARTHEST)))
    before = np.concatenate([[-len(flags) - int(_FARTHEST)], last[:-1]])
    distance: FeatureTable = np.minimum(at - before, _FARTHEST).astype(np.float64)
    return distance


def _count_before(flags: Flags) -> FeatureTable:
    count: FeatureTable = np.minimum(np.cumsum(flags) - flags, 20).astype(np.float64)
    return count


def _count_near(flags: Flags) -> FeatureTable:
    total = np.concatenate([[0], np.cumsum(flags)])
    at = np.arange(len(flags))
    last = np.minimum(at + _NEAR + 1, len(flags))
    near: FeatureTable = (total[last] - total[np.maximum(at - _NEAR, 0)] - flags).astype(np.float64)
    return near


def _runs(flags: Flags) -> tuple[FeatureTable, FeatureTable]:
    """The length of the run of flagged lines that each is in, and its place in it; 0 outside."""
    borders = np.flatnonzero(np.diff(np.concatenate([[0], flags.view(np.int8), [0]])))
    firsts, lengths = borders[::2], borders[1::2] - borders[::2]
    length, place = np.zeros(len(flags)), np.zeros(len(flags))
    length[flags] = np.minimum(np.repeat(lengths, lengths), _FARTHEST)
    place[flags] = np.minimum(np.flatnonzero(flags) - np.repeat(firsts, lengths), _FARTHEST)
    return length, place


def _topic(
    words: Sequence[Sequence[str]], prose: Flags, title: frozenset[str]
) -> tuple[FeatureTable, FeatureTable]:
    """The share of each text's rarer words that the title or other prose has too, and their number
    (at most _TOPICAL); -1 and 0 for a text without any.
    """
    rare = [frozenset([w for w in own[:_TOPICAL] if _RARE <= len(w) <= _LONGEST]) for own in words]
    once, twice = set(title), set(title)  # the words that so many paragraphs have, and the title's
    for own in compress(rare, prose):
        twice |= once & own
        once |= own
    shared = [
        len(own & (twice if is_prose else once)) / len(own) if own else -1.0
        for own, is_prose in zip(rare, prose.tolist(), strict=True)
    ]
    return np.array(shared), np.array([len(own) for own in rare], dtype=np.float64)

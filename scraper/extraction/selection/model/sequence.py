"""Where a segment is located in the sequence of the page's lines, whatever the markup.

On a page of flat paragraphs boxes and names tell nothing: debris differs from the article by what
comes before and after it (phrases, long prose, runs of short lines, dates), and by its words, which
are off the topic.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from scraper.extraction.page.outline import Outline, SegmentKind
from scraper.extraction.selection.model.columns import (
    FeatureTable,
    Flags,
    Indexes,
    neighbours,
    running,
)
from scraper.extraction.selection.model.site_voice import voice_scores

NAMES = (
    "since a phrase", "until a phrase", "phrases before", "phrases after",
    "since long prose", "until long prose", "long prose before", "long prose after",
    "run of short lines", "place in the run", "dated lines before", "dated lines near",
    "since a line across", "on topic", "topical words",
    "voice", "voice, -2", "voice, -1", "voice, +1", "voice, +2", "since a voice", "until a voice",
    "voices before", "voices after",
)  # fmt: skip
FLATNESS = ("elements a segment", "share with names", "templates a segment")

_LONG = 25  # words of long prose
_BRIEF = 10  # words; a shorter line is one of a run
_NEAR = 4  # lines
_VOICED = 60  # words at most of a text that may be addressed to readers of the site
_UNVOICED = -9.0
_SPOKEN = 1.0  # log-odds
_FARTHEST = 30.0  # lines; larger distances count as this one
_MOST_WORDS = 4000.0  # longer texts have the features of texts of this length
# Letters of a word that may be topical; longer ones are sentences of a script without spaces.
_RARE, _LONGEST = 5, 24
_TOPICAL = 40  # words of a segment that are compared


def sequence_table(
    outline: Outline, words: Sequence[Sequence[str]], phrase: Flags, title: frozenset[str]
) -> FeatureTable:
    """Shape (segments, len(NAMES)). `words` are those of each segment, case folded, `phrase`
    whether it contains a known phrase, `title` the words of the title.
    """
    segments = outline.segments
    sizes = np.array([s.words for s in segments], dtype=np.float64)
    prose = np.array([s.is_prose for s in segments], dtype=np.bool_)
    long_prose = prose & (sizes >= _LONG)
    is_text = np.array([s.kind is SegmentKind.TEXT for s in segments], dtype=np.bool_)
    dated = is_text & (sizes <= 12) & np.array([_is_dated(s.text) for s in segments])
    rules = np.array([s.kind is SegmentKind.RULE for s in segments], dtype=np.bool_)
    short = (sizes > 0) & (sizes < _BRIEF)
    run, place = _runs(short)
    shared, topical = _topic(words, prose, title)
    long_words = running(long_prose.astype(np.float64), np.minimum(sizes, 400))
    voice = _voice(outline)
    spoken = voice > _SPOKEN
    return np.column_stack([
        _since(phrase), _since(phrase[::-1])[::-1], _count_before(phrase),
        _count_before(phrase[::-1])[::-1],
        _since(long_prose), _since(long_prose[::-1])[::-1],
        _logarithm(long_words[:-1]), _logarithm(long_words[-1] - long_words[1:]),
        run, place, np.minimum(_count_before(dated), 20.0), _count_near(dated),
        _since(rules), shared, topical,
        voice, neighbours(voice[:, None], -2, -1, 1, 2), _since(spoken), _since(spoken[::-1])[::-1],
        _count_before(spoken), _count_before(spoken[::-1])[::-1],
    ])  # fmt: skip


def _voice(outline: Outline) -> FeatureTable:
    """The score of each short text by site_voice.py; _UNVOICED for all others."""
    texts = [
        s.text if s.kind is SegmentKind.TEXT and s.words <= _VOICED else ""
        for s in outline.segments
    ]
    return np.where([bool(text) for text in texts], voice_scores(texts), _UNVOICED)


def flatness(outline: Outline) -> tuple[float, float, float]:
    """How much the markup of a page tells: 1, 0 and little on a page of flat paragraphs."""
    elements = outline.elements
    named = sum(bool(element.names) for element in elements)
    templates = {e.template for e in elements}
    count = len(outline.segments)
    return (
        min(len(elements) / count, 6.0),
        named / max(len(elements), 1),
        min(len(templates) / count, 2.0),
    )


def _is_dated(text: str) -> bool:
    """A short line with a year or a time of day in it."""
    return len(text) < 120 and sum(map(str.isdigit, text)) >= 3


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
    length, place = np.zeros(len(flags)), np.zeros(len(flags))
    for first, last in zip(borders[::2], borders[1::2], strict=True):
        length[first:last] = min(last - first, _FARTHEST)
        place[first:last] = np.minimum(np.arange(last - first), _FARTHEST)
    return length, place


def _topic(
    words: Sequence[Sequence[str]], prose: Flags, title: frozenset[str]
) -> tuple[FeatureTable, FeatureTable]:
    """The share of each text's rarer words that the title or other prose has too, and their number
    (at most _TOPICAL); -1 and 0 for a text without any.
    """
    rare = [frozenset([w for w in own[:_TOPICAL] if _RARE <= len(w) <= _LONGEST]) for own in words]
    times: Counter[str] = Counter()
    for own, is_prose in zip(rare, prose.tolist(), strict=True):
        if is_prose:
            times.update(own)
    of_prose = title.union(times)
    of_other_prose = title.union(word for word, count in times.items() if count > 1)
    shared = np.full(len(rare), -1.0)
    for index, (own, is_prose) in enumerate(zip(rare, prose.tolist(), strict=True)):
        if own:
            shared[index] = len(own & (of_other_prose if is_prose else of_prose)) / len(own)
    return shared, np.array([len(own) for own in rare], dtype=np.float64)

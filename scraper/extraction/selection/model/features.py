"""An outline -> the feature tables of the model, with a row for each segment.

The first table describes a segment, its position and the elements around it. The second one adds
the scores of the first stage for the segments around it: most of the signal is in how likely the
rest of a segment's box is. Columns named "opinion" are these scores.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np

from scraper.extraction.page.outline import HEADING_TAGS, Outline, SegmentKind
from scraper.extraction.selection.alignment import coverage
from scraper.extraction.selection.model.columns import (
    ExactTable,
    FeatureTable,
    Flags,
    Indexes,
    joined,
    neighbours,
    running,
    side_by_side,
)
from scraper.extraction.selection.model.containers import (
    ELEMENT,
    FLATNESS,
    LEVELS,
    LIKE,
    SHAPE,
    Containers,
)
from scraper.extraction.selection.model.page_kind import KIND, page_kind
from scraper.extraction.selection.model.segment_table import SegmentTable, segment_table
from scraper.extraction.selection.model.sequence import NAMES as SEQUENCE
from scraper.extraction.selection.model.sequence import sequence_table
from scraper.extraction.selection.model.text_features import (
    AT,
    NAMES,
    PHRASES,
    folded_words,
    text_table,
    title_words,
)
from scraper.models import Metadata

_COMPARED = ("words", "linked", "controls", "ends a sentence", "recommends")
_NEAR = (-2, -1, 1, 2)
_FAR = (-4, -3, -2, -1, 1, 2, 3, 4)
_FADING = 0.7
_ALL = slice(None)
_HEADINGS = " ".join(HEADING_TAGS)
_MOST_SEGMENTS = 1000
_MOST_WORDS = 4000.0  # longer texts have the features of a text of this length
_STATED = 200  # characters; a shorter text is a summary

PLACE = (
    "place", "words before", "prose before", "prose after", "prose words before",
    "after the title", "after a heading", "phrase in the heading", "stated",
)  # fmt: skip
PAGE = (
    "page segments", "page words", "page prose", "page linked", "page headings", "page entries",
    "page cells", "page code", "page dated", "page authors", *FLATNESS, *KIND,
)  # fmt: skip
FIRST = (
    *NAMES, "pruned by", *ELEMENT, *LIKE,
    *(f"{name}, box {level}" for level in range(LEVELS) for name in SHAPE),
    *PLACE, *PAGE, *SEQUENCE,
    *(f"{name}, {by:+}" for by in _NEAR for name in _COMPARED),
)  # fmt: skip
SECOND = (
    *FIRST, "opinion",
    *(f"{name}, box {level}" for level in range(1, LEVELS + 1)
      for name in ("opinion", "of the likely", "of all words")),
    *(f"opinion, {by:+}" for by in _FAR),
    "opinion like it", "likely before", "likely page", "likely words",
    "opinion lately", "opinion soon",
)  # fmt: skip


class Features:
    """The two tables of one page, a row a segment.

    `pruned_by[i]` is the number of the rule that would drop segment `i`, 0 where none would.
    `url` is the page's address, empty where it is unknown.
    """

    def __init__(
        self, outline: Outline, metadata: Metadata, pruned_by: FeatureTable, url: str = ""
    ) -> None:
        counts = segment_table(outline)
        self.words: FeatureTable = counts.words
        self._boxes = Containers(outline, counts)
        words, title = folded_words(outline), title_words(metadata)
        own = text_table(outline, counts, words, title)
        phrase: Flags = own[:, PHRASES].max(axis=1) > 0
        headings = self._boxes.within(_HEADINGS)

        def parts() -> Iterator[FeatureTable]:
            yield own
            yield pruned_by[:, None]
            yield self._boxes.elements()
            yield self._boxes.likes()
            for level in range(LEVELS):
                yield self._boxes.shapes(level)
            yield _place(counts, own, phrase, headings)
            yield _stated(outline, metadata)
            page = _page(counts, self._boxes, headings, metadata)
            page += page_kind(outline, metadata, url)
            yield np.tile(np.array(page), (len(own), 1))
            yield sequence_table(outline, counts, words, phrase, title)
            yield neighbours(own[:, [AT[name] for name in _COMPARED]], *_NEAR)

        self.first: ExactTable = joined(len(own), len(FIRST), parts())

    def second(self, opinion: FeatureTable, rows: Indexes | slice = _ALL) -> ExactTable:
        """Rows of the first table, with features of `opinion`: the probabilities by the first
        stage.
        """
        words = self.words + 0.5
        likely, all_words = running(opinion, words), running(np.ones_like(words), words)
        whole = max(likely[-1], 0.5)
        weights = [_FADING ** min(size / 10.0, 4.0) for size in words.tolist()]
        columns = [opinion[:, None]]
        for level in range(1, LEVELS + 1):
            inside = self._boxes.inside(level, likely)
            size = self._boxes.inside(level, all_words)
            others = np.maximum(size - words, 0.25)
            columns.append(
                side_by_side([
                    (inside - opinion * words) / others, inside / whole, size / all_words[-1],
                ])
            )  # fmt: skip
        columns.append(neighbours(opinion[:, None], *_FAR))
        columns.append(
            side_by_side(
                [
                    self._boxes.alike(opinion * words) / self._boxes.alike(words),
                    likely[:-1] / whole,
                    np.full(len(words), likely[-1] / all_words[-1]),
                    np.full(len(words), math.log1p(min(likely[-1], _MOST_WORDS))),
                    _fading(opinion.tolist(), weights),
                    _fading(opinion[::-1].tolist(), weights[::-1])[::-1],
                ]
            )
        )
        around = np.hstack(columns)[rows].astype(np.float32)
        return np.hstack([self.first[rows], around])


def _place(counts: SegmentTable, own: FeatureTable, phrase: Flags, headings: Flags) -> FeatureTable:
    """The position of a segment: on the page, among its prose, under its headings."""
    sums = counts.sums[:, [1, 4]]  # words and prose
    before = sums[:-1] / np.maximum(sums[-1], 1.0)
    index = np.arange(len(own))
    since = np.maximum.accumulate(np.where(headings, index, -1))  # the last heading so far
    titled = int(np.argmax(own[:, AT["of the title"]]))
    return side_by_side([
        index / len(own),
        *before.T,
        1.0 - before[:, 1],
        np.log1p(np.minimum(sums[:-1, 1], _MOST_WORDS)),
        index - titled,
        np.where(since >= 0, index - since, -1),
        np.where(since >= 0, phrase[since], -1.0),
    ])  # fmt: skip


def _stated(outline: Outline, metadata: Metadata) -> FeatureTable:
    """The share of each segment that occurs in the stated text; -1 where there is none."""
    if len(metadata.stated_text) < _STATED:
        return np.full((len(outline.segments), 1), -1.0)
    return np.array(coverage(outline.segments, [metadata.stated_text]))[:, None]


def _page(
    counts: SegmentTable, boxes: Containers, headings: Flags, metadata: Metadata
) -> tuple[float, ...]:
    """Features of the page, the same for all its segments."""
    segments, words, letters, linked, prose = counts.sums[-1].tolist()
    code = counts.are(SegmentKind.CODE)
    parts = (boxes.within("li"), boxes.within("td th"), code)
    return (
        math.log1p(min(segments, _MOST_SEGMENTS)),
        math.log1p(min(words, _MOST_WORDS)),
        math.log1p(min(prose, _MOST_WORDS)),
        linked / (letters or 1.0),
        headings.sum() / segments,
        *(counts.words[part].sum() / (words or 1.0) for part in parts),
        metadata.published is not None,
        min(len(metadata.authors), 3),
        *boxes.flatness,
    )


def _fading(opinion: Sequence[float], weights: Sequence[float]) -> FeatureTable:
    """The fading mean of the scores before each segment; `weights` are what of it remains after
    each.
    """
    mean, out = 0.5, []
    for chance, weight in zip(opinion, weights, strict=True):
        out.append(mean)
        mean = weight * mean + (1.0 - weight) * chance
    return np.array(out)

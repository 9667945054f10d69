"""What is counted of each segment of a page, as columns that several features are made of."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from msgspec.structs import astuple

from scraper.extraction.page.outline import Outline, SegmentKind
from scraper.extraction.selection.model.columns import FeatureTable, Flags, Indexes

KINDS = {kind: number for number, kind in enumerate(SegmentKind)}


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class SegmentTable:
    """`sums` has a row more than there are segments: the segments, words, letters, linked letters
    and words of prose before each, and of all. The other columns are of each segment; `kinds` are
    numbers of KINDS.
    """

    sums: FeatureTable
    words: FeatureTable
    letters: FeatureTable
    linked: FeatureTable
    controls: FeatureTable
    prose: Flags
    kinds: Indexes

    def are(self, kind: SegmentKind) -> Flags:
        """Whether each segment is of a kind."""
        flags: Flags = self.kinds == KINDS[kind]
        return flags


def segment_table(outline: Outline) -> SegmentTable:
    """The columns of an outline."""
    sums = np.array(list(map(astuple, outline.sums)), dtype=np.float64)
    _, words, letters, linked, prose = np.diff(sums, axis=0).T
    segments = outline.segments
    return SegmentTable(
        sums=sums,
        words=words,
        letters=letters,
        linked=linked,
        controls=np.array([s.controls for s in segments], dtype=np.float64),
        prose=prose > 0,
        kinds=np.array([KINDS[s.kind] for s in segments], dtype=np.intp),
    )

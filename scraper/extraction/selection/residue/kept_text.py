"""The kept segments as the rules see them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from scraper.extraction.decisions import SegmentDecisions
from scraper.extraction.page.outline import SENTENCE_END, Outline, Segment
from scraper.extraction.phrases import PhraseKind, normalise, phrases
from scraper.models import Metadata

STEP = "residue"
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# Digits with at most six words: "12 May 2024, 10:30 GMT".
_DATE_LIKE = re.compile(r"^(?=.*\d)[\W\d_]*(?:[^\W\d]+[\W\d_]*){0,6}$")
_YEAR_OR_TIME = re.compile(r"\d{4}|\d:\d\d")


@dataclass(frozen=True)
class KeptText:
    """The kept segments in order, and what the rules ask of them.

    `account` knows what left before, and why.
    """

    outline: Outline
    metadata: Metadata
    segments: Sequence[Segment]
    account: SegmentDecisions

    @cached_property
    def first_prose(self) -> int:
        """The place of the first paragraph that reads like one; len() where there is none."""
        return next((i for i, s in enumerate(self.segments) if s.reads_like_text), len(self))

    def __len__(self) -> int:
        return len(self.segments)

    def is_within(self, segment: Segment, tags: frozenset[str]) -> bool:
        return any(e.tag in tags for e in self.outline.ancestors(segment.parent))

    def is_heading(self, segment: Segment) -> bool:
        return self.heading_level(segment) > 0

    def heading_level(self, segment: Segment) -> int:
        """1 to 6, or 0 for what is no heading."""
        for element in self.outline.ancestors(segment.parent):
            if element.tag in HEADINGS:
                return int(element.tag[1])
            if element.tag not in {"div", "span"}:
                break
        return 0


Rule = Callable[[KeptText], Iterator[tuple[int, str]]]


def is_byline(metadata: Metadata, segment: Segment) -> bool:
    """A short line that only says who wrote and when."""
    if segment.words > 25 or SENTENCE_END.search(segment.text.rstrip(":.")):
        return False
    plain = normalise(segment.text)
    rest = plain
    for author in metadata.authors:
        rest = rest.replace(normalise(author), " ")
    if rest != plain and len(normalise(rest).split()) <= 6:
        return True
    if (
        segment.words <= 12
        and _DATE_LIKE.match(segment.text)
        and _YEAR_OR_TIME.search(segment.text)
    ):
        return True
    return segment.words <= 15 and phrases(PhraseKind.BYLINE).match(segment.text)

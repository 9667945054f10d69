"""The kept segments as the rules see them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from scraper.extraction.decisions import SegmentDecisions
from scraper.extraction.metadata.month_names import month_of
from scraper.extraction.page.outline import SENTENCE_END, Outline, Segment
from scraper.extraction.page.tables import data_table
from scraper.extraction.phrases import PhraseKind, normalise, phrases
from scraper.extraction.rules import Rule
from scraper.extraction.selection.site_speech import topics_of
from scraper.models import Metadata

LINKED = 0.9  # share of a line's letters in its link
_ENTRIES = frozenset({"li", "dd", "dt"})
# Digits with at most six words: "12 May 2024, 10:30 GMT".
_DATE_LIKE = re.compile(r"^(?=.*\d)[\W\d_]*(?:[^\W\d]+[\W\d_]*){0,6}$")
_YEAR_ALONE = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NUMBER = re.compile(r"^\[?\d{1,3}[.)\]]\s")  # of an entry: "1. Gazette, 4 March 1962"
_WORD = re.compile(r"[^\W\d_]+")
_OF_CODE = re.compile(r"\w\(\w|[;{}=]|::")  # a signature: "open(String name, int mode)"
# A day, a month and a year in the order of any language: "petek, 9. maja 2025", "2025年5月9日".
_LONGEST_LINE = 240  # characters
_YEAR = r"(?<!\d)(?:19|20)\d\d(?!\d)"
_FULL_DATE = re.compile(
    rf"(?<!\d)\d{{1,2}}(?!\d)(?:st|nd|rd|th|er|º|°)?\W{{0,3}}(?:\w{{1,20}}\W{{1,3}}){{0,2}}?{_YEAR}"
    rf"|\w\W{{1,2}}\d{{1,2}}(?:st|nd|rd|th)?\W{{1,3}}{_YEAR}"
    rf"|{_YEAR}\W{{0,3}}\w{{0,3}}\W{{0,3}}\d{{1,2}}(?!\d)\W{{0,3}}(?:\w{{1,2}}\W{{0,3}})?"
    r"(?<!\d)\d{1,2}(?!\d)"
)


@dataclass(frozen=True)
class KeptText:
    """The kept segments in order, and what the rules ask of them.

    `decisions` knows what was dropped before, and why; `sure` are the segments that the model is
    sure of, `entries` the elements in lists, definition lists and tables of data.
    """

    outline: Outline
    metadata: Metadata
    segments: Sequence[Segment]
    decisions: SegmentDecisions
    sure: frozenset[int] = frozenset()
    entries: frozenset[int] = frozenset()

    @cached_property
    def first_prose(self) -> int:
        """The place of the first paragraph that reads like one; len() where there is none."""
        return next((i for i, s in enumerate(self.segments) if s.reads_like_text), len(self))

    @cached_property
    def topics(self) -> frozenset[PhraseKind]:
        """The kinds of boilerplate that the kept text is about."""
        return topics_of(self.segments)

    @cached_property
    def links(self) -> Mapping[tuple[str, str], Sequence[Segment]]:
        """The lines of the page that are a link, by the template of their element."""
        lines: dict[tuple[str, str], list[Segment]] = {}
        for segment in self.outline.segments:
            if segment.link_share >= LINKED:
                template = self.outline.elements[segment.parent].template
                lines.setdefault(template, []).append(segment)
        return lines

    @property
    def has_prose(self) -> bool:
        return self.first_prose < len(self)

    def __len__(self) -> int:
        return len(self.segments)

    def is_within(self, segment: Segment, tags: frozenset[str]) -> bool:
        return any(e.tag in tags for e in self.outline.ancestors(segment.parent))

    def is_entry(self, segment: Segment) -> bool:
        """Whether a segment is in a list, a table of data or a definition list, whose entries share
        one fate.
        """
        return segment.parent in self.entries

    def is_heading(self, segment: Segment) -> bool:
        return self.outline.heading_level(segment) > 0

    def heading_level(self, segment: Segment) -> int:
        """1 to 6, or 0 for what is no heading."""
        return self.outline.heading_level(segment)


def kept_text(
    decisions: SegmentDecisions, metadata: Metadata, sure: frozenset[int] = frozenset()
) -> KeptText:
    """What `decisions` keeps."""
    return KeptText(
        outline=decisions.outline,
        metadata=metadata,
        segments=decisions.kept(),
        decisions=decisions,
        sure=sure,
        entries=_entries(decisions.outline),
    )


def _entries(outline: Outline) -> frozenset[int]:
    tables = outline.tagged("table")
    found = {e.index for e in tables if data_table(outline, e) is not None}
    for element in outline.elements:
        if element.tag in _ENTRIES or element.parent in found:
            found.add(element.index)
    return frozenset(found)


ResidueRule = Callable[[KeptText], Iterator[tuple[int, Rule]]]


def has_full_date(text: str) -> bool:
    """Whether a day, a month and a year are named, in a text of a line's length."""
    has_century = "19" in text or "20" in text  # looked for first: most texts have none
    return has_century and len(text) <= _LONGEST_LINE and _FULL_DATE.search(text) is not None


def _names_when(text: str) -> bool:
    """Whether a short line names a day, or a month and a year. A year alone is in many a line (of
    works, of a chronicle, under a picture), and so is a time (of a programme, of a recording).
    """
    if has_full_date(text):
        number = _NUMBER.match(text)
        return number is None or not has_full_date(text[number.end() :])
    return _YEAR_ALONE.search(text) is not None and any(map(month_of, _WORD.findall(text)))


def is_byline(metadata: Metadata, segment: Segment) -> bool:
    """A short line that only says who wrote and when."""
    if segment.words > 25 or SENTENCE_END.search(segment.text.rstrip(":.")):
        return False
    if _OF_CODE.search(segment.text):
        return False
    plain = normalise(segment.text)
    rest = plain
    for author in metadata.authors:
        rest = rest.replace(normalise(author), " ")
    if rest != plain and len(normalise(rest).split()) <= 6:
        return True
    if segment.words <= 12 and _DATE_LIKE.match(segment.text) and _names_when(segment.text):
        return True
    return segment.words <= 15 and phrases(PhraseKind.BYLINE).match(segment.text)

"""What a segment's own text looks like: a row of numbers each, whatever stands around it."""

from __future__ import annotations

from collections import Counter

import numpy as np

from scraper.extract.model.letters import NAMES as LETTERS
from scraper.extract.model.letters import letter_table
from scraper.extract.model.tables import Table
from scraper.extract.outline import Outline, Segment, SegmentKind
from scraper.extract.phrases import Kind, lexicon
from scraper.models import Metadata

_CAP = 400  # characters of a long text that are looked at one by one
_SHORT = 40  # words; longer texts are not looked up in the phrases
# Kinds of phrases that mean much the same for a place on the page, a flag a group.
_KINDS = {
    "recommends": {Kind.RECOMMENDATIONS},
    "comments": {Kind.COMMENTS, Kind.COMMENT_RULES},
    "calls": {Kind.NEWSLETTER, Kind.SUPPORT, Kind.DISCLOSURE, Kind.COOKIES, Kind.PAYWALL},
    "shares": {Kind.SHARE, Kind.TAGS, Kind.READ_MORE},
    "labels": {Kind.BYLINE, Kind.COPYRIGHT, Kind.ADVERT},
}
_NO_KINDS = (False,) * len(_KINDS)
# The commonest words that only hold sentences together, in the languages most pages are in;
# a name or a headline in a list has few of them.
_FUNCTION_WORDS = frozenset(
    """the of and to a in is that it for was on are as with his they at be this have from or had by
    but what some we can were all your when up use how an each she which their if will way about
    der die und das nicht ist ein zu den von mit sich auf für dem eine des auch es im als er hat
    le la les et des un une du est que qui dans pour pas sur au ce il ne plus par avec sont son
    el los las y en por con para es se una del no su lo al como más pero sus o não os da do em
    uma com na foi dos il che di non per sono gli della anche het van een niet op te dat zijn
    i och att det som på är av för og ikke til med w z na się nie jest że и в не на что с по как
    это к из у же за от""".split()
)

_TEXTS = (*_KINDS, "kind", "links", "function words", "repeated", "of the title")
_SIZES = ("words", "linked", "controls", "letters a word")
NAMES = (*LETTERS, *_SIZES, *_TEXTS)
AT = {name: column for column, name in enumerate(NAMES)}
PHRASES = slice(AT["recommends"], AT["labels"] + 1)


def text_table(outline: Outline, metadata: Metadata) -> Table:
    """Shape (segments, len(NAMES)), in page order."""
    segments = outline.segments
    heads = [segment.text[:_CAP] for segment in segments]
    title = frozenset(metadata.title.casefold().split())
    times = Counter(segment.text for segment in segments)
    rows = [
        _row(segment, head, title, times[segment.text])
        for segment, head in zip(segments, heads, strict=True)
    ]
    return np.hstack([letter_table(heads), _sizes(outline), np.array(rows, dtype=np.float64)])


def _sizes(outline: Outline) -> Table:
    counts = np.array(
        [(s.words, len(s.text), s.linked, s.controls) for s in outline.segments], dtype=np.float64
    )
    words, letters = counts[:, 0], np.maximum(counts[:, 1], 1.0)
    return np.column_stack([
        np.log1p(words), counts[:, 2] / letters, counts[:, 3] / letters, letters / (words + 1),
    ])  # fmt: skip


def _row(segment: Segment, head: str, title: frozenset[str], times: int) -> tuple[float, ...]:
    split = head.casefold().split()
    is_short = 0 < segment.words <= _SHORT
    known = lexicon().kinds(segment.text) if is_short else ()
    return (
        *([not group.isdisjoint(known) for group in _KINDS.values()] if known else _NO_KINDS),
        (segment.kind is SegmentKind.CODE) + 2 * (segment.kind is SegmentKind.IMAGE),
        _links(segment) if segment.linked else 0,
        sum(map(_FUNCTION_WORDS.__contains__, split)) / (len(split) or 1),
        min(times, 5) if split else 0,
        len(title.intersection(split)) / len(title) if title and is_short else 0.0,
    )


def _links(segment: Segment) -> int:
    return sum(1 for _, marks in segment.pieces if marks and marks[0].name == "link")

"""What a segment's own text looks like: a row of numbers each, whatever stands around it."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

import numpy as np

from scraper.extract.model.letters import letter_counts
from scraper.extract.model.tables import Table
from scraper.extract.outline import SENTENCE_END, Outline, Segment, SegmentKind
from scraper.extract.phrases import Kind, lexicon
from scraper.models import Metadata

_CAP = 400  # characters of a long text that are counted letter by letter
_SHORT = 40  # words; longer texts are not looked up in the phrases
_PRICE = re.compile(r"[$€£¥]\s?\d|\d\s?[€£]")
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

_LETTERS = ("upper case", "digits", "letters", "commas", "sentences", "capitalised")
_TEXTS = (
    "words", "linked", "controls", "letters a word", "ends a sentence", "ends in a colon",
    "first letter", *_KINDS, "©", "@", "price", "separators", "goes on", "quotes", "asks", "kind",
    "links", "function words", "repeated", "of the title",
)  # fmt: skip
NAMES = (*_LETTERS, *_TEXTS)
AT = {name: column for column, name in enumerate(NAMES)}
PHRASES = slice(AT["recommends"], AT["labels"] + 1)


def text_table(outline: Outline, metadata: Metadata) -> Table:
    """Shape (segments, len(NAMES)), in page order."""
    heads = [segment.text[:_CAP] for segment in outline.segments]
    title = frozenset(metadata.title.casefold().split())
    times = Counter(segment.text for segment in outline.segments)
    rows = [
        _row(segment, head, title, times[segment.text])
        for segment, head in zip(outline.segments, heads, strict=True)
    ]
    return np.hstack([_letters(heads), np.array(rows, dtype=np.float64)])


def _letters(heads: Sequence[str]) -> Table:
    counts = letter_counts(heads)
    letters = np.array([len(head) or 1 for head in heads], dtype=np.float64)
    words = counts[:, -1] + 1
    return np.column_stack([
        counts[:, :3] / letters[:, None], counts[:, 3:5] / words[:, None], counts[:, 5] / words,
    ])  # fmt: skip


def _row(segment: Segment, head: str, title: frozenset[str], times: int) -> tuple[float, ...]:
    text, words = segment.text, segment.words
    first, length = text[:1], len(text) or 1
    split = head.casefold().split()
    number = len(split) or 1
    is_short = 0 < words <= _SHORT
    known = lexicon().kinds(text) if is_short else ()
    return (
        math.log1p(words),
        segment.link_share,
        segment.controls / length,
        length / (words + 1),
        SENTENCE_END.search(text[-8:]) is not None,
        text.endswith((":", "：")),
        first.islower() + 2 * first.isupper() + 3 * first.isdigit(),
        *([not group.isdisjoint(known) for group in _KINDS.values()] if known else _NO_KINDS),
        "©" in text,
        "@" in text,
        _PRICE.search(head) is not None,
        "|" in text or "›" in text or "»" in text,
        text.endswith(("…", "...", "→", ">")),
        '"' in text or "“" in text or "„" in text or "«" in text,
        "?" in text,
        (segment.kind is SegmentKind.CODE) + 2 * (segment.kind is SegmentKind.IMAGE),
        _links(segment) if segment.linked else 0,
        sum(map(_FUNCTION_WORDS.__contains__, split)) / number,
        min(times, 5) if words else 0,
        len(title.intersection(split)) / len(title) if title and is_short else 0.0,
    )


def _links(segment: Segment) -> int:
    return sum(1 for _, marks in segment.pieces if marks and marks[0].name == "link")

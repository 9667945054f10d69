"""What a segment's own text looks like: a row of numbers each, whatever stands around it."""

from __future__ import annotations

import math
import re

import numpy as np

from scraper.extract.model.tables import Table
from scraper.extract.outline import SENTENCE_END, Outline, Segment, SegmentKind
from scraper.extract.phrases import Kind, lexicon
from scraper.models import Metadata

_CAP = 400  # characters of a long text that are counted letter by letter
_SHORT = 40  # words; longer texts are not looked up in the phrases
_UPPER = re.compile(r"[A-ZÀ-ÖØ-ÞΑ-ΩА-Я]")
_CAPITALISED = re.compile(r"\b[A-ZÀ-ÖØ-ÞΑ-ΩА-Я]")
_DIGIT = re.compile(r"\d")
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"\w+")
_PRICE = re.compile(r"[$€£¥]\s?\d|\d\s?[€£]")
# Kinds of phrases that mean much the same for a place on the page, a flag a group.
_KINDS = {
    "recommends": {Kind.RECOMMENDATIONS},
    "comments": {Kind.COMMENTS, Kind.COMMENT_RULES},
    "calls": {Kind.NEWSLETTER, Kind.SUPPORT, Kind.DISCLOSURE, Kind.COOKIES, Kind.PAYWALL},
    "shares": {Kind.SHARE, Kind.TAGS, Kind.READ_MORE},
    "labels": {Kind.BYLINE, Kind.COPYRIGHT, Kind.ADVERT},
}
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

NAMES = (
    "words", "linked", "controls", "letters a word", "upper case", "digits", "commas", "sentences",
    "ends a sentence", "ends in a colon", "first letter", *_KINDS, "©", "@", "price", "separators",
    "goes on", "quotes", "asks", "kind", "letters", "links", "capitalised", "function words",
    "repeated", "of the title",
)  # fmt: skip
AT = {name: column for column, name in enumerate(NAMES)}
PHRASES = slice(AT["recommends"], AT["labels"] + 1)


def text_table(outline: Outline, metadata: Metadata) -> Table:
    """Shape (segments, len(NAMES)), in page order."""
    title = frozenset(_WORD.findall(metadata.title.casefold()))
    seen: dict[str, int] = {}
    for segment in outline.segments:
        seen[segment.text] = seen.get(segment.text, 0) + 1
    rows = [_row(segment, title, seen[segment.text]) for segment in outline.segments]
    return np.array(rows, dtype=np.float64)


def _row(segment: Segment, title: frozenset[str], times: int) -> tuple[float, ...]:
    text, words = segment.text, segment.words
    head = text[:_CAP]
    lower = head.casefold()
    first = text[:1]
    size, length = len(head) or 1, len(text) or 1
    split = lower.split()
    known = lexicon().kinds(text) if 0 < words <= _SHORT else ()
    found = _WORD.findall(lower) if title and words <= _SHORT else ()
    return (
        math.log1p(words),
        segment.link_share,
        segment.controls / length,
        length / (words + 1),
        len(_UPPER.findall(head)) / size,
        len(_DIGIT.findall(head)) / size,
        (text.count(",") + text.count("،") + text.count("、")) / (words + 1),
        (text.count(". ") + text.count("? ") + text.count("! ") + text.count("。")) / (words + 1),
        SENTENCE_END.search(text[-8:]) is not None,
        text.endswith((":", "：")),
        first.islower() + 2 * first.isupper() + 3 * first.isdigit(),
        *(not group.isdisjoint(known) for group in _KINDS.values()),
        "©" in text,
        "@" in text,
        _PRICE.search(head) is not None,
        "|" in text or "›" in text or "»" in text,
        text.endswith(("…", "...", "→", ">")),
        '"' in text or "“" in text or "„" in text or "«" in text,
        "?" in text,
        (segment.kind is SegmentKind.CODE) + 2 * (segment.kind is SegmentKind.IMAGE),
        len(_LETTER.findall(head)) / size,
        _links(segment),
        len(_CAPITALISED.findall(head)) / (len(split) or 1),
        sum(word in _FUNCTION_WORDS for word in split) / (len(split) or 1),
        min(times, 5) if words else 0,
        len(title.intersection(found)) / len(title) if found else 0.0,
    )


def _links(segment: Segment) -> int:
    return sum(1 for _, marks in segment.pieces if marks and marks[0].name == "link")

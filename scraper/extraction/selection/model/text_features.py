"""Features of a segment's own text, independent of what is around it: a row for each segment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import compress

import numpy as np
from numpy.typing import ArrayLike

from scraper.extraction.page.outline import Outline, Segment, SegmentKind
from scraper.extraction.phrases import PhraseKind, lexicon
from scraper.extraction.selection.model.char_classes import NAMES as LETTERS
from scraper.extraction.selection.model.char_classes import letter_table
from scraper.extraction.selection.model.columns import FeatureTable, side_by_side
from scraper.extraction.selection.model.segment_table import KINDS, SegmentTable
from scraper.models import Metadata

_TOGETHER = 2000  # texts whose letters or words are in memory at once: those of nearly any page
_CAP = 400  # characters of a long text whose classes are counted
_SHORT = 40  # words; longer texts are not looked up in the phrases
# Kinds of phrases with a similar meaning for a position on the page, a flag for each group.
_KINDS = {
    "recommends": {PhraseKind.RECOMMENDATIONS},
    "comments": {PhraseKind.COMMENTS, PhraseKind.COMMENT_RULES},
    "calls": {
        PhraseKind.NEWSLETTER,
        PhraseKind.SUPPORT,
        PhraseKind.DISCLOSURE,
        PhraseKind.COOKIES,
        PhraseKind.PAYWALL,
    },
    "shares": {PhraseKind.SHARE, PhraseKind.TAGS, PhraseKind.READ_MORE},
    "labels": {PhraseKind.BYLINE, PhraseKind.COPYRIGHT, PhraseKind.ADVERT},
}
# The feature of each number in segment_table.KINDS.
_FORMS = np.array([{SegmentKind.CODE: 1, SegmentKind.IMAGE: 2}.get(kind, 0) for kind in KINDS])
# The most frequent function words, in the languages of most pages; a name or a headline in a list
# has few of them.
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


def folded_words(outline: Outline) -> list[list[str]]:
    """The words that each segment begins with, case folded; of a long page equal ones are one
    object, because they would take more memory than its tree.
    """
    split = (segment.text[:_CAP].casefold().split() for segment in outline.segments)
    if len(outline.segments) <= _TOGETHER:
        return list(split)
    known: dict[str, str] = {}
    return [list(map(known.setdefault, words, words)) for words in split]


def title_words(metadata: Metadata) -> frozenset[str]:
    """The words of the title; for a page without one a single word that no text has."""
    return frozenset(metadata.title.casefold().split()) or frozenset({""})


def text_table(
    outline: Outline, counts: SegmentTable, words: Sequence[Sequence[str]], title: frozenset[str]
) -> FeatureTable:
    """Shape (segments, len(NAMES)), in page order. `words` as folded_words gives."""
    segments = outline.segments
    heads = [segment.text[:_CAP] for segment in segments]
    times = Counter(segment.text for segment in segments)
    short = ((counts.words > 0) & (counts.words <= _SHORT)).tolist()
    columns: list[ArrayLike] = [
        _FORMS[counts.kinds],
        [_links(segment) if segment.linked else 0 for segment in segments],
        [len([w for w in own if w in _FUNCTION_WORDS]) / (len(own) or 1) for own in words],
        [min(times[s.text], 5) if own else 0 for s, own in zip(segments, words, strict=True)],
        [
            len(title.intersection(own)) if is_short else 0
            for own, is_short in zip(words, short, strict=True)
        ],
    ]
    table = side_by_side(columns)
    table[:, -1] /= len(title)
    parts = [heads[at : at + _TOGETHER] for at in range(0, len(heads), _TOGETHER)]
    letters = np.vstack([letter_table(part) for part in parts])
    return np.hstack(
        [
            letters,
            _sizes(counts),
            _phrases(compress(enumerate(segments), short), len(segments)),
            table,
        ]
    )


def _sizes(counts: SegmentTable) -> FeatureTable:
    words, letters = counts.words, np.maximum(counts.letters, 1.0)
    return side_by_side([
        np.log1p(words), counts.linked / letters, counts.controls / letters, letters / (words + 1),
    ])  # fmt: skip


def _phrases(short: Iterable[tuple[int, Segment]], rows: int) -> FeatureTable:
    """For each group of _KINDS whether a short text has such a phrase."""
    kinds, table = lexicon().kinds, np.zeros((rows, len(_KINDS)))
    for row, segment in short:
        if known := kinds(segment.text):
            table[row] = [not group.isdisjoint(known) for group in _KINDS.values()]
    return table


def _links(segment: Segment) -> int:
    return sum(1 for _, marks in segment.pieces if marks and marks[0].name == "link")

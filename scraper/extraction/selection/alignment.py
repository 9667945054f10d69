"""Which segments trafilatura selects: its text is aligned with the segments of the page.

trafilatura finds the body well, and loses much of it in its output (list numbers, code languages,
joiners, whole list entries). So only its choice of text is used: each segment of
the outline is looked up in what it returns, and the text itself comes from the page's own
tree. This is the one module that imports trafilatura.
"""

from __future__ import annotations

import logging
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import accumulate

from scraper.extraction.page.outline import Segment

_NOT_LETTERS = re.compile(r"[\W_]+")
_NO_LETTERS = {code: None for code in range(128) if not chr(code).isalnum()}
_SHORT = 24  # letters; a shorter text may occur in another one by chance
_SHINGLE = 4  # words, as in the near-duplicate literature


def main_text(html: str, *, wide: bool = False) -> list[str]:
    """The pieces of the main text as trafilatura finds it; empty where it finds none.

    Its fast mode, which costs two thirds of the other; `wide` lets it compare with other
    extractors, for pages where the fast mode finds next to nothing.
    """
    import trafilatura  # noqa: PLC0415 - half of the pages need none, and it takes half a second
    from trafilatura.metadata import Document  # noqa: PLC0415

    with _quiet():
        document = trafilatura.bare_extraction(html, fast=not wide, include_comments=False)
    if not isinstance(document, Document) or document.body is None:
        return []
    return [text for text in document.body.itertext() if text.strip()]


@contextmanager
def _quiet() -> Iterator[None]:
    """trafilatura reports every page in which it finds nothing; the verdict says that here. Its
    logger is as before afterwards: the program around may use trafilatura too.
    """
    logger = logging.getLogger("trafilatura")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)


def coverage(segments: Sequence[Segment], pieces: Sequence[str]) -> list[float]:
    """For each segment the share of its text (0 to 1) that is found in `pieces`.

    A place in the main text is assigned to one segment only. Where several segments have the
    same text (a headline in the menu, in the article and in a card), it is assigned to the one
    next to the neighbours of that place. A text that is not found as a whole is measured by its
    4-word shingles among the places that are not assigned.
    """
    main = _Main(pieces)
    letters = [_letters(segment.text) for segment in segments]
    covered = [0.0] * len(segments)
    for index, start in _claims(letters, main):
        covered[index] = 1.0
        main.take(start, len(letters[index]))
    shingles = main.left_over()
    for index, segment in enumerate(segments):
        if len(letters[index]) >= _SHORT and not covered[index]:
            covered[index] = _known_share(segment.text, shingles)
    return covered


def _claims(letters: Sequence[str], main: _Main) -> Iterator[tuple[int, int]]:
    """(segment, place) for all segments whose text occurs in the main text as a whole."""
    bearers: dict[str, list[int]] = {}
    for index, text in enumerate(letters):
        if text:
            bearers.setdefault(text, []).append(index)
    anchors: list[tuple[int, int]] = []  # place, segment; of texts that the page has once
    repeated: list[tuple[list[int], list[int]]] = []
    for text, indexes in bearers.items():
        places = main.places(text, limit=len(indexes))
        if len(indexes) == 1:
            anchors.extend((place, indexes[0]) for place in places)
        elif places:
            repeated.append((indexes, places))
    anchors.sort()
    yield from ((index, place) for place, index in anchors)
    for indexes, places in repeated:
        yield from _nearest(indexes, places, anchors)


def _nearest(
    indexes: list[int], places: list[int], anchors: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Each place is assigned to the segment that is nearest to the neighbours of the place."""
    free = list(indexes)
    for place in places:
        at = bisect_left(anchors, (place, -1))
        around = [index for _, index in anchors[max(0, at - 1) : at + 1]]
        best = min(_close(free, around), key=lambda index: sum(abs(index - o) for o in around))
        free.remove(best)
        yield best, place


def _close(free: list[int], around: list[int]) -> list[int]:
    """The unassigned segments next to each of `around`; the nearest is among them."""
    close: list[int] = []
    for index in around or [0]:
        at = bisect_left(free, index)
        close.extend(free[max(0, at - 1) : at + 1])
    return close


class _Main:
    """The main text as one string of letters, with the positions where its pieces begin and end."""

    def __init__(self, pieces: Sequence[str]) -> None:
        self._pieces = pieces
        texts = [_letters(piece) for piece in pieces]
        self._ends = list(accumulate(map(len, texts)))
        self._borders = {0, *self._ends}
        self._whole = "".join(texts)
        self._taken = bytearray(len(self._whole))

    def places(self, text: str, *, limit: int) -> list[int]:
        """The positions of `text`, at most `limit`.

        A short text counts only where it begins or ends a piece: "More" is in every article.
        """
        found: list[int] = []
        place = self._whole.find(text)
        while place >= 0 and len(found) < limit:
            end = place + len(text)
            if len(text) >= _SHORT or place in self._borders or end in self._borders:
                found.append(place)
            place = self._whole.find(text, end)
        return found

    def take(self, start: int, length: int) -> None:
        self._taken[start : start + length] = b"\1" * length

    def left_over(self) -> set[tuple[str, ...]]:
        """The shingles of the pieces that are mostly not assigned."""
        known: set[tuple[str, ...]] = set()
        start = 0
        for piece, end in zip(self._pieces, self._ends, strict=True):
            if sum(self._taken[start:end]) * 2 < end - start:
                known.update(_grams(piece))
            start = end
        return known


def _known_share(text: str, known: set[tuple[str, ...]]) -> float:
    grams = _grams(text) if known else []
    return sum(gram in known for gram in grams) / len(grams) if grams else 0.0


def _letters(text: str) -> str:
    if text.isascii():
        return text.lower().translate(_NO_LETTERS)
    return _NOT_LETTERS.sub("", text.lower())


def _grams(text: str) -> list[tuple[str, ...]]:
    words = _NOT_LETTERS.sub(" ", text.lower()).split()
    return list(zip(*(words[i:] for i in range(_SHINGLE)), strict=False))

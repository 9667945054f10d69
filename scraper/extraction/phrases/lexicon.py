"""Which kinds of boilerplate a text speaks like: all phrases of all kinds, indexed once.

A text is looked at once for all kinds and the answer remembered, because the rules ask the
same few texts for many of them. The lists may grow: a look-up costs by the length of the
text, not by the number of phrases.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import lru_cache

from ahocorasick_rs import AhoCorasick
from msgspec import Struct

from scraper.extraction.phrases.folding import WORD, normalise
from scraper.scripts import UNSPACED

_AFTER, _BEFORE = 6, 3  # words that may stand in the place of an outer `*`
_GAP = 4  # and of an inner one
_LONGEST_START = 60  # characters; what a line begins with is shorter
_KEYS = (8, 4, 1)  # characters that phrases are found by: the most that a phrase has
_SHORTEST = 3  # characters of a held phrase
_HEAD = 5  # characters that say most quickly that no phrase begins here
_REMEMBERED = 1024  # texts; most that are asked again are of the same page
_PARTING = frozenset({" ", ":", ""})

# Where a held phrase may begin: at a word, and at any letter in scripts without spaces.
_START = re.compile(rf"(?<![{WORD}])[{WORD}]|[{UNSPACED}]")
_UNSPACED = re.compile(rf"[{UNSPACED}]")
_WORD_END = re.compile(rf"(?<=[{WORD}])[^{WORD}]")


class PhraseKind(StrEnum):
    """The kinds of boilerplate; each is a file of phrases beside this module."""

    ADVERT = "advert"
    BOT_WALL = "bot_wall"
    BYLINE = "byline"
    COMMENTS = "comments"
    COMMENT_RULES = "comment_rules"
    COOKIES = "cookies"
    CONSENT_WALL = "consent_wall"
    COPYRIGHT = "copyright"
    DISCLOSURE = "disclosure"
    NEWSLETTER = "newsletter"
    NOT_FOUND = "not_found"
    OFFER = "offer"
    PAYWALL = "paywall"
    READ_MORE = "read_more"
    RECOMMENDATIONS = "recommendations"
    SHARE = "share"
    SUPPORT = "support"
    TAGS = "tags"
    TRACKING = "tracking"


Written = Mapping[PhraseKind, Iterable[str]]
Kinds = frozenset[PhraseKind]
NONE: Kinds = frozenset()


class _Piece(Struct, frozen=True, gc=False):
    """What a text must hold; `tail` is what follows a gap, empty where there is none.

    `parted` says that what stands in the place of an outer `*` is parted from it. The text
    of an ending is written backwards, so that it is looked up as an opening is.
    """

    text: str
    kind: PhraseKind
    tail: str = ""
    parted: bool = True


class Lexicon:
    """The phrases of all kinds, ready to be looked up."""

    def __init__(self, written: Written) -> None:
        self._whole: dict[str, Kinds] = {}
        openings: list[_Piece] = []
        endings: list[_Piece] = []
        held: list[_Piece] = []
        for kind, phrases in written.items():
            for phrase in phrases:
                if phrase.startswith("..."):
                    held.append(_held(phrase, kind))
                elif phrase.endswith("*"):
                    openings.append(_opening(phrase, kind))
                elif phrase.startswith("*"):
                    parted = phrase.startswith("* ")
                    endings.append(_Piece(normalise(phrase)[::-1], kind, parted=parted))
                else:
                    plain = normalise(phrase)
                    self._whole[plain] = self._whole.get(plain, NONE) | {kind}
        self._openings = _Buckets(openings)
        self._endings = _Buckets(endings)
        self._held = tuple(held)
        self._scan = AhoCorasick([piece.text for piece in held]).find_matches_as_indexes
        self.kinds: Callable[[str], Kinds] = lru_cache(_REMEMBERED)(self._kinds)

    def _kinds(self, text: str) -> Kinds:
        """The kinds of which `text` is a phrase, or has one as its form asks."""
        plain = normalise(text)
        if not plain:
            return NONE
        found = self._whole.get(plain, NONE)
        if openings := self._openings.starting(plain):  # each of these is rare, and asked often
            found = found.union(self._opened_by(plain, openings))
        if endings := self._endings.starting(plain[::-1]):
            found = found.union(self._ended_by(plain, endings))
        if held := self._scan(plain, overlapping=True):
            found = found.union(self._holds(plain, held))
        return found

    def opens(self, kind: PhraseKind, text: str) -> bool:
        """Whether `text` begins with a whole phrase or an opening of `kind`, whatever follows."""
        plain = normalise(text)
        openings = (o for o in self._openings.starting(plain) if o.kind is kind)
        if any(_is_parted(plain, opening) for opening in openings):
            return True
        ends = (match.start() for match in _WORD_END.finditer(plain, 0, _LONGEST_START))
        return any(kind in self._whole.get(plain[:end], NONE) for end in (*ends, len(plain)))

    def _opened_by(self, plain: str, openings: Sequence[_Piece]) -> Iterator[PhraseKind]:
        for opening in openings:
            if (
                _is_parted(plain, opening)
                and 0 < _count(plain[len(opening.text) :].lstrip(" :")) <= _AFTER
            ):
                yield opening.kind

    def _ended_by(self, plain: str, endings: Sequence[_Piece]) -> Iterator[PhraseKind]:
        for ending in endings:
            before = plain[: -len(ending.text)]
            parted = before[-1:] == " " or not ending.parted
            if before and parted and _count(before) <= _BEFORE:
                yield ending.kind

    def _holds(self, plain: str, held: Iterable[tuple[int, int, int]]) -> Iterator[PhraseKind]:
        for number, start, end in held:
            piece = self._held[number]
            if _START.match(plain, start) and (not piece.tail or _follows(plain, end, piece.tail)):
                yield piece.kind


class _Buckets:
    """Pieces by their first characters, so that a text is compared with a few of them only."""

    def __init__(self, pieces: Sequence[_Piece]) -> None:
        tables: dict[int, dict[str, list[_Piece]]] = {}
        for piece in pieces:
            size = next(size for size in _KEYS if size <= len(piece.text))
            tables.setdefault(size, {}).setdefault(piece.text[:size], []).append(piece)
        self._tables = tuple(tables.items())
        self._heads = frozenset(piece.text[:_HEAD] for piece in pieces)
        self._short = frozenset(piece.text[0] for piece in pieces if len(piece.text) < _HEAD)

    def starting(self, plain: str) -> Sequence[_Piece]:
        """The pieces that `plain` begins with."""
        head = plain[:_HEAD]
        if head not in self._heads and head[:1] not in self._short:
            return ()  # nearly always
        return [
            piece
            for size, table in self._tables
            for piece in table.get(plain[:size], ())
            if plain.startswith(piece.text)
        ]


def _count(text: str) -> int:
    """Words; three letters make one where no spaces do. More would let sentences pass."""
    if text.isascii():
        return len(text.split())
    spaced, unspaced = _UNSPACED.subn(" ", text)
    return len(spaced.split()) + (unspaced + 2) // 3


def _held(phrase: str, kind: PhraseKind) -> _Piece:
    text, _, tail = phrase.removeprefix("...").partition(" * ")
    piece = _Piece(normalise(text), kind, normalise(tail))
    if len(piece.text) < _SHORTEST:
        raise ValueError(f"too short to be looked for inside a text: {phrase!r}")
    return piece


def _opening(phrase: str, kind: PhraseKind) -> _Piece:
    """The opening folded; signs before its `*`, as in "tags: *", are a part of it."""
    text = normalise(phrase.replace("*", "x"))[:-1].rstrip()
    return _Piece(text, kind, parted=phrase.endswith(" *") and text[-1:].isalnum())


def _is_parted(plain: str, opening: _Piece) -> bool:
    """Whether what follows an opening is parted from it, where it must be."""
    return not opening.parted or plain[len(opening.text) :][:1] in _PARTING


def _follows(plain: str, place: int, tail: str) -> bool:
    """Whether `tail` stands at most a few words after `place`."""
    found = plain.find(tail, place)
    return found >= 0 and 0 < _count(plain[place:found]) <= _GAP

"""Which kinds of boilerplate the phrases of a text belong to: all phrases, in one index.

A text is looked up once for all kinds and the result is cached, because several rules look up the
same texts. The cost of a look-up depends on the length of the text, not on the number of phrases.
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

_MAX_AFTER, _MAX_BEFORE = 6, 3  # words in the place of a `*` at the end, at the beginning
_MAX_GAP = 4  # words in the place of a `*` in the middle
_MAX_OPENING = 60  # characters of a text in which a phrase that opens it must end
_KEY_SIZES = (8, 4, 1)  # characters by which a phrase is indexed: the largest that it has
_MIN_INFIX = 3  # characters
_HEAD = 5  # characters of a text that tell most quickly that no phrase begins there
_CACHE_SIZE = 1024  # texts; most of those that are looked up again are of the same page
_SEPARATORS = frozenset({" ", ":", ""})

# Where an infix may begin: at the start of a word, or at any letter in scripts without spaces.
_START = re.compile(rf"(?<![{WORD}])[{WORD}]|[{UNSPACED}]")
_UNSPACED = re.compile(rf"[{UNSPACED}]")
_WORD_END = re.compile(rf"(?<=[{WORD}])[^{WORD}]")


class PhraseKind(StrEnum):
    """The kinds of boilerplate; each has a file of phrases in this package."""

    ADVERT = "advert"
    BOT_WALL = "bot_wall"
    BYLINE = "byline"
    CHECK = "check"
    COMMENTS = "comments"
    COMMENT_RULES = "comment_rules"
    COOKIES = "cookies"
    CONSENT_WALL = "consent_wall"
    COPYRIGHT = "copyright"
    DISCLOSURE = "disclosure"
    GONE = "gone"
    LOCKED = "locked"
    NEWSLETTER = "newsletter"
    NOT_FOUND = "not_found"
    OFFER = "offer"
    PAYWALL = "paywall"
    READ_MORE = "read_more"
    RECOMMENDATIONS = "recommendations"
    REFUSAL = "refusal"
    SHARE = "share"
    SUPPORT = "support"
    TAGS = "tags"
    TRACKING = "tracking"


# What a page as a whole says in place of a text. Many of these words a text has too ("no longer",
# "log in"): they are no sign of boilerplate in it.
WALL_KINDS = frozenset(
    {
        PhraseKind.BOT_WALL,
        PhraseKind.CONSENT_WALL,
        PhraseKind.LOCKED,
        PhraseKind.NOT_FOUND,
        PhraseKind.OFFER,
        PhraseKind.REFUSAL,
        PhraseKind.TRACKING,
    }
)
# What a page of next to no words says of itself, in words that most texts have.
NOTICE_KINDS = frozenset({PhraseKind.CHECK, PhraseKind.GONE})

Written = Mapping[PhraseKind, Iterable[str]]
Kinds = frozenset[PhraseKind]
NONE: Kinds = frozenset()


class _Pattern(Struct, frozen=True, gc=False):
    """A phrase with a `*` or `...`: the folded text that is looked for.

    `tail` is what follows the gap of an infix, empty where it has none. `is_separated` says that
    a separator must stand between `text` and what replaces the `*`. The text of a suffix is
    reversed, so that it is looked up as a prefix is.
    """

    text: str
    kind: PhraseKind
    tail: str = ""
    is_separated: bool = True


class Lexicon:
    """The phrases of all kinds, indexed by their form: whole text, prefix, suffix or infix."""

    def __init__(self, written: Written) -> None:
        self._whole: dict[str, Kinds] = {}
        prefixes: list[_Pattern] = []
        suffixes: list[_Pattern] = []
        infixes: list[_Pattern] = []
        for kind, phrases in written.items():
            for phrase in phrases:
                if phrase.startswith("..."):
                    infixes.append(_infix(phrase, kind))
                elif phrase.endswith("*"):
                    prefixes.append(_prefix(phrase, kind))
                elif phrase.startswith("*"):
                    suffixes.append(_suffix(phrase, kind))
                else:
                    plain = normalise(phrase)
                    self._whole[plain] = self._whole.get(plain, NONE) | {kind}
        self._prefixes = _PrefixIndex(prefixes)
        self._suffixes = _PrefixIndex(suffixes)
        self._infixes = tuple(infixes)
        self._scan = AhoCorasick([pattern.text for pattern in infixes]).find_matches_as_indexes
        self.kinds: Callable[[str], Kinds] = lru_cache(_CACHE_SIZE)(self._kinds)

    def _kinds(self, text: str) -> Kinds:
        """The kinds of the phrases that match `text`."""
        plain = normalise(text)
        if not plain:
            return NONE
        found = self._whole.get(plain, NONE)
        if prefixes := self._prefixes.starting(plain):  # tested first: each of these is rare
            found = found.union(self._matching_prefixes(plain, prefixes))
        if suffixes := self._suffixes.starting(plain[::-1]):
            found = found.union(self._matching_suffixes(plain, suffixes))
        if infixes := self._scan(plain, overlapping=True):
            found = found.union(self._matching_infixes(plain, infixes))
        return found

    def opens(self, kind: PhraseKind, text: str) -> bool:
        """Whether `text` begins with a whole phrase or a prefix of `kind`, whatever follows."""
        plain = normalise(text)
        prefixes = (p for p in self._prefixes.starting(plain) if p.kind is kind)
        if any(_is_separated(plain, prefix) for prefix in prefixes):
            return True
        ends = (match.start() for match in _WORD_END.finditer(plain, 0, _MAX_OPENING))
        return any(kind in self._whole.get(plain[:end], NONE) for end in (*ends, len(plain)))

    def _matching_prefixes(self, plain: str, prefixes: Sequence[_Pattern]) -> Iterator[PhraseKind]:
        for prefix in prefixes:
            if (
                _is_separated(plain, prefix)
                and 0 < _count(plain[len(prefix.text) :].lstrip(" :")) <= _MAX_AFTER
            ):
                yield prefix.kind

    def _matching_suffixes(self, plain: str, suffixes: Sequence[_Pattern]) -> Iterator[PhraseKind]:
        for suffix in suffixes:
            before = plain[: -len(suffix.text)]
            is_separated = before[-1:] == " " or not suffix.is_separated
            if before and is_separated and _count(before) <= _MAX_BEFORE:
                yield suffix.kind

    def _matching_infixes(
        self, plain: str, matches: Iterable[tuple[int, int, int]]
    ) -> Iterator[PhraseKind]:
        for number, start, end in matches:
            infix = self._infixes[number]
            if _START.match(plain, start) and (not infix.tail or _follows(plain, end, infix.tail)):
                yield infix.kind


class _PrefixIndex:
    """Patterns by their first characters, so that a text is compared with a few of them only."""

    def __init__(self, patterns: Sequence[_Pattern]) -> None:
        tables: dict[int, dict[str, list[_Pattern]]] = {}
        for pattern in patterns:
            size = next(size for size in _KEY_SIZES if size <= len(pattern.text))
            tables.setdefault(size, {}).setdefault(pattern.text[:size], []).append(pattern)
        self._tables = tuple(tables.items())
        self._heads = frozenset(pattern.text[:_HEAD] for pattern in patterns)
        self._short = frozenset(
            pattern.text[0] for pattern in patterns if len(pattern.text) < _HEAD
        )

    def starting(self, plain: str) -> Sequence[_Pattern]:
        """The patterns that `plain` begins with."""
        head = plain[:_HEAD]
        if head not in self._heads and head[:1] not in self._short:
            return ()  # nearly always
        return [
            pattern
            for size, table in self._tables
            for pattern in table.get(plain[:size], ())
            if plain.startswith(pattern.text)
        ]


def _count(text: str) -> int:
    """Words. In scripts without spaces three letters count as one: with more, whole sentences would
    match.
    """
    if text.isascii():
        return len(text.split())
    spaced, unspaced = _UNSPACED.subn(" ", text)
    return len(spaced.split()) + (unspaced + 2) // 3


def _prefix(phrase: str, kind: PhraseKind) -> _Pattern:
    """The prefix, folded; punctuation before its `*`, as in "tags: *", is a part of it."""
    text = normalise(phrase.replace("*", "x"))[:-1].rstrip()
    return _Pattern(text, kind, is_separated=phrase.endswith(" *") and text[-1:].isalnum())


def _suffix(phrase: str, kind: PhraseKind) -> _Pattern:
    return _Pattern(normalise(phrase)[::-1], kind, is_separated=phrase.startswith("* "))


def _infix(phrase: str, kind: PhraseKind) -> _Pattern:
    """Raises ValueError for one that would occur in too many texts."""
    text, _, tail = phrase.removeprefix("...").partition(" * ")
    pattern = _Pattern(normalise(text), kind, normalise(tail))
    if len(pattern.text) < _MIN_INFIX:
        raise ValueError(f"too short to be looked for inside a text: {phrase!r}")
    return pattern


def _is_separated(plain: str, prefix: _Pattern) -> bool:
    """Whether a separator follows the prefix, where one must."""
    return not prefix.is_separated or plain[len(prefix.text) :][:1] in _SEPARATORS


def _follows(plain: str, end: int, tail: str) -> bool:
    """Whether `tail` follows within a few words after position `end`."""
    found = plain.find(tail, end)
    return found >= 0 and 0 < _count(plain[end:found]) <= _MAX_GAP

"""The phrases of boilerplate, as data: a TOML file for each kind, a list for each language.

A phrase is written as a reader sees it; case, accents, outer punctuation and white space are
ignored (see folding.py). Its form tells which part of a text it must match:

    notícias recomendadas       the whole text
    more from *                 the beginning, followed by at most six words
    tags: *                     the same, with the colon
    更多来自*, עוד ב*             the same, without a space: what follows may belong to the word
    * comments                  the end, preceded by at most three words
    ...terms of our newsletter  any part, from the start of a word, or anywhere in scripts without
                                spaces
    ...we and our * partners    the same, with one to four words in the gap

A match is evidence, not a decision: the rules require position and shape as well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import msgspec

from scraper.extraction.phrases.folding import normalise
from scraper.extraction.phrases.lexicon import NOTICE_KINDS, WALL_KINDS, Lexicon, PhraseKind

__all__ = [
    "NOTICE_KINDS",
    "PhraseKind",
    "Phrases",
    "lexicon",
    "make_lexicon",
    "normalise",
    "notice_lexicon",
    "phrases",
    "read_phrases",
    "read_words",
    "wall_lexicon",
]

Languages = Mapping[str, Sequence[str]]  # BCP 47 tag -> phrases


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of one kind in all languages."""

    kind: PhraseKind

    def match(self, text: str) -> bool:
        """Whether one of the phrases matches `text`."""
        return self.kind in self._lexicon.kinds(text)

    def opens(self, text: str) -> bool:
        """Whether `text` begins with a whole-text phrase or a prefix, whatever follows."""
        return self._lexicon.opens(self.kind, text)

    @property
    def _lexicon(self) -> Lexicon:
        if self.kind in NOTICE_KINDS:
            return notice_lexicon()
        return wall_lexicon() if self.kind in WALL_KINDS else lexicon()


@cache
def phrases(kind: PhraseKind) -> Phrases:
    """The phrases of `kind`."""
    return Phrases(kind)


@cache
def lexicon() -> Lexicon:
    """The phrases of boilerplate in all languages, read once."""
    kinds = (kind for kind in PhraseKind if kind not in WALL_KINDS | NOTICE_KINDS)
    return make_lexicon({kind: read_phrases(kind) for kind in kinds})


@cache
def wall_lexicon() -> Lexicon:
    """The phrases that a verdict is given by: those of walls, and what stands in them."""
    kinds = (*WALL_KINDS, PhraseKind.COOKIES, PhraseKind.PAYWALL)
    return make_lexicon({kind: read_phrases(kind) for kind in kinds})


@cache
def notice_lexicon() -> Lexicon:
    """The phrases of notices, which are looked up only where a page has next to no words."""
    return make_lexicon({kind: read_phrases(kind) for kind in NOTICE_KINDS})


def read_phrases(kind: PhraseKind) -> Languages:
    """The phrases of `kind` as they are written, by language.

    Each language is one line, and its list is valid JSON as well as TOML. Reading it as JSON takes
    a sixth of the time at each start.
    """
    return read_words(kind)


def read_words(name: str) -> Languages:
    """The lists of the file `name` (without its ending) in this package, by language."""
    source = resources.files(__name__).joinpath(f"{name}.toml").read_text("utf-8")
    lines = (line.partition(" = ") for line in source.splitlines() if not line.startswith("#"))
    return {language: msgspec.json.decode(listed, type=list[str]) for language, _, listed in lines}


def make_lexicon(written: Mapping[PhraseKind, Languages]) -> Lexicon:
    """The index of these phrases. Raises ValueError for an infix that is too short."""
    return Lexicon(
        {
            kind: [phrase for listed in languages.values() for phrase in listed]
            for kind, languages in written.items()
        }
    )

"""What boilerplate says, as data: one TOML file a kind, in it a list of phrases a language.

A phrase is written as a reader sees it; case, accents, outer punctuation and white space do
not count (see folding.py). How it must stand in a text is said by its form:

    notícias recomendadas       the whole text
    more from *                 the text begins so, and at most six words follow
    tags: *                     the same, with the colon
    更多来自*, עוד ב*             the same, without a space: what follows may be a piece of the word
    * comments                  the text ends so, and at most three words stand before it
    ...terms of our newsletter  the text holds it: from the start of a word, or anywhere in
                                scripts without spaces
    ...we and our * partners    the same, with one to four words in the gap

A match is a clue, not a verdict: the rules ask for position and shape as well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import msgspec

from scraper.extraction.phrases.folding import normalise
from scraper.extraction.phrases.lexicon import Lexicon, PhraseKind

__all__ = [
    "PhraseKind",
    "Phrases",
    "lexicon",
    "make_lexicon",
    "normalise",
    "phrases",
    "read_phrases",
]

Languages = Mapping[str, Sequence[str]]  # BCP 47 tag -> phrases


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of one kind in all languages."""

    kind: PhraseKind

    def match(self, text: str) -> bool:
        """Whether `text` is one of the phrases, or has one as its form asks."""
        return self.kind in lexicon().kinds(text)

    def opens(self, text: str) -> bool:
        """Whether `text` begins with a whole-text phrase or an opening, whatever follows."""
        return lexicon().opens(self.kind, text)


def phrases(kind: PhraseKind) -> Phrases:
    """The phrases of `kind`."""
    return Phrases(kind)


@cache
def lexicon() -> Lexicon:
    """All phrases in all languages, read once."""
    return make_lexicon({kind: read_phrases(kind) for kind in PhraseKind})


def read_phrases(kind: PhraseKind) -> Languages:
    """The phrases of `kind` as they are written, by language.

    A language is a line, and its list JSON as well as TOML: that is read in a sixth of the time,
    which every start waits for.
    """
    source = resources.files(__name__).joinpath(f"{kind}.toml").read_text("utf-8")
    lines = (line.partition(" = ") for line in source.splitlines() if not line.startswith("#"))
    return {language: msgspec.json.decode(listed, type=list[str]) for language, _, listed in lines}


def make_lexicon(written: Mapping[PhraseKind, Languages]) -> Lexicon:
    return Lexicon(
        {
            kind: [phrase for listed in languages.values() for phrase in listed]
            for kind, languages in written.items()
        }
    )

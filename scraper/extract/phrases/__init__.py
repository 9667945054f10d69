"""What boilerplate says, as data: one TOML file a kind, in it a list of phrases a language.

A phrase is written as a reader sees it; case, outer punctuation and white space do not
count. How it must stand in a text is said by its form:

    notícias recomendadas       the whole text
    more from *                 the text begins so, and at most six words follow
    * comments                  the text ends so, and at most three words stand before it
    ...terms of our newsletter  the text holds it somewhere (whole words)

A match is a clue, not a verdict: the rules ask for position and shape as well.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources

_AFTER, _BEFORE = 6, 3  # words that may stand in the place of a `*`
_OUTER = re.compile(r"^[\W_]+|[\W_]+$")
_SPACE = re.compile(r"\s+")


class Kind(StrEnum):
    """The kinds of boilerplate; each is a file beside this one."""

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
    PAYWALL = "paywall"
    READ_MORE = "read_more"
    RECOMMENDATIONS = "recommendations"
    SHARE = "share"
    SUPPORT = "support"
    TAGS = "tags"


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of one kind in all languages, ready to be looked up."""

    whole: frozenset[str]
    openings: tuple[str, ...]
    endings: tuple[str, ...]
    held: re.Pattern[str]

    def match(self, text: str) -> bool:
        """Whether `text` is one of the phrases, or has one as its form asks."""
        plain = normalise(text)
        if not plain:
            return False
        return plain in self.whole or self._opens(plain) or self._ends(plain) or self._holds(plain)

    def opens(self, text: str) -> bool:
        """Whether `text` begins with a whole-text phrase or an opening, whatever follows."""
        plain = normalise(text)
        if plain.startswith(self.openings):
            return True
        words = plain.split(" ")
        return any(_OUTER.sub("", " ".join(words[:n])) in self.whole for n in range(1, 6))

    def _opens(self, plain: str) -> bool:
        found = (opening for opening in self.openings if plain.startswith(opening))
        return any(plain[len(opening) :].count(" ") < _AFTER for opening in found)

    def _ends(self, plain: str) -> bool:
        found = (ending for ending in self.endings if plain.endswith(ending))
        return any(plain[: -len(ending)].count(" ") < _BEFORE for ending in found)

    def _holds(self, plain: str) -> bool:
        return self.held.search(plain) is not None


def normalise(text: str) -> str:
    """Case folded, white space single, punctuation off both ends."""
    return _OUTER.sub("", _SPACE.sub(" ", text.casefold()))


@cache
def phrases(kind: Kind) -> Phrases:
    """The phrases of `kind`, read once."""
    source = resources.files(__name__).joinpath(f"{kind}.toml").read_text("utf-8")
    languages: dict[str, list[str]] = tomllib.loads(source)
    return _compile(phrase for phrases in languages.values() for phrase in phrases)


def _compile(written: Iterable[str]) -> Phrases:
    whole, openings, endings, held = set(), [], [], []
    for phrase in written:
        plain = normalise(phrase)
        if phrase.startswith("..."):
            held.append(re.escape(plain))
        elif phrase.endswith("*"):
            openings.append(plain + " ")
        elif phrase.startswith("*"):
            endings.append(" " + plain)
        else:
            whole.add(plain)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(held)})" if held else r"(?!)")
    return Phrases(frozenset(whole), tuple(openings), tuple(endings), pattern)

"""Whether a text is written as a name: of anybody, or of a person.

Addresses, handles, categories, dates and the words that publishing software puts in the place of a
name ("admin") are none.
"""

from __future__ import annotations

import re
from functools import lru_cache

from scraper.extraction.metadata.byline_words import NO_NAMES
from scraper.extraction.metadata.name_tails import is_role, without_when
from scraper.extraction.phrases.folding import WORD

_NO_NAME = re.compile(
    r"https?:|www\.|[@<>{}\[\]=_#|\\]|\.(?:com|org|net|html?)\b|\d{3,}|^\W*$|^\d+$|[?!]$|:\s",
    re.IGNORECASE,
)
_SOFTWARE = frozenset(
    """admin administrator administrador webmaster editor editors author authors staff user guest
    root unknown anonymous none null undefined wordpress webadmin wpadmin superuser redaktion
    redaction redacción redação redazione redacció redactie redakcja redakce redakcia redaksi
    szerkesztőség редакция редакція contributor default share comments email print follow
    updated published posted about twitter facebook view more""".split()
)
_PHRASES = frozenset(
    """view all posts|super user|super admin|site admin|web admin|read more|about the author|n/a
    about the authors|the author|written by|posted by|author bio|more by this author|guest author
    guest post|guest blogger|guest contributor|see all posts|view profile|no author|not available
    see full bio|full bio|learn more|our team|all authors|view options|live chat
    view company profile""".replace("\n", "|")
    .replace("    ", "")
    .split("|")
)
_ENDS_OPEN = frozenset("by von par por de di av af door van el la".split())  # "Artikel von"
NAME_WORD = re.compile(rf"^(?![a-zß-ÿа-я])(?![\d_])[{WORD}](?:(?![\d_])[{WORD}]|[.'’-])*,?$")
PARTICLES = frozenset(
    "de da do dos das di del della van von der den ten ter la le el al bin ibn y e".split()
)
_MOST_NAME_WORDS = 5
_LONGEST = 60  # characters
_MOST_WORDS = 7
_CACHED = 1024  # texts: those of one page are looked at by several rules


@lru_cache(maxsize=_CACHED)
def is_name(text: str) -> bool:
    """Whether `text` could name somebody."""
    plain = text.casefold()
    if not text or len(text) > _LONGEST or len(text.split()) > _MOST_WORDS:
        return False
    if plain.startswith(("über ", "about ", "meet ")):
        return False
    if plain in _SOFTWARE or plain in _PHRASES or plain in NO_NAMES or len(text) < 2:
        return False
    if is_role(text) or not without_when(text) or plain.rpartition(" ")[2] in _ENDS_OPEN:
        return False
    return not _NO_NAME.search(text) and any(c.isalpha() for c in text)


def is_person(text: str, at_least: int = 1) -> bool:
    """Whether `text` is written as a name: `at_least` to five words, none of them small."""
    words = text.strip(" ,.:|•·–—-").split()
    if not at_least <= len(words) <= _MOST_NAME_WORDS:
        return False
    written = all(NAME_WORD.match(word) or word in PARTICLES for word in words)
    return written and is_name(" ".join(words))

"""What stands in an author's place -> names of people or organisations.

An empty list beats a wrong name: addresses, handles, categories, dates and the words that
publishing software puts there by itself ("admin") are no names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from scraper.extraction.metadata.byline_words import (
    AFTER_UNSPACED,
    BY,
    BY_FIRST_WORDS,
    BY_UNSPACED,
    NO_NAMES,
    ORGANISATION,
    OTHERS,
)
from scraper.extraction.metadata.month_names import month_of

_FIRST_WORD = re.compile(r"\W*(\w+)")
_BARS = re.compile(r"\s*(?:\||｜|\n|•|/(?=\s)|／)\s*")
_COMMA = re.compile(r"\s*[,、，·]\s*")
_AND = re.compile(
    r",?\s+(?:(?i:and|und|et|with|mit|avec)|con|com|y|och|og|en|ja|ve|dan|και|та|і)\s+|\s*&\s+|"
    r"\s+(?=[eiи]\s+[A-ZÀ-ÝА-Я])[eiи]\s+"
)
_OUTER = " ,.:-–—\t|&·•»/()（）●・"
# What somebody is, as it follows a name: "Jane Doe, senior editor", "Jane Doe Staff Writer".
_ROLES = (
    r"editors?|writers?|reporters?|correspondents?|journalists?|contributors?|columnists?|ceo|cto|"
    r"founders?|co-founders?|directors?|managers?|redakteur\w*|journaliste|rédact\w+|specialists?|"
    r"experts?|analysts?|producers?|fellow|professors?|consultants?|presidents?|strategists?|"
    r"photographers?|gardeners?|researchers?|planners?|engineers?|attorneys?|partners?"
)
_RANKS = (
    r"senior|sr\.?|junior|staff|contributing|associate|chief|lead|managing|assistant|deputy|guest|"
    r"freelance|head of|vice|former|executive"
)
_CREDENTIALS = (
    r"ph\.?\s?d|m\.?d|esq|jr|rn|rdn?|cfa|cpa|cfp®?|mba|ms|msc|m\.a|bsc|dvm|dds|jd|ceo|cto"
)
_ROLE = re.compile(
    rf"\s*(?:,|\s[-–—|]|\bis an?\b|\()\s*"
    rf"(?:[^,]*\b(?:{_ROLES}|{_RANKS}|staff|{_CREDENTIALS})\b.*)$",
    re.IGNORECASE,
)
_ROLE_AFTER = re.compile(
    rf"(?<=\w)\s+(?:(?:{_RANKS})\s.*|(?:{_ROLES})(?:\s(?:at|of|&|and|in|for)\s.*)?)$",
    re.IGNORECASE,
)
_HAS_ROLE = re.compile(rf"\b(?:{_ROLES}|{_RANKS})\b", re.IGNORECASE)
_IS_ROLE = re.compile(rf"^(?:.*\s)?(?:{_ROLES}|{_CREDENTIALS})$", re.IGNORECASE)
# What stands in a byline behind the name: when, and how long it takes.
_ON = r"\s*(?:\b(?:on|am|le|el|em|il|op)\s+)?"
_WHEN = re.compile(
    rf"{_ON}(?:\b(?:updated|published|posted|(?:last )?modified)\b.*|"
    rf"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b.*|\b\d+\s*-?\s*min(?:ute|uto)?s?\b.*)$",
    re.IGNORECASE,
)
_MONTH_DAY = re.compile(
    rf"{_ON}(?:\b(?P<before>[^\W\d_]+)\.?,?\s+(?=\d)|\b\d\d?\.?\s+(?P<after>[^\W\d_]+)\b)",
    re.IGNORECASE,
)
# What belongs to a person and is no part of the name.
_CONTACT = re.compile(
    r"\(?\s*(?:mailto:|e-?mail:?\s*)?[\w.+-]+@[\w-]+\.[\w.-]+\s*\)?|\(?(?<!\w)@\w[\w.]*\)?",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"\s*[(（\[][^()（）\[\]]*[)）\]](?=\W*$)|\s*[(（\[][^()（）]*$")
_LEADING_ROLE = re.compile(
    r"^(?:unser\w*|notre|nos|our|nuestr[oa]s?|noss[oa]|nostr[oa]|onze|vår)\s+\w+\s+(?=\w+\s\w)",
    re.IGNORECASE,
)
_SOCIAL = re.compile(
    r"(?:\s+(?:on\s+)?(?:twitter|facebook|linkedin|instagram|x|e-?mail|follow|google\+?))+$",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"(?<=\w)\.?\s+(?:for|in|is|was|has|via|at|from|reports?|reporting|writes|on behalf of|who|"
    r"under|für|pour|para|per|voor|aus|à|en|em|uit|dans|notre|unser|unsere|nuestr[oa])\s+.*$"
)
_NO_NAME = re.compile(
    r"https?:|www\.|[@<>{}\[\]=_#|\\]|\.(?:com|org|net|html?)\b|\d{3,}|^\W*$|^\d+$|[?!]$|:\s",
    re.IGNORECASE,
)
_SOFTWARE = frozenset(
    """admin administrator administrador webmaster editor editors author authors staff user guest
    root unknown anonymous none null undefined wordpress webadmin wpadmin superuser redaktion
    redaction redacción redação redazione contributor default share comments email print follow
    updated published posted about twitter facebook view more""".split()
)
_PHRASES = frozenset(
    {
        *("view all posts", "super user", "super admin", "site admin", "web admin", "read more"),
        *("about the author", "about the authors", "the author", "written by", "posted by"),
        *("author bio", "more by this author", "guest author", "guest post", "guest blogger"),
        *(
            "see all posts",
            "view profile",
            "no author",
            "not available",
            "n/a",
            "guest contributor",
        ),
        *("see full bio", "learn more", "our team", "all authors"),
    }
)
_NAME_WORD = re.compile(r"^(?![a-zß-ÿа-я])[^\W\d_](?:[^\W\d_]|[.'’-])*,?$")
_PARTICLES = frozenset(
    "de da do dos das di del della van von der den ten ter la le el al bin ibn y e".split()
)
_MOST_NAME_WORDS = 5
_LONGEST = 60  # characters
_MOST_WORDS = 7
_MOST = 20  # names of one article


def names(texts: Iterable[str]) -> tuple[str, ...]:
    """The names in `texts`, in order, each once."""
    found: dict[str, str] = {}
    for text in texts:
        for name in _split(text):
            found.setdefault(name.casefold(), name)
    return tuple(found.values())[:_MOST]


def _split(text: str) -> Iterable[str]:
    """The names in a byline. Parts behind a bar are names only where they are written so."""
    if others := OTHERS.search(text):
        text = text[: others.start()]
    return (name for part in text.split(";") for name in _names(part))


def _names(text: str) -> list[str]:
    text = _without_when(without_by(_CONTACT.sub(" | ", text)))
    if is_person(text.partition("/")[0], at_least=2):  # "Jane Doe/AP"
        text = text.replace("/", " | ")
    found: list[str] = []
    for segment in _BARS.split(text):
        if found and _HAS_ROLE.search(segment):
            continue
        listed = [name for name in _listed(_ROLE.sub("", without_by(segment))) if is_name(name)]
        found += [name for name in listed if not found or _is_further(name)]
    return [name if not name.isupper() or len(name) < 6 else _titled(name) for name in found]


def _without_when(text: str) -> str:
    """`text` up to the day or the minutes that it names."""
    text = _WHEN.sub("", text)
    for match in _MONTH_DAY.finditer(text) if any(map(str.isdigit, text)) else ():
        if month_of(match["before"] or match["after"]):
            return text[: match.start()]
    return text


def _is_further(name: str) -> bool:
    """Whether what follows behind a bar is one more person, not a paper."""
    return is_person(name, at_least=2) and not name.casefold().startswith("the ")


def _listed(text: str) -> Iterable[str]:
    """The names of a list: "A, B and C". What follows behind a comma then is a place."""
    parts = _AND.split(text)
    named = any(is_person(part, at_least=2) for part in (*_comma(parts[0]), parts[-1]))
    if len(parts) > 1 and not named and ORGANISATION.search(text):
        return [text.strip(_OUTER)]
    last = _comma(parts[-1])
    listed = [name for part in parts[:-1] for name in _comma(part)]
    return [_bare_name(name) for name in (*listed, *(last[:1] if listed else last))]


def _bare_name(text: str) -> str:
    """A name without its role, its brackets, and for whom or where it was."""
    text = _LEADING_ROLE.sub("", _BRACKET.sub("", without_by(text)) or text)
    text = _without_role(text)
    before = _SOCIAL.sub("", _TAIL.sub("", text))
    if is_person(before, at_least=2) and not ORGANISATION.search(before):
        text = before
    return AFTER_UNSPACED.sub("", text).strip(_OUTER)


def _without_role(text: str) -> str:
    """`Jane Doe, senior editor` and `Jane Doe Staff Writer` -> `Jane Doe`."""
    text = _ROLE.sub("", text)
    name = _ROLE_AFTER.sub("", text)
    return name if " " in name.strip() else text


def _comma(text: str) -> list[str]:
    """`A B, C D` is two people, `Doe, Jane` is one; behind a whole name, one word is a place
    or an agency, and small words say what somebody is.
    """
    parts = [part for part in (part.strip() for part in _COMMA.split(text)) if part]
    if len(parts) == 2 and not any(" " in part for part in parts) and text.isascii():
        return [f"{parts[1]} {parts[0]}"]
    if len(parts) > 1 and " " in parts[0] and _NAME_WORD.match(parts[0].split()[0]):
        return [parts[0], *(part for part in parts[1:] if not _is_aside(part, len(parts)))]
    return parts


def _is_aside(part: str, parts: int) -> bool:
    """Whether a further one of `parts` of a list is a place, an agency or a role."""
    is_word = " " not in part and part.isascii()
    return part[0].islower() or (is_word and (parts == 2 or part.isupper()))


def without_by(text: str) -> str:
    """`text` without the word that leads a byline; empty when there is nothing else."""
    if not text.isascii() and (match := BY_UNSPACED.match(text)):
        return text[match.end() :]
    first = _FIRST_WORD.match(text)
    if first is not None and first[1].lower() not in BY_FIRST_WORDS:
        return text
    rest = BY.sub("", text, count=1)
    return rest if rest.strip() else ""


def is_name(text: str) -> bool:
    """Whether `text` could name somebody."""
    plain = text.casefold()
    if not text or len(text) > _LONGEST or len(text.split()) > _MOST_WORDS:
        return False
    if plain in _SOFTWARE or plain in _PHRASES or plain in NO_NAMES or len(text) < 2:
        return False
    if _IS_ROLE.match(text) or not _without_when(text):
        return False
    return not _NO_NAME.search(text) and any(c.isalpha() for c in text)


def is_person(text: str, at_least: int = 1) -> bool:
    """Whether `text` is written as a name: `at_least` to five words, none of them small."""
    words = text.strip(" ,.:|•·–—-").split()
    if not at_least <= len(words) <= _MOST_NAME_WORDS:
        return False
    written = all(_NAME_WORD.match(word) or word in _PARTICLES for word in words)
    return written and is_name(" ".join(words))


def _titled(name: str) -> str:
    """JANE O'NEIL -> Jane O'Neil."""
    return re.sub(r"[^\W\d_]+", lambda m: m.group().capitalize(), name)

"""What stands in an author's place -> names of people or organisations.

An empty list beats a wrong name: addresses, handles, categories, dates and the words that
publishing software puts there by itself ("admin") are no names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from scraper.extraction.metadata.dates import MONTHS

_BY = re.compile(
    r"^\s*(?:(?:recipe|guide|interview|essay|opinion|analysis|column|poem|posted|written|words|"
    r"story|text|review|published|article|created|report|reporting|escrito|publicado|"
    r"veröffentlicht|geschrieben|écrit|publié|scritto)\s+(?:by|von|por|par|da)|"
    r"by|von|por|par|door|di|af|av|przez|autor(?:a|es|en)?|"
    r"authors?|auteur|autore|автор|by-?line|texto|tekst|text|著者|文|作者|記者)\b\s*[:：]?\s*",
    re.IGNORECASE,
)
_SPLIT = re.compile(
    r"\s*(?:;|\||\n|•|·|、|，|/(?=\s)|,?\s+(?:and|und|et|with|y|och|og|en|ja)\s+|\s+&\s+|\s+(?=[eiи]\s+[A-ZÀ-ÝА-Я])[eiи]\s+)\s*"
)
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
_IS_ROLE = re.compile(rf"^(?:.*\s)?(?:{_ROLES}|{_CREDENTIALS})$", re.IGNORECASE)
# What stands in a byline behind the name: when, and how long it takes.
_MONTH = r"(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")"
_WHEN = re.compile(
    rf"\s*(?:\b(?:on|am|le|el|em|il|op)\s+)?"
    rf"(?:\b(?:updated|published|posted|(?:last )?modified)\b.*|"
    rf"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b.*|\b{_MONTH}\.?,?\s+\d.*|"
    rf"\b\d\d?\.?\s+{_MONTH}\b.*|\b\d+\s*-?\s*min(?:ute|uto)?s?\b.*)$",
    re.IGNORECASE,
)
_REVIEWED = re.compile(
    r"\b(?:reviewed|fact[- ]?checked|edited|verified|photograph\w*|photos?|images?|illustrat\w+|"
    r"updated)(?:\s+\w+)?\s+by\b|\b(?:foto|photo|image|bild)s?\s*:",
    re.IGNORECASE,
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
    if reviewed := _REVIEWED.search(text):
        text = text[: reviewed.start()]
    text = _WHEN.sub("", without_by(text))
    for part in _SPLIT.split(_ROLE.sub("", text)):
        for name in _comma(part):
            name = _without_role(without_by(name)).strip(" ,.:-–—\t|&·•»")
            if is_name(name):
                yield name if not name.isupper() or len(name) < 6 else _titled(name)


def _without_role(text: str) -> str:
    """`Jane Doe, senior editor` and `Jane Doe Staff Writer` -> `Jane Doe`."""
    text = _ROLE.sub("", text)
    name = _ROLE_AFTER.sub("", text)
    return name if " " in name.strip() else text


def _comma(text: str) -> list[str]:
    """`A B, C D` is two people, `Doe, Jane` is one."""
    parts = [part.strip() for part in text.split(",")]
    if len(parts) == 2 and all(part and " " not in part for part in parts):
        return [f"{parts[1]} {parts[0]}"]
    return parts


def without_by(text: str) -> str:
    """`text` without the word that leads a byline; empty when there is nothing else."""
    rest = _BY.sub("", text, count=1)
    return rest if rest.strip() else ""


def is_name(text: str) -> bool:
    """Whether `text` could name somebody."""
    plain = text.casefold()
    if not text or len(text) > _LONGEST or len(text.split()) > _MOST_WORDS:
        return False
    if plain in _SOFTWARE or plain in _PHRASES or len(text) < 2:
        return False
    if _IS_ROLE.match(text) or _WHEN.match(text):
        return False
    return not _NO_NAME.search(text) and any(c.isalpha() for c in text)


def is_person(text: str, at_least: int = 1) -> bool:
    """Whether `text` is written as a name: `at_least` to five words, none of them small."""
    words = text.strip(" ,.:|•·–—-").split()
    if not at_least <= len(words) <= _MOST_NAME_WORDS or not is_name(" ".join(words)):
        return False
    return all(_NAME_WORD.match(word) or word in _PARTICLES for word in words)


def _titled(name: str) -> str:
    """JANE O'NEIL -> Jane O'Neil."""
    return re.sub(r"[^\W\d_]+", lambda m: m.group().capitalize(), name)

"""What stands in an author's place -> names of people or organisations.

An empty list beats a wrong name: addresses, handles, categories, dates and the words that
publishing software puts there by itself ("admin") are no names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_BY = re.compile(
    r"^\s*(?:(?:posted|written|words|story|text|review|reviewed|published|article|created|"
    r"photographs?|report|reporting|edited|escrito|publicado|veröffentlicht|geschrieben|écrit|"
    r"publié|scritto)\s+(?:by|von|por|par|da)|by|von|por|par|door|di|af|av|przez|autor(?:a|es|en)?|"
    r"authors?|auteur|autore|автор|by-?line|texto|tekst|text|著者|文|作者|記者)\b\s*[:：]?\s*",
    re.IGNORECASE,
)
_SPLIT = re.compile(
    r"\s*(?:;|\||\n|•|·|、|，|/(?=\s)|,?\s+(?:and|und|et|with|y|och|og|en|ja)\s+|\s+&\s+|\s+(?=[eiи]\s+[A-ZÀ-ÝА-Я])[eiи]\s+)\s*"
)
_ROLE = re.compile(
    r"\s*(?:,|\s[-–—]|\bis a\b|\()\s*(?:[^,]*\b(?:editor|writer|reporter|correspondent|journalist|"
    r"contributor|staff|author|columnist|ceo|founder|director|manager|phd|md|m\.?d\.?|ph\.?d\.?|"
    r"redakteur\w*|journaliste|rédact\w+|esq|jr|rn|rd|cfa|cpa|mba|specialist|expert|analyst|"
    r"producer|fellow|professor)\b.*)$",
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
    text = _without_by(text)
    for part in _SPLIT.split(_ROLE.sub("", text)):
        for name in _comma(part):
            name = _ROLE.sub("", _without_by(name)).strip(" ,.:-–—\t|")
            if is_name(name):
                yield name if not name.isupper() or len(name) < 6 else _titled(name)


def _comma(text: str) -> list[str]:
    """`A B, C D` is two people, `Doe, Jane` is one."""
    parts = [part.strip() for part in text.split(",")]
    if len(parts) == 2 and all(part and " " not in part for part in parts):
        return [f"{parts[1]} {parts[0]}"]
    return parts


def _without_by(text: str) -> str:
    rest = _BY.sub("", text, count=1)
    return rest if rest.strip() else ""


def is_name(text: str) -> bool:
    """Whether `text` could name somebody."""
    plain = text.casefold()
    if not text or len(text) > _LONGEST or len(text.split()) > _MOST_WORDS:
        return False
    if plain in _SOFTWARE or plain in _PHRASES or len(text) < 2:
        return False
    return not _NO_NAME.search(text) and any(c.isalpha() for c in text)


def _titled(name: str) -> str:
    """JANE O'NEIL -> Jane O'Neil."""
    return re.sub(r"[^\W\d_]+", lambda m: m.group().capitalize(), name)

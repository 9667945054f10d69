"""The text of an author field or a byline -> names of people or organisations.

An empty list is better than a wrong name: addresses, handles, categories, dates and the words that
publishing software puts there by itself ("admin") are no names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from scraper.extraction.metadata.byline_roles import (
    PICTURES_BEHIND,
    PICTURES_LED,
    is_job,
    own_part,
    without_frame,
    without_job_before,
    without_job_behind,
)
from scraper.extraction.metadata.byline_words import (
    AFTER_UNSPACED,
    BY,
    BY_FIRST_WORDS,
    BY_UNSPACED,
    HEADED_BY,
    LEADING_ROLE,
    LISTED_UNSPACED,
    ORGANISATION,
    ORGANISATION_OF,
    OTHERS,
    PARTNERS,
    PICTURES,
)
from scraper.extraction.metadata.name_shape import NAME_WORD, PARTICLES, is_name, is_person
from scraper.extraction.metadata.name_tails import (
    AGENCIES,
    CONTACT,
    has_role,
    is_role,
    without_bracket,
    without_place,
    without_role,
    without_role_after,
    without_when,
)

_FIRST_WORD = re.compile(r"\W*(\w+)")
_BARS = re.compile(r"\s*(?:\||｜|\n|•|/(?=\s)|／)\s*")
_COMMA = re.compile(r"\s*[,、，،·]\s*")
_AND = re.compile(
    r",?\s+(?:(?i:and|und|et|with|mit|avec)|con|com|y|och|og|en|ja|ve|dan|και|та|і)\s+|\s*&\s+|"
    r"\s+(?=[eiи]\s+[A-ZÀ-ÝА-Я])[eiи]\s+"
)
_AND_LAST = re.compile(r"\s(?:and|und|et|y|e|og|och|en|i)\s+\S+$")  # "Le Figaro et AFP"
_DAY_SIGN = re.compile(r"\s+([·|•–—])\s+")
_DASH = re.compile(r"\s+[-–—]\s+")
_OUTER = " ,.:-–—\t|&·•»/()（）●・【】[]［］"
_AFFILIATED = re.compile(
    r"^\s*［([^，,、］]+)[，,、][^］]*］\s*$"
)  # "［佐藤美咲，みなとメディア］"
# The numbers of notes and of affiliations behind a name: "Jane Doe 1,2*".
_NOTE_MARKS = re.compile(
    r"(?<=[^\W\d_])\s*(?:\d{1,2}|[*†‡§¶¹²³⁴⁵⁶⁷⁸⁹]+)(?:\s*,?\s*[\d*†‡§¶¹²³⁴⁵⁶⁷⁸⁹]{1,2})*$"
)
_MOST = 20  # names of one article
_CACHED = 1024  # texts: those of one page are looked at by several rules


def names(texts: Iterable[str]) -> tuple[str, ...]:
    """The names in `texts`, in order, each once."""
    found: dict[str, str] = {}
    for text in texts:
        for name in _split(text):
            found.setdefault(name.casefold(), name)
    return tuple(found.values())[:_MOST]


@lru_cache(maxsize=_CACHED)
def _split(text: str) -> tuple[str, ...]:
    """The names in a byline. Parts behind a bar are names only where they are written so."""
    text = _AFFILIATED.sub(r"\1", without_frame(text))
    text = _without_others(text)
    return tuple(name for part in text.split(";") for name in _names(part))


def _without_others(text: str) -> str:
    """A byline up to whoever did something else, or from whoever wrote where these come last."""
    starts = [
        match.start() for match in (OTHERS.search(text), PICTURES_BEHIND.search(text)) if match
    ]
    if not starts:
        return text
    before = text[: min(starts)]
    own = own_part(text[min(starts) :]) if not before.strip(_OUTER) else ""
    return _without_others(own) if own else before


def _names(text: str) -> list[str]:
    text = _without_first_day(without_by(CONTACT.sub(" | ", text)))
    text = without_when(text)
    if is_person(text.partition("/")[0], at_least=2):  # "Jane Doe/AP"
        text = text.replace("/", " | ")
    found: list[str] = []
    for segment in _BARS.split(text):
        if (found and has_role(segment)) or PICTURES_LED.match(segment):
            continue
        listed = [name for name in _listed(without_by(segment)) if is_name(name)]
        found += [name for name in listed if not found or _is_further(name)]
    others = [name for name in found if name.casefold() not in AGENCIES]
    if any(is_person(name, at_least=2) for name in others) and not _AND_LAST.search(text):
        found = others
    return [name if not name.isupper() or len(name) < 6 else _titled(name) for name in found]


def _without_first_day(text: str) -> str:
    """`text` without a day that a sign separates from the names behind it."""
    first, sign, rest = _DAY_SIGN.split(text, 1) if _DAY_SIGN.search(text) else (text, "", "")
    is_day = bool(sign) and not without_when(first).strip(" ,")
    return rest if is_day and is_person(_bare_name(rest), at_least=2) else text


def _is_further(name: str) -> bool:
    """Whether what follows behind a bar is one more person, not a paper."""
    return is_person(name, at_least=2) and not name.casefold().startswith("the ")


def _listed(text: str) -> list[str]:
    """The names of a list: "A, B and C". What follows behind a comma then is a place."""
    if LISTED_UNSPACED.match(text):
        return text.split()
    text = without_job_behind(text)
    parts = [without_role(part) for part in _AND.split(text) if not PICTURES.search(part)]
    if sum(is_person(_bare_name(part), at_least=2) for part in parts) < 2:
        text = without_role(text)  # else "A, editor, and B, critic"
        parts = [part for part in _AND.split(text) if not PICTURES.search(part)]
    if len(parts) > 1 and _is_one(text, parts):
        return [text.strip(_OUTER)]
    last = _comma(parts[-1]) if parts else []
    listed = [name for part in parts[:-1] for name in _comma(part)]
    return [_bare_name(name) for name in (*listed, *(last[:1] if listed else last))]


def _is_one(text: str, parts: list[str]) -> bool:
    """Whether the "and" in `text` is a part of one name, of an organisation or of a person."""
    if ORGANISATION_OF.search(text) or PARTNERS.search(text):
        return True
    named = any(is_person(part, at_least=2) for part in (*_comma(parts[0]), parts[-1]))
    if not named:
        is_source = parts[-1].casefold() in AGENCIES and " " not in parts[0]  # "FR mit dpa"
        return is_source or bool(ORGANISATION.search(text))
    # "Juan de la Cruz y Pérez", "Jordi Puig i Soler"
    is_joined = re.search(r" [yie] [^\W\d_]+$", text) is not None
    return is_joined and len(parts) == 2 and " " not in parts[1] and is_name(parts[1])


def _bare_name(text: str) -> str:
    """A name without its role, its brackets, and for whom or where it was."""
    text = LEADING_ROLE.sub("", without_bracket(without_by(text)))
    text = without_job_before(text)
    text = _NOTE_MARKS.sub("", text) if " " in text else text
    text = without_role_after(_undashed(text))
    before = without_place(text)
    if is_person(before, at_least=2) and not ORGANISATION.search(before):
        text = before
    return AFTER_UNSPACED.sub("", text).strip(_OUTER)


def _undashed(text: str) -> str:
    """The person in "Jane Doe - The Tarn Echo" or "The Tarn Echo - Jane Doe"."""
    parts = _DASH.split(text)
    if len(parts) == 1:
        return text
    people = (part for part in parts if is_person(part, at_least=2))
    return next((part for part in people if not ORGANISATION.search(part)), text)


def _comma(text: str) -> list[str]:
    """`A B, C D` is two people, `Doe, Jane` is one; behind a whole name, one word is a place
    or an agency, and small words say what somebody is.
    """
    parts = [part for part in (part.strip() for part in _COMMA.split(text)) if part]
    if len(parts) == 2 and not any(" " in part for part in parts) and _is_latin(text):
        return [f"{parts[1]} {parts[0]}"]
    if len(parts) > 1 and " " in parts[0] and _begins_as_name(parts[0]):
        return [parts[0], *(part for part in parts[1:] if not _is_aside(part, len(parts)))]
    return parts


def given_first(text: str) -> str:
    """One name, "von der Heide, Anna" or "García Márquez, Gabriel", with the given name first.

    "Jane Doe, Ruth Poe" may be two people, and stays.
    """
    family, _, given = (part.strip() for part in text.partition(","))
    if not family or not given or "," in given or is_role(given):
        return text
    words = family.split()
    is_one = words[0] in PARTICLES or len(words) == 1 or len(given.split()) == 1
    return f"{given} {family}" if is_one and is_person(given) else text


def _begins_as_name(text: str) -> bool:
    """With a word that is written as a name, or in a script that writes none apart."""
    first = text[0]
    is_caseless = first.isalpha() and first.lower() == first.upper()
    return is_caseless or NAME_WORD.match(text.split(maxsplit=1)[0]) is not None


def _is_latin(text: str) -> bool:
    return max(text) < "\u0250"


def _is_aside(part: str, parts: int) -> bool:
    """Whether a further one of `parts` of a list is a place, an agency or a role."""
    is_word = " " not in part and part[0] < "\u3000"
    is_paper = part.startswith("The ")
    return (
        part[0].islower()
        or is_paper
        or is_job(part)
        or (is_word and (parts == 2 or part.isupper()))
    )


@lru_cache(maxsize=_CACHED)
def without_by(text: str) -> str:
    """`text` without the word that leads a byline; empty when there is nothing else."""
    if not text.isascii() and (match := BY_UNSPACED.match(text)):
        return text[match.end() :]
    if match := HEADED_BY.match(text):
        return text[match.end() :]
    first = _FIRST_WORD.match(text)
    if first is not None and first[1].lower() not in BY_FIRST_WORDS:
        return text
    rest = BY.sub("", text, count=1)
    return rest if rest.strip() else ""


def _titled(name: str) -> str:
    """JANE O'NEIL -> Jane O'Neil, ANA LÓPEZ DE HARO -> Ana López de Haro."""
    words = re.sub(r"[^\W\d_]+", lambda m: m.group().capitalize(), name).split()
    return " ".join(
        word.lower() if at and word.lower() in PARTICLES else word for at, word in enumerate(words)
    )

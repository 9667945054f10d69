"""Names of authors, split into the name variables of CSL 1.0.2."""

from __future__ import annotations

import re

# Particles before a family name, in lower case: "Ursula von der Leyen", "Simone de Beauvoir".
_PARTICLES = frozenset(
    "af al av bin da dal dalla das de degli dei del della den der des di do dos du e el ibn la las"
    " le les lo los 't te ten ter van vom von y zu zum zur".split()
)
_SUFFIX = re.compile(r"(?:Jr|Sr|II|III|IV)\.?", re.IGNORECASE)
# Before a given name: no part of it.
_TITLE = re.compile(r"(?:(?:Dr|Prof|Professor)\.? )+")
_ELISION = re.compile(r"[a-z]{1,4}['’][^\W\d_]")  # "d'Arcy", "dell'Utri": one word, not split
# Words of the names of organisations, in which nothing is split; two persons are left whole too.
_ORGANISATION = re.compile(
    r"\b(?:agenc\w+|agentur|association|board|bureau|committee|council|department|desk|editor\w*"
    r"|equipo|foundation|group|institute?|magazin\w*|ministry|news|newsroom|office|press|presse"
    r"|redac\w+|redaktion|rédaction|redazione|redaktsiya|reporters?|service|society|staff|team"
    r"|times|the|tribune|university|universit\w+)\b|[\d&@/|:;]"
    r"| (?:and|und|et|og|och|и) |\w \w+ [yei] \w+ \w",  # but "José Ortega y Gasset"
    re.IGNORECASE,
)
_MAX_WORDS = 6  # more is rarely the name of a person


def csl_name(name: str) -> dict[str, str]:
    """`family`, `given`, `non-dropping-particle` and `suffix` of a person's name; `literal` for
    one word, an organisation, an abbreviation, and a script in which the family name is first.
    """
    text = _TITLE.sub("", name.strip(), count=1) if _TITLE.match(name.strip()) else name.strip()
    parts, suffix = _without_suffix(text)
    is_person = 2 <= len(text.split()) <= _MAX_WORDS and not _ORGANISATION.search(name)
    if not is_person or len(parts) > 2 or not _is_split_by_spaces(name):
        return {"literal": name}
    given, particle, family = _family_first(*parts) if len(parts) == 2 else _family_last(parts[0])
    if not _is_family(family):
        return {"literal": name}
    found = {
        "family": " ".join(family),
        "given": " ".join(given),
        "non-dropping-particle": " ".join(particle),
        "suffix": suffix,
    }
    return {key: value for key, value in found.items() if value}


def _without_suffix(name: str) -> tuple[list[str], str]:
    """The parts of a name between commas, without "Jr." and the like."""
    parts = [part.strip() for part in name.split(",")]
    if len(parts) > 1 and _SUFFIX.fullmatch(parts[-1]):
        return parts[:-1], parts[-1]
    words = parts[-1].split()
    if len(words) > 2 and _SUFFIX.fullmatch(words[-1]):
        return [*parts[:-1], " ".join(words[:-1])], words[-1]
    return parts, ""


_Split = tuple[list[str], list[str], list[str]]  # given names, particles, family names


def _family_first(before: str, after: str) -> _Split:
    """Of "Leyen, Ursula von der" or "von der Leyen, Ursula"."""
    family, given = before.split(), after.split()
    start = next((n for n, word in enumerate(family) if word not in _PARTICLES), 0)
    particle = _last_particles(given)
    return given[: len(given) - len(particle)], particle + family[:start], family[start:]


def _family_last(name: str) -> _Split:
    """Of "Ursula von der Leyen". A particle with a capital is a part of the family name."""
    words = name.split()
    before = [words[0].lower(), *words[1:-1]]
    if len(words) > 2 and len(_last_particles(before)) == len(before):  # "Von der Leyen"
        return [], before, words[-1:]
    start = len(words) - 1
    while start > 1 and words[start - 1][:1].isupper() and words[start - 1].lower() in _PARTICLES:
        start -= 1
    particle = _last_particles(words[:start])
    return words[: start - len(particle)], particle, words[start:]


def _last_particles(words: list[str]) -> list[str]:
    """The particles at the end of the words before a family name."""
    start = len(words)
    while start and words[start - 1] in _PARTICLES:
        start -= 1
    return words[start:]


def _is_split_by_spaces(name: str) -> bool:
    """Whether a script writes the given name first: Latin, Greek and Cyrillic do."""
    return not any(ord(character) > 0x058F for character in name if character.isalpha())


def _is_family(words: list[str]) -> bool:
    return bool(words) and (words[-1][:1].isupper() or _ELISION.match(words[-1]) is not None)

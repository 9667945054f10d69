"""Names of authors, split into the name variables of CSL 1.0.2."""

from __future__ import annotations

import re

# Particles before a family name, in lower case: "Ursula von der Leyen", "Simone de Beauvoir".
_PARTICLES = frozenset(
    "af al av bin da dal dalla das de degli dei del della den der des di do dos du e el ibn la las"
    " le les lo los 't te ten ter van vom von y zu zum zur".split()
)
_SUFFIX = re.compile(r"(?:Jr|Sr|II|III|IV)\.?", re.IGNORECASE)
# Words of the names of organisations, in which nothing is split.
_ORGANISATION = re.compile(
    r"\b(?:agenc\w+|agentur|association|board|bureau|committee|council|department|desk|editor\w*"
    r"|equipo|foundation|group|institute?|magazin\w*|ministry|news|newsroom|office|press|presse"
    r"|redac\w+|redaktion|rédaction|redazione|redaktsiya|reporters?|service|society|staff|team"
    r"|times|the|tribune|university|universit\w+)\b|[\d&@/|:]",
    re.IGNORECASE,
)
_MAX_WORDS = 6  # more is rarely the name of a person


def csl_name(name: str) -> dict[str, str]:
    """`family`, `given`, `non-dropping-particle` and `suffix` of a person's name; `literal` for
    one word, an organisation, an abbreviation, and a script in which the family name is first.
    """
    words, suffix = _without_suffix(name.strip())
    is_person = 2 <= len(words) <= _MAX_WORDS and not _ORGANISATION.search(name)
    if not is_person or not _is_split_by_spaces(name) or not _ends_as_a_name(words):
        return {"literal": name}
    if words[0].endswith(","):  # "Leyen, Ursula von der"
        family, rest = words[0].rstrip(","), words[1:]
        particle = _last_particles(rest)
        given = rest[: len(rest) - len(particle)]
    else:
        particle = _last_particles(words[:-1])
        family, given = words[-1], words[: len(words) - 1 - len(particle)]
    parts = {
        "family": family,
        "given": " ".join(given),
        "non-dropping-particle": " ".join(particle),
        "suffix": suffix,
    }
    return {key: value for key, value in parts.items() if value}


def _without_suffix(name: str) -> tuple[list[str], str]:
    words = name.split()
    if len(words) > 2 and _SUFFIX.fullmatch(words[-1]):
        *words, suffix = words
        words[-1] = words[-1].rstrip(",")
        return words, suffix
    return words, ""


def _last_particles(words: list[str]) -> list[str]:
    """The particles at the end of the words before a family name."""
    start = len(words)
    while start and words[start - 1] in _PARTICLES:
        start -= 1
    return words[start:]


def _is_split_by_spaces(name: str) -> bool:
    """Whether a script writes the given name first: Latin, Greek and Cyrillic do."""
    return not any(ord(character) > 0x058F for character in name if character.isalpha())


def _ends_as_a_name(words: list[str]) -> bool:
    return words[-1][:1].isupper() or words[0].endswith(",")

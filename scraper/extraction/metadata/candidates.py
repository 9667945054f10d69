"""Candidates: what a page's sources offer for a field, each with its source and confidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from scraper.extraction.metadata.cleaning import clean_text, clean_title
from scraper.extraction.metadata.stated_confidence import stated_confidence
from scraper.models import Evidence

_LONGEST = 10_000  # characters of a value; a longer one is no title, name or date
_LONGEST_TITLE = 1000  # as it is taken apart again and again
_MARKUP = ("json-ld:", "meta:", "itemprop:")  # sources whose values may hold tags
UNSEEN = ("json-ld:", "meta:")  # beginnings of the sources that no reader sees
_MOST = 500  # candidates of a field that are looked at


class Candidate(Struct, frozen=True, gc=False):
    """One value for one field. `source` names the place, `confidence` (0 to 1) its rank among
    others.
    """

    field: str
    value: str
    source: str
    confidence: float


class Candidates:
    """The candidates of a page, by field, the surest first and page order among equals."""

    def __init__(self, found: Iterable[Candidate]) -> None:
        self._fields: dict[str, list[Candidate]] = {}
        self.add(found)

    def add(self, found: Iterable[Candidate]) -> None:
        """Take in more; among equals, what came first stays first."""
        changed = set()
        for candidate in found:
            if value := _cleaned(candidate):
                changed.add(candidate.field)
                self._fields.setdefault(candidate.field, []).append(
                    Candidate(candidate.field, value, candidate.source, candidate.confidence)
                )
        for field in changed:
            candidates = self._fields[field]
            candidates.sort(key=lambda candidate: -candidate.confidence)
            del candidates[_MOST:]

    def of(self, field: str) -> Iterator[Candidate]:
        yield from self._fields.get(field, ())


def _cleaned(candidate: Candidate) -> str:
    has_tags = candidate.source.startswith(_MARKUP)
    if candidate.field != "title":
        return clean_text(candidate.value[:_LONGEST], has_tags=has_tags)
    title = candidate.value[:_LONGEST_TITLE]
    return clean_title(title) if has_tags else clean_text(title, has_tags=False)


def evidence_of(field: str, value: str, candidate: Candidate) -> Evidence:
    """The evidence for `value` of `field`, which `candidate` gave."""
    stated = stated_confidence(field, candidate.source, candidate.confidence)
    return Evidence(field=field, value=value, source=candidate.source, confidence=round(stated, 2))

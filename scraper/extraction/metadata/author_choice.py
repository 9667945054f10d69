"""Candidates -> the authors of a page: those that the most reliable source names, without
accounts, rubrics and the site itself.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence

from scraper.extraction.metadata.byline_lines import LED
from scraper.extraction.metadata.byline_words import (
    COMPANY,
    ORGANISATION,
    PARTNERS,
    is_business,
)
from scraper.extraction.metadata.candidates import UNSEEN, Candidate
from scraper.extraction.metadata.name_shape import PARTICLES, is_person
from scraper.extraction.metadata.page_text import PageText
from scraper.extraction.metadata.people import names, without_by
from scraper.extraction.metadata.title_parts import squeezed

Authors = tuple[tuple[str, ...], Candidate]

_LEAST = 0.3  # confidence below which a name is not believed
_LEAST_SURE = 0.5  # confidence of what the page only shows
# Sources that name each author by itself. What else follows a name are reviewers and others.
_LISTS = ("json-ld:", "meta:", "itemprop:", "rel:author")
# Sources whose markup does not say that they hold a name.
_UNNAMED = ("near the headline", "author box", "byline", "beside the date")
_SHORTEST_SITE = 3  # letters of a site's name that is looked for in others
# Bylines that readers see.
_BYLINES = ("near the headline", "byline", "rel:author", "in the line of the date")
_LEAST_BYLINE = 0.4


def names_individual(candidate: Candidate | None, sites: Container[str]) -> bool:
    """Whether `candidate` is sure and names a person in full, who is not called as the site is."""
    if candidate is None or candidate.confidence <= _LEAST_SURE:
        return False
    found = names([candidate.value])
    return any(_is_individual(name) and squeezed(name) not in sites for name in found)


def choose_authors(
    candidates: Sequence[Candidate],
    page: PageText,
    sites: Iterable[str],
    *,
    is_forum: bool = False,
) -> Authors | None:
    """The authors among `candidates` (surest first) and the candidate that names them.

    `sites` are squeezed names of the site: as an author it counts only where a byline names it.
    The byline that readers see wins over the markup where that names no person, or only people
    whom no reader sees: the accounts of those who entered the text. In a forum (`is_forum`)
    accounts are the authors.
    """
    choice = _AuthorChoice(page, set(sites), candidates)
    declared = choice.surest(candidates)
    if declared is None or is_forum or not declared[1].source.startswith(UNSEEN):
        return declared
    return choice.byline_instead(declared) or declared


class _AuthorChoice:
    def __init__(self, page: PageText, sites: set[str], candidates: Sequence[Candidate]) -> None:
        self.page = page
        self.sites = sites - set(_signed(candidates, sites))
        self.candidates = candidates

    def surest(self, candidates: Sequence[Candidate]) -> Authors | None:
        for source in dict.fromkeys(candidate.source for candidate in candidates):
            same = [candidate for candidate in candidates if candidate.source == source]
            same = [one for one in same if one.confidence == same[0].confidence]
            if same[0].confidence < _LEAST:
                return None
            if not source.startswith(_LISTS):
                same = _until_named(same)
            people = names(one.value for one in same if not self._is_whole_site(one.value))
            people = tuple(name for name in people if self._is_author(name, source))
            if people:
                return people, same[0]
        return None

    def byline_instead(self, declared: Authors) -> Authors | None:
        rivals = list(self._rivals(declared[0]))
        if not rivals:  # on most pages: their text is not read
            return None
        sources = self._rival_sources(declared)
        for found, one in rivals:
            if _is_of(one, sources) and not any(map(self.page.writes_small, found)):
                return found, one
        return None

    def _rivals(self, people: Sequence[str]) -> Iterator[Authors]:
        """The bylines that name individuals, and others than `people`."""
        for one in self.candidates:
            if one.confidence < _LEAST_BYLINE or not _is_of(one, _BYLINES):
                continue
            found = tuple(name for name in names([one.value]) if self._is_individual(name))
            if found and not any(is_business(name) or _is_part(name, people) for name in found):
                yield found, one

    def _rival_sources(self, declared: Authors) -> tuple[str, ...]:
        """The sources of bylines that win over what the markup declares."""
        people, candidate = declared
        if not any(map(self._is_individual, people)):
            return _BYLINES
        if not any(map(self._is_shown, people)):
            return _BYLINES if candidate.source == "meta:author" else (LED,)
        is_sure = candidate.source.startswith("json-ld:") or self._is_in_byline(people)
        return () if is_sure else (LED,)

    def _is_whole_site(self, value: str) -> bool:
        """Whether `value` is the site's name, of which a part reads as a name and a role."""
        whole = squeezed(without_by(value))
        return whole in self.sites and whole not in map(squeezed, names([value]))

    def _is_in_byline(self, people: Sequence[str]) -> bool:
        seen = [squeezed(one.value) for one in self.candidates if _is_of(one, _BYLINES)]
        return any(squeezed(name) in value for name in people for value in seen)

    def _is_individual(self, name: str) -> bool:
        return _is_individual(name) and squeezed(name) not in self.sites

    def _may_be_beside(self, name: str, source: str) -> bool:
        """Whether `name`, which no markup calls a name, is no rubric, label or slogan."""
        words = [word for word in name.split() if word not in PARTICLES]
        small = sum(map(self.page.writes_small, words))
        if small == len(words) or (len(words) > 2 and small > 1):
            return source == "byline" and small < 2
        if source == "author box" and " " not in name and name.isascii():
            return False
        names_site = any(
            len(site) > _SHORTEST_SITE and site in squeezed(name) for site in self.sites
        )
        return source != "beside the date" or not names_site

    def _is_shown(self, name: str) -> bool:
        return self.page.shows(name) or self.page.shows(name.upper())

    def _is_author(self, name: str, source: str) -> bool:
        """Not a login or a rubric, nor the site's own name unless a person has it."""
        if " " not in name and name.islower():
            return self.page.shows(name) and squeezed(name) not in self.sites
        if source.startswith(UNSEEN) and COMPANY.search(name):
            return False
        if source.startswith(_UNNAMED) and not self._may_be_beside(name, source):
            return False
        if squeezed(name) in self.sites:
            is_owner = is_person(name, at_least=2) and not is_business(name)
            return is_owner and not self.page.writes_small(name)
        return True


def _is_individual(name: str) -> bool:
    """Whether `name` is a person's in full, and no organisation's."""
    is_whole = is_person(name.title(), at_least=2) or (not name.isascii() and is_person(name))
    is_other = ORGANISATION.search(name) or COMPANY.search(name) or PARTNERS.search(name)
    return is_whole and not is_other


def _is_part(name: str, people: Iterable[str]) -> bool:
    """Whether `name` is one of `people`, or is in the name of one: "ZDNet Japan Staff"."""
    return any(squeezed(name) in squeezed(one) for one in people)


def _is_of(candidate: Candidate, sources: tuple[str, ...]) -> bool:
    if sources == (LED,):  # itself, and no source that begins so
        return candidate.source == LED
    return candidate.source.startswith(sources)


def _signed(candidates: Sequence[Candidate], sites: set[str]) -> Iterator[str]:
    """The names of the site that a byline gives, and nobody else beside it or more surely."""
    seen = [one for one in candidates if not one.source.startswith(UNSEEN)]
    people = (one.confidence for one in seen if _names_person(one, sites))
    least = max(people, default=0.0)
    for candidate in seen:
        if candidate.confidence < least:
            continue
        if not any(site and site in squeezed(candidate.value) for site in sites):
            continue
        found = names([candidate.value])
        others = (name for name in found if squeezed(name) not in sites)
        if not any(is_person(name, at_least=2) for name in others):
            yield from map(squeezed, found)


def _names_person(candidate: Candidate, sites: set[str]) -> bool:
    found = names([candidate.value])
    return bool(found) and all(
        _is_individual(name) and squeezed(name) not in sites for name in found
    )


def _until_named(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The first of `candidates` that names somebody."""
    return next(([one] for one in candidates if names([one.value])), [])

"""Candidates -> Metadata: for each field the surest candidate that can be true."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import islice

from scraper.extraction.metadata.byline_words import COMPANY, is_business
from scraper.extraction.metadata.candidates import Candidate, Candidates
from scraper.extraction.metadata.canonical import choose_canonical
from scraper.extraction.metadata.cleaning import absolute
from scraper.extraction.metadata.dates import day_of, is_day_first, parse_date
from scraper.extraction.metadata.headings import PageHeadings
from scraper.extraction.metadata.headline import choose_headline
from scraper.extraction.metadata.language_tag import language_tag
from scraper.extraction.metadata.page_text import PageText
from scraper.extraction.metadata.people import is_person, names
from scraper.extraction.metadata.title_parts import SiteNames, left_over, squeezed
from scraper.extraction.page.url_parts import url_parts
from scraper.models import Evidence, Metadata

_FREE = {"true": True, "free": True, "yes": True, "1": True}
_NOT_FREE = {"false": False, "locked": False, "metered": False, "no": False, "0": False}
_AHEAD = timedelta(days=1)  # a page may be written east of the clock that fetched it
_LEAST = 0.3  # confidence below which a date or a name is not believed
_UNSEEN = ("json-ld:", "meta:")  # sources that no reader sees
# Sources that name each author by itself. What else follows a name are reviewers and others.
_LISTS = ("json-ld:", "meta:", "itemprop:", "rel:author")
_GUESSED = frozenset({"near the headline", "author box"})  # no markup says that it is a name
_CHOSEN_AGAIN = frozenset({"authors", "published", "modified"})
_LOGO = re.compile(
    r"(?:^|[/_.-])(?:logo\w*|fav-?icon|icon|sprite|placeholder|default|blank)[^/]*$", re.IGNORECASE
)
_MOST_TAGS = 30
_TYPE = re.compile(r"^(?:og:)?[A-Za-z][A-Za-z0-9._:-]{0,59}$")
_MOST_TYPES = 20
_LONGEST_TAG = 60


def choose_fields(
    found: Candidates, headings: PageHeadings, page: PageText, *, url: str, now: datetime | None
) -> Metadata:
    """The metadata of a page; see read_metadata for `url` and `now`."""
    chooser = _Chooser(found, page, url, now)
    published, modified = chooser.dates()
    title, site_name = chooser.title_and_site(headings)
    return Metadata(
        title=title,
        authors=chooser.authors(site_name),
        published=published,
        modified=modified,
        language=chooser.language(),
        site_name=site_name,
        section=chooser.text("section"),
        tags=chooser.tags(),
        description=chooser.text("description"),
        image=chooser.image(),
        canonical_url=chooser.canonical(),
        license=chooser.text("license"),
        free_access=chooser.free_access(),
        types=chooser.types(),
        evidence=tuple(chooser.evidence),
    )


def choose_again(
    metadata: Metadata, found: Candidates, page: PageText, *, url: str, now: datetime | None
) -> Metadata:
    """`metadata` with authors and dates chosen anew, after candidates for them were added."""
    chooser = _Chooser(found, page, url, now)
    published, modified = chooser.dates()
    authors = chooser.authors(metadata.site_name)
    others = tuple(e for e in metadata.evidence if e.field not in _CHOSEN_AGAIN)
    return replace(
        metadata,
        authors=authors,
        published=published,
        modified=modified,
        evidence=(*chooser.evidence, *others),
    )


def with_newsroom(metadata: Metadata, found: Candidates) -> Metadata:
    """`metadata` of a news article that names no person, with whom its markup names instead."""
    if metadata.authors or "NewsArticle" not in "".join(metadata.types):
        return metadata
    signed = (one for one in found.of("authors") if one.source == "json-ld:author")
    people = names(one.value for one in islice(signed, 1))[:1]
    if not people or (people[0].islower() and "." not in people[0]):
        return metadata
    evidence = Evidence(field="authors", value=people[0], source="json-ld:author", confidence=0.4)
    return replace(metadata, authors=people, evidence=(*metadata.evidence, evidence))


class _Chooser:
    """The choice of each field; `evidence` grows with what was chosen."""

    def __init__(self, found: Candidates, page: PageText, url: str, now: datetime | None) -> None:
        self.found = found
        self.page = page
        self.url = url
        self.latest = day_of(now + _AHEAD) if now is not None else None
        self.evidence: list[Evidence] = []

    @cached_property
    def day_first(self) -> bool | None:
        """How the page's language orders the numbers of a date."""
        orders = (is_day_first(language_tag(one.value)) for one in self.found.of("language"))
        return next((order for order in orders if order is not None), None)

    def _believe(self, field: str, value: str, candidate: Candidate) -> None:
        self.evidence.append(
            Evidence(
                field=field,
                value=value,
                source=candidate.source,
                confidence=round(candidate.confidence, 2),
            )
        )

    def text(self, field: str) -> str:
        candidate = next(self.found.of(field), None)
        if candidate is None:
            return ""
        self._believe(field, candidate.value, candidate)
        return candidate.value

    def image(self) -> str:
        """The first picture that is not called a logo, else the first."""
        found = [(absolute(one.value, self.url), one) for one in self.found.of("image")]
        found = [pair for pair in found if pair[0]]
        for value, candidate in sorted(found, key=lambda pair: bool(_LOGO.search(pair[0]))):
            self._believe("image", value, candidate)
            return value
        return ""

    def title_and_site(self, headings: PageHeadings) -> tuple[str, str]:
        """The headline, and the site's name: the declared one, else what `<title>` adds to it."""
        site_name = self.text("site_name")
        titles = list(self.found.of("title"))
        rubrics = {squeezed(part) for part in url_parts(self.url).path.rstrip("/").split("/")[:-1]}
        rubrics |= {squeezed(one.value) for one in self.found.of("section")}
        names = [one.value for one in self.found.of("site_name")]
        sites = SiteNames(names, self.url)
        chosen = choose_headline(
            titles, headings, sites, rubrics - {""}, is_article=self._is_article()
        )
        if chosen is None:
            return "", site_name
        self._believe("title", chosen.value, chosen)
        return chosen.value, site_name or self._site_beside(chosen.value, titles)

    def _is_article(self) -> bool:
        kinds = (one.value.lower() for one in self.found.of("types"))
        return any(kind.endswith(("article", "blogposting")) for kind in kinds)

    def _site_beside(self, headline: str, titles: list[Candidate]) -> str:
        for title in titles:
            if name := left_over(title.value, headline):
                self._believe("site_name", name, Candidate("site_name", name, title.source, 0.4))
                return name
        return ""

    def _sites(self, site_name: str) -> Iterator[str]:
        yield site_name
        host = (url_parts(self.url).hostname or "").removeprefix("www.")
        yield host
        yield from host.split(".")[:-1]

    def authors(self, site_name: str) -> tuple[str, ...]:
        """Those that the surest source names, as far as a reader would say so too."""
        candidates = list(self.found.of("authors"))
        sites = {squeezed(name) for name in self._sites(site_name)}
        shown = (one.value for one in candidates if not one.source.startswith(_UNSEEN))
        shown = (text for text in shown if any(site and site in squeezed(text) for site in sites))
        sites -= {squeezed(name) for name in names(shown)}
        for source in dict.fromkeys(candidate.source for candidate in candidates):
            same = [candidate for candidate in candidates if candidate.source == source]
            same = [one for one in same if one.confidence == same[0].confidence]
            if same[0].confidence < _LEAST:
                return ()
            if not source.startswith(_LISTS):
                same = _until_named(same)
            people = names(candidate.value for candidate in same)
            people = tuple(name for name in people if self._is_author(name, source, sites))
            if people:
                self._believe("authors", "; ".join(people), same[0])
                return people
        return ()

    def _is_author(self, name: str, source: str, sites: set[str]) -> bool:
        """Not a login or a rubric, nor the site's own name unless a person has it."""
        if " " not in name and name.islower():
            return self.page.shows(name)
        if source.startswith(_UNSEEN) and COMPANY.search(name):
            return False
        if source in _GUESSED and all(self.page.writes_small(word) for word in name.split()):
            return False
        if squeezed(name) in sites:
            is_owner = is_person(name, at_least=2) and not is_business(name)
            return is_owner and not self.page.writes_small(name)
        return True

    def dates(self) -> tuple[date | datetime | None, date | datetime | None]:
        """Published and modified; none in the future, modified never before published."""
        published = self._date("published")
        modified = self._date("modified", not_before=published)
        return published, modified

    def _date(
        self, field: str, not_before: date | datetime | None = None
    ) -> date | datetime | None:
        for candidate in self.found.of(field):
            value = parse_date(candidate.value, day_first=self.day_first)
            if value is None or candidate.confidence < _LEAST or not self._is_possible(value):
                continue
            if not_before is not None and day_of(value) < day_of(not_before):
                continue
            self._believe(field, value.isoformat(), candidate)
            return value
        return None

    def _is_possible(self, value: date | datetime) -> bool:
        return self.latest is None or day_of(value) <= self.latest

    def language(self) -> str:
        for candidate in self.found.of("language"):
            if value := language_tag(candidate.value):
                self._believe("language", value, candidate)
                return value
        return ""

    def tags(self) -> tuple[str, ...]:
        """The tags of the surest source, each once."""
        candidates = list(self.found.of("tags"))
        if not candidates:
            return ()
        same = [c for c in candidates if c.source == candidates[0].source]
        tags = {c.value.casefold(): c.value for c in reversed(same) if len(c.value) <= _LONGEST_TAG}
        found = tuple(reversed(tags.values()))[:_MOST_TAGS]
        if found:
            self._believe("tags", "; ".join(found), same[0])
        return found

    def canonical(self) -> str:
        chosen = choose_canonical(self.found.of("canonical_url"), self.url)
        if chosen is None:
            return ""
        self._believe("canonical_url", *chosen)
        return chosen[0]

    def types(self) -> tuple[str, ...]:
        """All that are declared, each once; Open Graph's bear its prefix."""
        found: dict[str, Candidate] = {}
        for candidate in self.found.of("types"):
            prefix = "og:" if candidate.source == "meta:og:type" else ""
            name = prefix + candidate.value.removeprefix(prefix)
            if _TYPE.match(name) and len(found) < _MOST_TYPES:
                found.setdefault(name, candidate)
        if found:
            self._believe("types", "; ".join(found), next(iter(found.values())))
        return tuple(found)

    def free_access(self) -> bool | None:
        for candidate in self.found.of("free_access"):
            value = (_FREE | _NOT_FREE).get(candidate.value.lower())
            if value is not None:
                self._believe("free_access", str(value).lower(), candidate)
                return value
        return None


def _until_named(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The first of `candidates` that names somebody."""
    return next(([one] for one in candidates if names([one.value])), [])

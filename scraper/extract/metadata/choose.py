"""Candidates -> Metadata: for each field the surest candidate that can be true."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from scraper.extract.metadata.candidates import Candidate, Candidates
from scraper.extract.metadata.clean import absolute
from scraper.extract.metadata.dates import day_of, parse_date, url_date
from scraper.extract.metadata.headline import choose_headline
from scraper.extract.metadata.people import names
from scraper.models import Evidence, Metadata

_LANGUAGE = re.compile(r"^[a-zA-Z]{2,3}(?:[-_](?:[a-zA-Z]{4}|[a-zA-Z]{2}|\d{3})){0,2}$")
_FREE = {"true": True, "free": True, "yes": True, "1": True}
_NOT_FREE = {"false": False, "locked": False, "metered": False, "no": False, "0": False}
_AHEAD = timedelta(days=1)  # a page may be written east of the clock that fetched it
_MOST_TAGS = 30
_LONGEST_TAG = 60


def choose(found: Candidates, *, url: str, now: datetime | None) -> Metadata:
    """The metadata of a page; see read_metadata for `url` and `now`."""
    chooser = _Chooser(found, url, now)
    published, modified = chooser.dates()
    site_name = chooser.text("site_name")
    return Metadata(
        title=chooser.title(site_name),
        authors=chooser.authors(site_name),
        published=published,
        modified=modified,
        language=chooser.language(),
        site_name=site_name,
        section=chooser.text("section"),
        tags=chooser.tags(),
        description=chooser.text("description"),
        image=chooser.address("image"),
        canonical_url=chooser.canonical(),
        license=chooser.text("license"),
        free_access=chooser.free_access(),
        evidence=tuple(chooser.evidence),
    )


class _Chooser:
    """The choice of each field; `evidence` grows with what was chosen."""

    def __init__(self, found: Candidates, url: str, now: datetime | None) -> None:
        self.found = found
        self.url = url
        self.latest = day_of(now + _AHEAD) if now is not None else None
        self.evidence: list[Evidence] = []

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

    def address(self, field: str) -> str:
        for candidate in self.found.of(field):
            if value := absolute(candidate.value, self.url):
                self._believe(field, value, candidate)
                return value
        return ""

    def title(self, site_name: str) -> str:
        titles = list(self.found.of("title"))
        chosen = choose_headline(titles, list(self.found.of("heading")), self._sites(site_name))
        if chosen is None:
            return ""
        self._believe("title", chosen.value, chosen)
        return chosen.value

    def _sites(self, site_name: str) -> Iterator[str]:
        yield site_name
        host = (urlsplit(self.url).hostname or "").removeprefix("www.")
        yield host
        yield from host.split(".")[:-1]

    def authors(self, site_name: str) -> tuple[str, ...]:
        """The people that the surest source names; the site itself is nobody."""
        candidates = list(self.found.of("authors"))
        for source in dict.fromkeys(candidate.source for candidate in candidates):
            same = [candidate for candidate in candidates if candidate.source == source]
            if same[0].confidence < 0.3:
                return ()
            people = names(candidate.value for candidate in same)
            people = tuple(name for name in people if name.casefold() != site_name.casefold())
            if people:
                self._believe("authors", "; ".join(people), same[0])
                return people
        return ()

    def dates(self) -> tuple[date | datetime | None, date | datetime | None]:
        """Published and modified; none in the future, modified never before published."""
        published = self._date("published")
        if published is None and (day := url_date(self.url)) and self._is_possible(day):
            self._believe("published", day.isoformat(), Candidate("published", "", "url", 0.7))
            published = day
        modified = self._date("modified", not_before=published)
        return published, modified

    def _date(
        self, field: str, not_before: date | datetime | None = None
    ) -> date | datetime | None:
        for candidate in self.found.of(field):
            value = parse_date(candidate.value)
            if value is None or candidate.confidence < 0.3 or not self._is_possible(value):
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
            if _LANGUAGE.match(candidate.value):
                value = _bcp47(candidate.value)
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
        """The address the page names as its own, unless it names the home page for all."""
        for candidate in self.found.of("canonical_url"):
            value = absolute(candidate.value, self.url)
            is_home = urlsplit(value).path in {"", "/"} and not urlsplit(value).query
            if value and not (is_home and urlsplit(self.url).path not in {"", "/"}):
                self._believe("canonical_url", value, candidate)
                return value
        return ""

    def free_access(self) -> bool | None:
        for candidate in self.found.of("free_access"):
            value = (_FREE | _NOT_FREE).get(candidate.value.lower())
            if value is not None:
                self._believe("free_access", str(value).lower(), candidate)
                return value
        return None


def _bcp47(tag: str) -> str:
    """en_us -> en-US, zh-hans-cn -> zh-Hans-CN (RFC 5646, 2.1.1)."""
    first, *rest = re.split("[-_]", tag)
    cased = [part.title() if len(part) == 4 else part.upper() for part in rest]
    return "-".join((first.lower(), *cased))

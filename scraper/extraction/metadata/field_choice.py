"""Candidates -> Metadata: for each field the surest candidate that can be true."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property

from scraper.extraction.metadata.author_choice import choose_authors
from scraper.extraction.metadata.candidates import Candidate, Candidates, evidence_of
from scraper.extraction.metadata.canonical import choose_canonical
from scraper.extraction.metadata.cleaning import absolute
from scraper.extraction.metadata.date_choice import (
    Dated,
    choose_date,
    choose_published,
    latest_day,
)
from scraper.extraction.metadata.dates import day_of, is_day_first
from scraper.extraction.metadata.language_tag import language_tag
from scraper.extraction.metadata.page_text import PageText
from scraper.extraction.metadata.title_choice import TitleChoice
from scraper.extraction.metadata.title_parts import squeezed
from scraper.extraction.page.url_parts import url_parts
from scraper.models import Evidence, Metadata

_FREE = {"true": True, "free": True, "yes": True, "1": True}
_NOT_FREE = {"false": False, "locked": False, "metered": False, "no": False, "0": False}
_CHOSEN_AGAIN = frozenset({"authors", "published", "modified"})
_LOGO = re.compile(
    r"(?:^|[/_.-])(?:logo\w*|fav-?icon|icon|sprite|placeholder|default|blank)[^/]*$", re.IGNORECASE
)
_MOST_TAGS = 30
_TYPE = re.compile(r"^(?:og:)?[A-Za-z][A-Za-z0-9._:-]{0,59}$")
_MOST_TYPES = 20
_LONGEST_TAG = 60
_FORUMS = frozenset({"DiscussionForumPosting", "QAPage", "SocialMediaPosting"})


def choose_fields(
    found: Candidates, titles: TitleChoice, page: PageText, *, url: str, now: datetime | None
) -> Metadata:
    """The metadata of a page whose `titles` are chosen; see read_metadata for `url` and `now`."""
    chooser = _Chooser(found, page, url, now)
    published, modified = chooser.dates()
    chooser.evidence.extend(titles.evidence)
    return Metadata(
        title=titles.title,
        authors=chooser.authors(titles.site_name),
        published=published,
        modified=modified,
        language=chooser.language(),
        site_name=titles.site_name,
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


class _Chooser:
    """The choice of each field; `evidence` grows with what was chosen."""

    def __init__(self, found: Candidates, page: PageText, url: str, now: datetime | None) -> None:
        self.found = found
        self.page = page
        self.url = url
        self.latest = latest_day(now)
        self.evidence: list[Evidence] = []

    @cached_property
    def day_first(self) -> bool | None:
        """How the page's language orders the numbers of a date."""
        orders = (is_day_first(language_tag(one.value)) for one in self.found.of("language"))
        return next((order for order in orders if order is not None), None)

    def _believe(self, field: str, value: str, candidate: Candidate) -> None:
        self.evidence.append(evidence_of(field, value, candidate))

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

    def authors(self, site_name: str) -> tuple[str, ...]:
        candidates = list(self.found.of("authors"))
        is_forum = any(one.value in _FORUMS for one in self.found.of("types"))
        sites = site_keys(site_name, self.url)
        chosen = choose_authors(candidates, self.page, sites, is_forum=is_forum)
        if chosen is None:
            return ()
        people, candidate = chosen
        self._believe("authors", "; ".join(people), candidate)
        return people

    def dates(self) -> tuple[date | datetime | None, date | datetime | None]:
        """Published and modified; none in the future, modified never before published."""
        published = choose_published(
            list(self.found.of("published")), day_first=self.day_first, latest=self.latest
        )
        modified = choose_date(
            self.found.of("modified"),
            day_first=self.day_first,
            latest=self.latest,
            not_before=day_of(published[0]) if published else None,
        )
        return self._dated("published", published), self._dated("modified", modified)

    def _dated(self, field: str, chosen: Dated | None) -> date | datetime | None:
        if chosen is None:
            return None
        self._believe(field, chosen[0].isoformat(), chosen[1])
        return chosen[0]

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


def site_keys(site_name: str, url: str) -> set[str]:
    """The squeezed names of the site: the declared one, its host, and the parts of the host."""
    host = (url_parts(url).hostname or "").removeprefix("www.")
    return {squeezed(name) for name in (site_name, host, *host.split(".")[:-1])}

"""The health of an archive: what it has of each site, what fails and since when, what is due."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from scraper.archive.disk_usage import DiskUsage, disk_usage
from scraper.archive.state.record import Record
from scraper.archive.state.run_history import RunEntry, latest_runs
from scraper.archive.state.site_health import failing_since
from scraper.archive.state.state_store import State
from scraper.outcomes import FAILURES, SAVED
from scraper.pipeline.due import due_at
from scraper.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteStatus:
    """One site. `urls` are all its rows, `articles` those with a saved article, `failed` those
    whose last request failed.

    `last_success` is the last request that found an article, new or unchanged. `failing_since`
    is the start of the first of its latest runs without one; None where the last run had one.
    `due` URLs are requested by a run now, `due_next` is when the next one is (None: never).
    `bytes` are those of its articles' files.
    """

    site: str
    urls: int
    articles: int
    failed: int
    last_success: datetime | None
    failing_since: datetime | None
    due: int
    due_next: datetime | None
    bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveStatus:
    """An archive. `sites` are those that fail first, then by name."""

    sites: tuple[SiteStatus, ...]
    last_run: RunEntry | None
    usage: DiskUsage

    @property
    def articles(self) -> int:
        return sum(site.articles for site in self.sites)


def archive_status(
    folder: Path, state: State, settings: Settings, *, now: datetime
) -> ArchiveStatus:
    """The status of the archive in `folder` at `now`; `settings` say what is due. Memory depends
    on the number of sites, not of articles. Raises ArchiveError.
    """
    tallies = _tallies(state.records(), settings, now)
    failing = failing_since(state)
    usage = disk_usage(folder)
    sites = [
        _site_status(site, tally, failing.get(site), usage.of_site(site))
        for site, tally in tallies.items()
    ]
    sites.sort(key=lambda status: (status.failing_since is None, status.site))
    last = latest_runs(state, 1)
    return ArchiveStatus(sites=tuple(sites), last_run=last[0] if last else None, usage=usage)


@dataclass(slots=True)
class _Tally:
    """What is counted of a site while its rows are read."""

    urls: int = 0
    articles: int = 0
    failed: int = 0
    due: int = 0
    last_success: datetime | None = None
    due_next: datetime | None = None

    def add(self, record: Record, due: datetime | None, now: datetime) -> None:
        self.urls += 1
        self.articles += bool(record.path)
        self.failed += record.outcome in FAILURES
        if record.outcome in SAVED:
            self.last_success = max(record.checked_at, self.last_success or record.checked_at)
        if due is not None:
            self.due += due <= now
            self.due_next = min(due, self.due_next or due)


def _tallies(records: Iterable[Record], settings: Settings, now: datetime) -> dict[str, _Tally]:
    tallies: dict[str, _Tally] = {}
    for record in records:
        tally = tallies.setdefault(record.site, _Tally())
        tally.add(record, due_at(record, now, settings), now)
    return tallies


def _site_status(site: str, tally: _Tally, failing: datetime | None, size: int) -> SiteStatus:
    return SiteStatus(
        site=site,
        urls=tally.urls,
        articles=tally.articles,
        failed=tally.failed,
        last_success=tally.last_success,
        failing_since=failing,
        due=tally.due,
        due_next=tally.due_next,
        bytes=size,
    )

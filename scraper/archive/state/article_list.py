"""The saved articles of an archive page by page, the latest first; and the URLs that fail."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from scraper.archive.state.record import Record
from scraper.archive.state.rows import COLUMNS, from_row
from scraper.archive.state.state_store import State
from scraper.outcomes import FAILURES

_NAMES = ", ".join(COLUMNS)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleFilter:
    """Which saved articles: empty values match all. `since` and `until` are days (ISO 8601) of
    the first save, both included. `among` and `without` are URL keys; None matches all.
    """

    site: str = ""
    outcome: str = ""
    since: str = ""
    until: str = ""
    among: frozenset[str] | None = None
    without: frozenset[str] | None = None

    def has(self, record: Record) -> bool:
        """Whether a row is one of `among` and none of `without`."""
        is_among = self.among is None or record.key in self.among
        return is_among and (self.without is None or record.key not in self.without)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """Some articles, and the position after which the next ones follow; empty at the end."""

    records: tuple[Record, ...]
    next: str = ""


def list_articles(state: State, wanted: ArticleFilter, *, limit: int, after: str = "") -> ListPage:
    """At most `limit` saved articles, the last saved first, after the position `after` of the
    page before. Raises ArchiveError.
    """
    where, values = _where(wanted)
    if after:
        created, _, key = after.partition(" ")
        where.append("(created, key) < (?, ?)")
        values += [created, key]
    with state.database.errors():
        rows = state.database.connection.execute(
            f"SELECT {_NAMES} FROM article WHERE {' AND '.join(where)} "  # noqa: S608 - constants
            "ORDER BY created DESC, key DESC LIMIT ?",
            (*values, limit + 1),
        ).fetchall()
    records = tuple(from_row(row, state.database.path) for row in rows[:limit])
    last = records[-1] if len(rows) > limit else None
    position = f"{last.created.isoformat()} {last.key}" if last and last.created else ""
    return ListPage(records=records, next=position)


def list_failures(state: State, *, limit: int) -> tuple[Record, ...]:
    """The URLs whose last request failed, the latest first. Raises ArchiveError."""
    names = sorted(FAILURES)
    marks = ", ".join("?" * len(names))
    with state.database.errors():
        rows = state.database.connection.execute(
            f"SELECT {_NAMES} FROM article WHERE outcome IN ({marks}) "  # noqa: S608 - constants
            "ORDER BY checked_at DESC LIMIT ?",
            (*names, limit),
        ).fetchall()
    return tuple(from_row(row, state.database.path) for row in rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteSummary:
    """How many URLs of a site there are, how many have a saved article, and how many failed the
    last time. `checked` is the last request (ISO 8601).
    """

    site: str
    urls: int
    articles: int
    failed: int
    checked: str


def site_summaries(state: State) -> list[SiteSummary]:
    """All sites of an archive, by name. Raises ArchiveError."""
    names = sorted(FAILURES)
    marks = ", ".join("?" * len(names))
    with state.database.errors():
        rows = state.database.connection.execute(
            "SELECT site, count(*), sum(path <> ''), "  # noqa: S608 - constants
            f"sum(outcome IN ({marks})), max(checked_at) FROM article GROUP BY site ORDER BY site",
            names,
        )
        return [
            SiteSummary(site=site, urls=urls, articles=articles, failed=failed, checked=checked)
            for site, urls, articles, failed, checked in rows
        ]


def site_names(state: State) -> list[str]:
    """The sites of an archive, by name. Raises ArchiveError."""
    with state.database.errors():
        rows = state.database.connection.execute("SELECT DISTINCT site FROM article ORDER BY site")
        return [site for (site,) in rows]


def _where(wanted: ArticleFilter) -> tuple[list[str], list[Any]]:
    """The conditions of a filter, and their values."""
    conditions = {
        "site = ?": wanted.site,
        "outcome = ?": wanted.outcome,
        "created >= ?": wanted.since,
        # later than every instant of that day
        "created < ?": f"{wanted.until}U" if wanted.until else "",
    }
    given = {condition: value for condition, value in conditions.items() if value}
    if wanted.among is not None:
        given["key IN (SELECT value FROM json_each(?))"] = json.dumps(sorted(wanted.among))
    if wanted.without is not None:
        given["key NOT IN (SELECT value FROM json_each(?))"] = json.dumps(sorted(wanted.without))
    return ["path <> ''", *given], list(given.values())

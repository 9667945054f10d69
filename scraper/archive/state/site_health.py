"""Whether a site still yields what it did: a row for each site and run, compared with earlier.

A site that was redesigned or has a new paywall fails silently, with fewer articles or shorter
texts. A line in a run's summary reports it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from statistics import median

from scraper.archive.state.rows import utc_text
from scraper.archive.state.state_store import State
from scraper.outcomes import SAVED

# Chosen so that the daily changes of a site give no warning, without a corpus to measure on:
# a warning costs a look at the site, and half of its articles missing is worth one.
_MAX_RUNS = 50  # of which rows are stored: weeks of a daily run
_COMPARED = 10  # runs of a site that a new one is compared with
_MIN_PAGES = 5  # of a site in this run; of fewer, one paywall more is a large share
_MIN_PAGES_BEFORE = 10
_MIN_SHARE = 0.5  # of the share of pages that were articles before
_MIN_LENGTH = 1 / 3  # of the median length before; teasers of a paywall are shorter


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """Pages of a site that were requested in a run, how many were articles, and the median
    length of these in words.
    """

    site: str
    requested: int
    saved: int
    words: int

    @property
    def share(self) -> float:
        return self.saved / self.requested


def note_health(state: State, run: int, since: datetime) -> Iterator[str]:
    """Store the health of sites in a run that began at `since`; a warning for each that fell."""
    database = state.database
    with database.transaction():
        now = list(_current(state, since))
        for health in now:
            if line := _warning(health, _earlier(state, health.site)):
                yield line
        database.connection.executemany(
            "INSERT OR REPLACE INTO health VALUES (?, ?, ?, ?, ?)",
            ((h.site, run, h.requested, h.saved, h.words) for h in now),
        )
        database.connection.execute("DELETE FROM health WHERE run <= ?", (run - _MAX_RUNS,))


def failing_since(state: State) -> dict[str, datetime]:
    """The sites whose latest runs yielded no article, each with the start of the first of them.

    Only runs that requested a page of the site count, and of each site at most the last 50 runs.
    """
    rows = state.database.connection.execute(
        "SELECT site, min(started) FROM health JOIN run ON run.id = health.run WHERE asked > 0 "
        "AND health.run > coalesce((SELECT max(good.run) FROM health AS good "
        "WHERE good.site = health.site AND good.saved > 0), 0) GROUP BY site"
    )
    with state.database.errors():
        return {site: datetime.fromisoformat(started) for site, started in rows}


def health_history(state: State) -> dict[str, list[Health]]:
    """The stored health of each site, run by run, the oldest first."""
    with state.database.errors():
        rows = state.database.connection.execute(
            "SELECT site, asked, saved, words FROM health WHERE asked > 0 ORDER BY site, run"
        )
        return {
            site: [
                Health(site=site, requested=requested, saved=saved, words=words)
                for _, requested, saved, words in group
            ]
            for site, group in groupby(rows, key=itemgetter(0))
        }


def _current(state: State, since: datetime) -> Iterator[Health]:
    rows = state.database.connection.execute(
        "SELECT site, outcome, words FROM article WHERE checked_at >= ? "
        "AND outcome <> 'feed' ORDER BY site",
        (utc_text(since),),
    )
    for site, group in groupby(rows, key=itemgetter(0)):
        pages = [(outcome in SAVED, words) for _, outcome, words in group]
        lengths = [words for is_saved, words in pages if is_saved]
        yield Health(
            site=site,
            requested=len(pages),
            saved=len(lengths),
            words=round(median(lengths)) if lengths else 0,
        )


def _earlier(state: State, site: str) -> list[Health]:
    rows = state.database.connection.execute(
        "SELECT site, asked, saved, words FROM health WHERE site = ? ORDER BY run DESC LIMIT ?",
        (site, _COMPARED),
    )
    return [
        Health(site=site, requested=requested, saved=saved, words=words)
        for _, requested, saved, words in rows
    ]


def _warning(now: Health, earlier: list[Health]) -> str:
    """A line for a person; empty where the site is as before."""
    requested = sum(health.requested for health in earlier)
    if now.requested < _MIN_PAGES or requested < _MIN_PAGES_BEFORE:
        return ""
    share = sum(health.saved for health in earlier) / requested
    if now.share < _MIN_SHARE * share:
        return (
            f"{now.site}: {now.saved} of {now.requested} pages gave an article, "
            f"where {share:.0%} did before; has the site changed?"
        )
    lengths = [health.words for health in earlier if health.saved]
    usual = median(lengths) if lengths else 0
    if now.saved >= _MIN_PAGES and now.words < _MIN_LENGTH * usual:
        return (
            f"{now.site}: articles of {now.words} words, where {usual:.0f} were usual; "
            "has the site changed?"
        )
    return ""

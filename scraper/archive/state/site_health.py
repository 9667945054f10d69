"""Whether a site still gives what it gave: each run beside the runs before, a row a site.

A site that is rebuilt, or begins to wall its pages, fails quietly: fewer articles, shorter
texts. One line of a run's summary says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from statistics import median

from scraper.archive.state.rows import instant
from scraper.archive.state.state_store import State
from scraper.outcomes import SAVED

_KEPT = 50  # runs that are remembered
_COMPARED = 10  # runs of a site that a new one is compared with
_FEWEST = 5  # pages of a site that say something
_FEWEST_BEFORE = 10
_SHARE = 0.5  # of the share of articles there was before, that is a sharp fall
_LENGTH = 1 / 3  # of the length there was before


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """Pages of a site that were asked for in a run, how many gave an article, and how long
    these were (median words).
    """

    site: str
    asked: int
    saved: int
    words: int

    @property
    def share(self) -> float:
        return self.saved / self.asked


def note_health(state: State, run: int, since: datetime) -> Iterator[str]:
    """Log how the sites fared in a run that began at `since`; a line for each that fell."""
    database = state.database
    with database.transaction():
        now = list(_fared(state, since))
        for health in now:
            if line := _fall(health, _before(state, health.site)):
                yield line
        database.connection.executemany(
            "INSERT OR REPLACE INTO health VALUES (?, ?, ?, ?, ?)",
            ((h.site, run, h.asked, h.saved, h.words) for h in now),
        )
        database.connection.execute("DELETE FROM health WHERE run <= ?", (run - _KEPT,))


def _fared(state: State, since: datetime) -> Iterator[Health]:
    rows = state.database.connection.execute(
        "SELECT site, outcome, words FROM article WHERE checked_at >= ? "
        "AND outcome <> 'feed' ORDER BY site",
        (instant(since),),
    )
    for site, group in groupby(rows, key=itemgetter(0)):
        fared = [(outcome in SAVED, words) for _, outcome, words in group]
        lengths = [words for is_saved, words in fared if is_saved]
        yield Health(
            site=site,
            asked=len(fared),
            saved=len(lengths),
            words=round(median(lengths)) if lengths else 0,
        )


def _before(state: State, site: str) -> list[Health]:
    rows = state.database.connection.execute(
        "SELECT site, asked, saved, words FROM health WHERE site = ? ORDER BY run DESC LIMIT ?",
        (site, _COMPARED),
    )
    return [
        Health(site=s, asked=asked, saved=saved, words=words) for s, asked, saved, words in rows
    ]


def _fall(now: Health, before: list[Health]) -> str:
    """What a person should know, or nothing."""
    asked = sum(health.asked for health in before)
    if now.asked < _FEWEST or asked < _FEWEST_BEFORE:
        return ""
    share = sum(health.saved for health in before) / asked
    if now.share < _SHARE * share:
        return (
            f"{now.site}: {now.saved} of {now.asked} pages gave an article, "
            f"where {share:.0%} did before; has the site changed?"
        )
    lengths = [health.words for health in before if health.saved]
    usual = median(lengths) if lengths else 0
    if now.saved >= _FEWEST and now.words < _LENGTH * usual:
        return (
            f"{now.site}: articles of {now.words} words, where {usual:.0f} were usual; "
            "has the site changed?"
        )
    return ""

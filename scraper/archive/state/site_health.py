"""Whether a site still yields what it did: a row for each site and run, compared with earlier.

A site that was redesigned or has a new paywall fails silently, with fewer articles or shorter
texts. A line in a run's summary reports it when that begins, and one when it ends. What is usual
is told by runs that did not fail, however long ago they were.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby, takewhile
from math import comb
from operator import itemgetter
from statistics import median

from scraper.archive.state.rows import utc_text
from scraper.archive.state.state_store import State
from scraper.outcomes import SAVED

# Chosen so that the daily changes of a site give no warning, without a corpus to measure on:
# a warning costs a look at the site, and half of its articles missing is worth one.
_MAX_RUNS = 50  # of which rows are stored: weeks of a daily run
_COMPARED = 10  # runs of a site that a new one is compared with
_MIN_PAGES_BEFORE = 10
_MIN_SHARE = 0.5  # of the share of pages that were articles before
_MIN_LENGTH = 1 / 3  # of the median length before; teasers of a paywall are shorter
_MIN_SHORT = 5  # short articles; of fewer, one briefing more is a large share
# How probable it may be that a site that is as before yields as little. Of a site with one page a
# run, two runs without an article are enough.
_CHANCE = 0.01
_MANY = 50  # pages; of more, half is no chance


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """Pages of a site that were requested in a run, how many were articles, and the median
    length of these in words. `is_failing` marks a run that yielded less than usual, `reason` is
    what most of its other pages were.
    """

    site: str
    requested: int
    saved: int
    words: int
    is_failing: bool = False
    reason: str = ""

    @property
    def share(self) -> float:
        return self.saved / self.requested


def note_health(state: State, run: int, since: datetime) -> Iterator[str]:
    """Store the health of sites in a run that began at `since`; a line for each that fell, and
    each that has recovered.
    """
    database = state.database
    lines: list[str] = []
    with database.transaction():
        for health in list(_current(state, since)):
            earlier = _earlier(state, health.site)
            usual = [one for one in earlier if not one.is_failing][:_COMPARED]
            noted = replace(health, is_failing=_is_low(health, usual))
            lines.extend(_news(noted, earlier, usual))
            database.connection.execute(
                "INSERT OR REPLACE INTO health (site, run, asked, saved, words, failing) "
                "VALUES (?, ?, ?, ?, ?, ?)",
                (noted.site, run, noted.requested, noted.saved, noted.words, noted.is_failing),
            )
        database.connection.execute(_DROP_OLD, (run - _MAX_RUNS,))
    yield from lines


# All but the latest run of a site that did not fail.
_DROP_OLD = """
    DELETE FROM health WHERE run <= ? AND (failing OR EXISTS (
        SELECT 1 FROM health AS later
        WHERE later.site = health.site AND later.run > health.run AND NOT later.failing))
"""


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
        "SELECT site, outcome, words, reason FROM article WHERE checked_at >= ? "
        "AND outcome <> 'feed' ORDER BY site",
        (utc_text(since),),
    )
    for site, group in groupby(rows, key=itemgetter(0)):
        pages = [(outcome, words, reason) for _, outcome, words, reason in group]
        lengths = [words for outcome, words, _ in pages if outcome in SAVED]
        yield Health(
            site=site,
            requested=len(pages),
            saved=len(lengths),
            words=round(median(lengths)) if lengths else 0,
            reason=_most_common([(name, why) for name, _, why in pages if name not in SAVED]),
        )


def _most_common(others: Sequence[tuple[str, str]]) -> str:
    """The outcome of most pages that were not saved, how many these were, and one reason."""
    if not others:
        return ""
    ((name, count),) = Counter(name for name, _ in others).most_common(1)
    reason = next(reason for other, reason in others if other == name)
    return f"{count} {name}, such as {reason}" if reason else f"{count} {name}"


def _earlier(state: State, site: str) -> list[Health]:
    """The earlier runs of a site, the latest first."""
    rows = state.database.connection.execute(
        "SELECT site, asked, saved, words, failing FROM health WHERE site = ? AND asked > 0 "
        "ORDER BY run DESC",
        (site,),
    )
    return [
        Health(site=site, requested=requested, saved=saved, words=words, is_failing=bool(failing))
        for _, requested, saved, words, failing in rows
    ]


def _news(now: Health, earlier: Sequence[Health], usual: Sequence[Health]) -> Iterator[str]:
    """A line for a person where a site has begun or ceased to fail beyond doubt."""
    failing = list(takewhile(lambda health: health.is_failing, earlier))
    was_certain = _is_certain(failing, usual)
    if not now.is_failing and was_certain:
        yield f"{now.site}: {now.saved} of {now.requested} pages gave an article again"
    elif now.is_failing and not was_certain and _is_certain([now, *failing], usual):
        yield _warning([now, *failing], usual)


def _is_low(now: Health, usual: Sequence[Health]) -> bool:
    """Whether a run yielded less than usual; False where that is not known."""
    if sum(health.requested for health in usual) < _MIN_PAGES_BEFORE:
        return False
    return now.share < _MIN_SHARE * _share(usual) or _is_short(now, usual)


def _is_short(now: Health, usual: Sequence[Health]) -> bool:
    return now.saved > 0 and now.words < _MIN_LENGTH * _length(usual)


def _is_certain(failing: Sequence[Health], usual: Sequence[Health]) -> bool:
    """Whether runs in a row that yielded little are more than chance."""
    if not failing:
        return False
    requested, saved = _totals(failing)
    if saved >= _MIN_SHARE * _share(usual) * requested:
        return saved >= _MIN_SHORT
    before = sum(health.requested for health in usual)
    share = (_share(usual) * before + 1) / (before + 2)  # as if one page more had been each
    return requested > _MANY or _chance(requested, saved, share) < _CHANCE


def _totals(runs: Sequence[Health]) -> tuple[int, int]:
    """How many pages were requested in all of these runs, and how many were articles."""
    return sum(health.requested for health in runs), sum(health.saved for health in runs)


def _chance(requested: int, saved: int, share: float) -> float:
    """The probability of at most `saved` articles where each page is one with that of `share`."""
    missed = 1 - share
    return sum(
        comb(requested, n) * pow(share, n) * pow(missed, requested - n) for n in range(saved + 1)
    )


def _share(usual: Sequence[Health]) -> float:
    return sum(h.saved for h in usual) / max(sum(h.requested for h in usual), 1)


def _length(usual: Sequence[Health]) -> float:
    lengths = [health.words for health in usual if health.saved]
    return median(lengths) if lengths else 0


def _warning(failing: Sequence[Health], usual: Sequence[Health]) -> str:
    now = failing[0]
    requested, saved = _totals(failing)
    runs = f" in {len(failing)} runs" if len(failing) > 1 else ""
    if now.share >= _MIN_SHARE * _share(usual):
        return (
            f"{now.site}: articles of {now.words} words{runs}, "
            f"where {_length(usual):.0f} were usual; has the site changed?"
        )
    reason = f" ({now.reason})" if now.reason else ""
    return (
        f"{now.site}: {saved} of {requested} pages{runs} gave an article, "
        f"where {_share(usual):.0%} did before{reason}; has the site changed?"
    )

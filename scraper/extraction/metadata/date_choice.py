"""Candidates -> the days on which a page was published and changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from scraper.extraction.metadata.candidates import UNSEEN, Candidate
from scraper.extraction.metadata.date_lines import SHOWN
from scraper.extraction.metadata.dates import day_of, parse_date

Dated = tuple[date | datetime, Candidate]

_AHEAD = timedelta(days=1)  # a page may be written east of the clock that fetched it
_ZONES = timedelta(days=1)  # by as much the day of one instant differs between zones
_LEAST = 0.3  # confidence below which a date is not believed


def latest_day(now: datetime | None) -> date | None:
    """The last day that a page fetched at `now` can name as past; None accepts any."""
    return day_of(now + _AHEAD) if now is not None else None


def choose_published(
    candidates: Sequence[Candidate], *, day_first: bool | None, latest: date | None
) -> Dated | None:
    """The surest date that can be true.

    Where readers see an earlier day below the headline than the markup declares, that day is
    true: sites that move or republish a page declare the day on which they did so.
    """
    chosen = choose_date(candidates, day_first=day_first, latest=latest)
    if chosen is None or not chosen[1].source.startswith(UNSEEN):
        return chosen
    shown = (one for one in candidates if one.source == SHOWN)
    seen = choose_date(shown, day_first=day_first, latest=latest)
    is_earlier = seen is not None and day_of(seen[0]) + _ZONES < day_of(chosen[0])
    return seen if is_earlier else (_in_own_zone(chosen[0], candidates), chosen[1])


def _in_own_zone(value: date | datetime, candidates: Sequence[Candidate]) -> date | datetime:
    """An instant that is declared in UTC, in the zone in which the page gives the same one: its
    day is the one that readers see.
    """
    if not isinstance(value, datetime) or value.utcoffset() != timedelta(0):
        return value
    for other in (parse_date(one.value) for one in candidates):
        is_local = isinstance(other, datetime) and other.utcoffset()
        if isinstance(other, datetime) and is_local and other == value:
            return other
    return value


def choose_date(
    candidates: Iterable[Candidate],
    *,
    day_first: bool | None,
    latest: date | None,
    not_before: date | None = None,
) -> Dated | None:
    """The first of `candidates` (surest first) that names a day from `not_before` to `latest`."""
    for candidate in candidates:
        value = parse_date(candidate.value, day_first=day_first)
        if value is None or candidate.confidence < _LEAST:
            continue
        day = day_of(value)
        if (latest is None or day <= latest) and (not_before is None or day >= not_before):
            return value, candidate
    return None

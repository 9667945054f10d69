"""Which targets are requested in this run, and the outcomes of the others. Pure.

Saved articles are checked again while they are young: most corrections come in the first
days. A dead address is requested after 1, 2, 4 … days and then no more, one that fails after 1, 2,
4 … hours (archive/state/record.py).
A Retry-After of a site holds for all its targets. A row from the future was written under a
wrong clock: its times are ignored.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from scraper.archive.state.record import DEAD, GIVEN_UP, Record, backed_off_until
from scraper.models import Target
from scraper.outcomes import Outcome, OutcomeName
from scraper.pipeline.job import Job
from scraper.settings import FOREVER, Settings


def outcome_if_not_due(job: Job, now: datetime, settings: Settings) -> Outcome | None:
    """The outcome of a target that is not due, None for one that is.

    An article is due until `refresh_days` after its first save; infinity makes all targets due,
    dead addresses too. With images in the settings, an article whose images were never requested
    is due.
    """
    prior, refresh_days = job.prior, settings.run.refresh_days
    if prior is None or prior.checked_at > now:
        return None
    if prior.outcome in DEAD and not prior.named and settings.run.refreshes_all:
        return None
    waiting = _waiting(prior, job.target, now, refreshes_all=settings.run.refreshes_all)
    if waiting is not None:
        return waiting
    if settings.archive.images and prior.path and prior.missing_images < 0:
        return None
    first = prior.created
    if prior.path and first and now - first >= timedelta(days=min(refresh_days, FOREVER)):
        return _old(prior, job.target, (now - first).days)
    return None


def due_at(record: Record, now: datetime, settings: Settings) -> datetime | None:
    """When the URL of a row is requested next, if it is still listed: `now`, at a later time, or
    never (None).
    """
    job = Job(target=Target(url=record.url, key=record.key, site=record.site), prior=record)
    for instant in (now, record.retry_at, backed_off_until(record)):
        if instant and instant >= now and outcome_if_not_due(job, instant, settings) is None:
            return instant
    return None


def _waiting(
    prior: Record, target: Target, now: datetime, *, refreshes_all: bool
) -> Outcome | None:
    """The outcome of a target whose last request failed, until it is requested again."""
    if prior.outcome in DEAD and not prior.named:
        return _dead(prior, target, now)
    if prior.retry_at is not None and prior.retry_at > now:
        return _paused(prior, target)
    until = None if refreshes_all else backed_off_until(prior)
    return _backed_off(prior, target, until) if until is not None and until > now else None


def _dead(prior: Record, target: Target, now: datetime) -> Outcome | None:
    asked = f"asked {prior.failures} time{'s' * (prior.failures != 1)}"
    if prior.failures >= GIVEN_UP:
        reason = f"given up, {asked}; --refresh all asks again"
        return Outcome(target=target, name=prior.outcome, reason=reason, is_requested=False)
    if prior.retry_at is None or prior.retry_at <= now:
        return None
    reason = f"not asked before {prior.retry_at:%Y-%m-%d %H:%M} UTC, {asked}"
    return Outcome(target=target, name=prior.outcome, reason=reason, is_requested=False)


def _backed_off(prior: Record, target: Target, until: datetime) -> Outcome:
    reason = f"not asked before {until:%Y-%m-%d %H:%M} UTC, failed {prior.failures} times"
    return Outcome(target=target, name=prior.outcome, reason=reason, is_requested=False)


def _paused(prior: Record, target: Target) -> Outcome:
    return Outcome(
        target=target,
        name=prior.outcome,
        reason=f"{target.site} is paused until {prior.retry_at:%Y-%m-%d %H:%M} UTC",
        retry_at=prior.retry_at,
        is_requested=False,
    )


def _old(prior: Record, target: Target, days: int) -> Outcome:
    return Outcome(
        target=target,
        name=OutcomeName.UNCHANGED,
        reason=f"not due: saved {days} days ago",
        path=prior.path,
        final_url=prior.final_url,
        title=prior.title,
        words=prior.words,
        is_requested=False,
    )

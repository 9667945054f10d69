"""Results of targets without an extracted article: failed, unchanged, a feed, a bug."""

from __future__ import annotations

import traceback
from datetime import datetime

from msgspec.structs import replace

from scraper.archive.state.record import ANSWERED, Record, record_of
from scraper.errors import FetchError, RetryLater
from scraper.fetch.feeds import Feed
from scraper.models import Page, Target, Validators, Verdict
from scraper.outcomes import FAILURES, Outcome, OutcomeName
from scraper.pipeline.feed_trouble import refusal_trouble
from scraper.pipeline.job import Job, Result
from scraper.settings import MIB, Settings

# Outcomes of pages that were extracted and not saved.
_NO_ARTICLE = frozenset(
    {
        OutcomeName.THIN,
        OutcomeName.PAYWALL,
        OutcomeName.CONSENT,
        OutcomeName.BOT_WALL,
        OutcomeName.SOFT_404,
        OutcomeName.SECTION_PAGE,
    }
)


def has_verdict(prior: Record, settings: Settings) -> bool:
    """Whether the page of a row is known to be no article to save, so that a 304 says it is still
    none. With `--refresh all` that is found out anew.
    """
    is_saved_now = prior.outcome.value in set(settings.archive.save)
    is_known = prior.outcome in _NO_ARTICLE and prior.status in ANSWERED
    return is_known and not (prior.path or is_saved_now or settings.run.refreshes_all)


def validators_of(prior: Record) -> Validators | None:
    """The validators of a conditional request, for a page whose article or verdict is known.

    A feed is fetched unconditionally: its articles may have failed the last time.
    """
    if not (prior.etag or prior.last_modified):
        return None
    return Validators(
        url=prior.final_url, etag=prior.etag or None, last_modified=prior.last_modified or None
    )


def with_history(result: Result, before: Record | None) -> Outcome:
    """The outcome, with the failures that it belongs to; `before` is the row of a failure."""
    outcome, record = result.outcome, result.record
    if outcome.name in FAILURES:
        is_repeat = before is not None and _is_alike(before, record)
        return replace(
            outcome,
            failures=record.failures,
            failing_since=record.failing_since,
            is_repeat=is_repeat,
        )
    if before is None:
        return outcome
    return replace(outcome, failures=before.failures, failing_since=before.failing_since)


def _is_alike(before: Record, now: Record) -> bool:
    """Whether two failures in a row are one: a feed that broke on a server that was down before is
    another failure, which is reported.
    """
    is_down = _is_down(before.status), _is_down(now.status)
    return before.outcome is now.outcome and is_down[0] is is_down[1]


def _is_down(status: int | None) -> bool:
    """Whether no server responded, or one that could not serve the page for now."""
    return status is None or status >= 500 or status in {408, 425, 429}


def failed(job: Job, error: FetchError, now: datetime) -> Result:
    """A fetch without a page."""
    return _refused(job, error, error.outcome, error.reason, now)


def bot_wall(job: Job, error: FetchError, verdict: Verdict, now: datetime) -> Result:
    """A fetch that a bot wall refused: `verdict` is that on the page of `error`."""
    reason = f"{verdict.reason} ({error.reason})"
    return _refused(job, error, OutcomeName.BOT_WALL, reason, now)


def _refused(job: Job, error: FetchError, name: OutcomeName, reason: str, now: datetime) -> Result:
    trouble = refusal_trouble(job, name, reason)
    outcome = Outcome(
        target=job.target,
        name=OutcomeName.FAILED if trouble else name,
        reason=trouble or reason,
        final_url=error.url,
        status=error.status,
        retry_at=error.retry_at if isinstance(error, RetryLater) else None,
    )
    return Result(outcome=outcome, record=record_of(outcome, job.prior, now=now))


def bug(job: Job, error: Exception, now: datetime) -> Result:
    """An unexpected error."""
    outcome = Outcome(
        target=job.target,
        name=OutcomeName.FAILED,
        reason=f"bug: {type(error).__name__}: {error}"[:300],
    )
    return Result(
        outcome=outcome,
        record=record_of(outcome, job.prior, now=now),
        traceback="".join(traceback.format_exception(error)),
    )


def timed_out(job: Job, seconds: float, now: datetime) -> Result:
    """An extraction that did not end in time; its worker was killed."""
    outcome = Outcome(
        target=job.target,
        name=OutcomeName.FAILED,
        reason=f"extraction timeout: not done after {seconds:g} s",
    )
    return Result(outcome=outcome, record=record_of(outcome, job.prior, now=now))


def out_of_memory(job: Job, limit: int, now: datetime) -> Result:
    """An extraction that needed more memory than one page may allocate."""
    outcome = Outcome(
        target=job.target,
        name=OutcomeName.FAILED,
        reason=f"extraction memory: more than {limit / MIB:g} MiB",
    )
    return Result(outcome=outcome, record=record_of(outcome, job.prior, now=now))


def crashed(job: Job, exit_code: int | None, now: datetime) -> Result:
    """An extraction that ended its worker process."""
    outcome = Outcome(
        target=job.target,
        name=OutcomeName.FAILED,
        reason=f"bug: the extraction ended its process (exit code {exit_code})",
    )
    return Result(outcome=outcome, record=record_of(outcome, job.prior, now=now))


def abandoned(job: Job, reason: str, now: datetime, *, is_fetch: bool) -> Result:
    """A target of a shard that was given up: a page that was to be fetched, or a raw page, whose
    row is not changed.
    """
    outcome = Outcome(target=job.target, name=OutcomeName.FAILED, reason=reason)
    if job.prior is not None and not is_fetch:
        return Result(outcome=outcome, record=job.prior)
    return Result(outcome=outcome, record=record_of(outcome, job.prior, now=now))


def unchanged(job: Job, page: Page, prior: Record, now: datetime) -> Result:
    """A 304 (Not Modified): the saved article is current, or the page is no article still."""
    outcome = Outcome(
        target=job.target,
        name=OutcomeName.UNCHANGED if prior.path else prior.outcome,
        reason="not modified (304)" if prior.path else prior.reason,
        path=prior.path,
        final_url=page.final_url,
        status=page.status,
        title=prior.title,
        words=prior.words,
    )
    return Result(outcome=outcome, record=record_of(outcome, prior, now=now))


def broken_feed(job: Job, page: Page, trouble: str, now: datetime) -> Result:
    """A page that should name articles and names none (feed_trouble.py)."""
    outcome = Outcome(
        target=job.target,
        name=OutcomeName.FAILED,
        reason=trouble,
        final_url=page.final_url,
        status=page.status,
    )
    return Result(outcome=outcome, record=record_of(outcome, job.prior, now=now))


def feed(job: Job, page: Page, feed: Feed, found: tuple[Target, ...], now: datetime) -> Result:
    """A feed or a sitemap, which names targets for this run, `found` of them for the first time;
    an index names sitemaps.
    """
    what = "sitemap" if feed.is_index else "article"
    outcome = Outcome(
        target=job.target,
        name=OutcomeName.FEED,
        reason=f"names {len(found)} {what}{'s' * (len(found) != 1)}",
        final_url=page.final_url,
        status=page.status,
    )
    record = record_of(outcome, job.prior, now=now)
    record = replace(record, named=len(feed.urls) or record.named)
    return Result(outcome=outcome, record=record, found=found)


def deleted(job: Job) -> Outcome:
    """A saved article whose file somebody has deleted: nothing is requested or written."""
    reason = "its file was deleted; `scraper verify --repair` asks what to do"
    return Outcome(target=job.target, name=OutcomeName.DELETED, reason=reason, is_requested=False)


def forgotten(target: Target) -> Outcome:
    """An address of an article that was removed for good."""
    reason = "removed with `scraper forget`"
    return Outcome(target=target, name=OutcomeName.FORGOTTEN, reason=reason, is_requested=False)


def unneeded_sitemap(job: Job, now: datetime) -> Result:
    """A sitemap of an index whose newer sitemaps have named `feed_limit` articles."""
    outcome = Outcome(
        target=job.target,
        name=OutcomeName.FEED,
        reason="not asked: newer sitemaps of the index name enough (feed_limit)",
        is_requested=False,
    )
    return Result(outcome=outcome, record=job.prior or record_of(outcome, None, now=now))

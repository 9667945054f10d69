"""Whether a failed request is repeated, and after how long.

tenacity runs the loop; every decision in it is made by `decide_retry`, which reads no clock and
no random numbers: both are passed in.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from random import random
from typing import TypeVar

from tenacity import AsyncRetrying, RetryCallState

from scraper.errors import FetchError, FetchFailed, RetryLater
from scraper.models import Page

# 408 Request Timeout (RFC 9110), 425 Too Early (RFC 8470), 429 Too Many Requests (RFC 6585).
_RETRIED_4XX = frozenset({408, 425, 429})
# 501 Not Implemented and 505 HTTP Version Not Supported are permanent; other 5xx are not.
_PERMANENT_5XX = frozenset({501, 505})

# Seconds before the second attempt; doubled for each further one, up to the most. Chosen so that
# the default three attempts are over within seconds: longer outages are left to the next run.
_FIRST_WAIT = 1.0
_MAX_WAIT = 30.0
# Chosen so that a Retry-After of a year, from a misconfigured server, does not lose the site for
# good.
_MAX_RETRY_AFTER = timedelta(days=7)
# Seconds (some 30 years). datetime cannot represent what larger values would lead to.
_MAX_SECONDS = 10**9

Result = TypeVar("Result")
Sleep = Callable[[float], Awaitable[None]]
Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """What is known about an attempt without a usable response.

    `error` is the class that is raised when no attempt succeeds, `transient` says that the same
    request may succeed later, `connecting` that no connection was made. `page` is the response
    where it may be a bot wall.
    """

    reason: str
    url: str
    error: type[FetchError] = FetchFailed
    status: int | None = None
    retry_after: str | None = None
    transient: bool = False
    connecting: bool = False
    page: Page | None = None


class AttemptFailed(Exception):
    """Carries a Failure out of an attempt. It is not raised outside this package."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.reason)
        self.failure = failure


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryPolicy:
    """How many attempts a request has, and the longest wait, in seconds, a server may ask for."""

    attempts: int
    max_wait: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryDecision:
    """What follows a failure: with `retry` another attempt after `wait` seconds, else none.

    `retry_at` is set where the server named the time for the next request.
    """

    retry: bool
    wait: float = 0.0
    retry_at: datetime | None = None


def is_transient(status: int) -> bool:
    """Whether a request that was answered with `status` may succeed later."""
    return status in _RETRIED_4XX or (500 <= status <= 599 and status not in _PERMANENT_5XX)


def decide_retry(
    failure: Failure, attempt: int, *, policy: RetryPolicy, now: datetime, jitter: float
) -> RetryDecision:
    """What follows the failure of attempt number `attempt` (1 is the first).

    Without Retry-After the waits double from about a second. Each is between half and all of its
    length (`jitter` is 0 to 1), so that many clients do not return at the same moment.
    """
    if not failure.transient:
        return RetryDecision(retry=False)
    retry_after = retry_after_seconds(failure.retry_after, now=now)
    is_last = attempt >= policy.attempts
    if retry_after is not None:
        retry_at = now + min(timedelta(seconds=retry_after), _MAX_RETRY_AFTER)
        retry = retry_after <= policy.max_wait and not is_last
        return RetryDecision(retry=retry, wait=retry_after if retry else 0.0, retry_at=retry_at)
    if is_last:
        return RetryDecision(retry=False)
    longest = min(_FIRST_WAIT * 2 ** (attempt - 1), _MAX_WAIT, policy.max_wait)
    return RetryDecision(retry=True, wait=longest * (0.5 + jitter / 2))


def retry_after_seconds(value: str | None, *, now: datetime) -> float | None:
    """A Retry-After header (RFC 9110, 10.2.3) as seconds from `now`, at least 0.

    Reads both forms, seconds and HTTP-date; None where it is missing or malformed.
    """
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        return float(min(int(text[:12]), _MAX_SECONDS))
    try:
        date = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    if date.tzinfo is None:
        date = date.replace(tzinfo=UTC)
    return max((date - now).total_seconds(), 0.0)


def final_error(failure: Failure, decision: RetryDecision, attempts: int) -> FetchError:
    """The error for a URL whose last attempt has failed."""
    tried = f", tried {attempts} times" if attempts > 1 else ""
    if decision.retry_at is not None:
        when = decision.retry_at.strftime("%Y-%m-%d %H:%M UTC")
        return RetryLater(
            f"{failure.reason}, asks to come back at {when}",
            url=failure.url,
            status=failure.status,
            retry_at=decision.retry_at,
            page=failure.page,
        )
    return failure.error(
        f"{failure.reason}{tried}", url=failure.url, status=failure.status, page=failure.page
    )


class Retrier:
    """Repeats an attempt until it succeeds or `decide_retry` ends it.

    `on_failure` is called with each failure and the decision on it, before the wait.
    """

    def __init__(
        self,
        policy: RetryPolicy,
        *,
        sleep: Sleep,
        clock: Clock,
        on_failure: Callable[[Failure, RetryDecision], None],
    ) -> None:
        self._policy = policy
        self._sleep = sleep
        self._clock = clock
        self._on_failure = on_failure

    async def run(self, attempt: Callable[[], Awaitable[Result]]) -> Result:
        """The result of the first attempt that succeeds. Raises FetchError."""
        decisions: list[RetryDecision] = []

        def should_retry(state: RetryCallState) -> bool:
            error = state.outcome.exception() if state.outcome else None
            if not isinstance(error, AttemptFailed):
                return False
            decisions.append(self._decide(error.failure, state.attempt_number))
            return decisions[-1].retry

        retrying = AsyncRetrying(
            retry=should_retry,
            wait=lambda _: decisions[-1].wait,
            sleep=self._sleep,
            reraise=True,
        )
        try:
            result: Result = await retrying(attempt)
        except AttemptFailed as error:
            raise final_error(error.failure, decisions[-1], len(decisions)) from error.__cause__
        return result

    def _decide(self, failure: Failure, attempt: int) -> RetryDecision:
        decision = decide_retry(
            failure,
            attempt,
            policy=self._policy,
            now=self._clock(),
            jitter=random(),  # noqa: S311 - spreads waits; it protects no secret
        )
        self._on_failure(failure, decision)
        return decision

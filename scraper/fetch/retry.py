"""Again, and after how long? The facts of a failed attempt, and one pure answer.

tenacity drives the loop; everything it decides is decided by `next_step`, which knows no
clock and no dice: both are passed in.
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

# RFC 9110: 408 Request Timeout, 429 Too Many Requests (RFC 6585), 425 Too Early (RFC 8470).
# 5xx too, but for the two that say "never": 501 Not Implemented, 505 Version Not Supported.
_AGAIN_4XX = frozenset({408, 425, 429})
_NEVER_5XX = frozenset({501, 505})

_FIRST_WAIT = 1.0
_LONGEST_WAIT = 30.0
# A server that asks for a year is asked again after a week.
_LONGEST_PUT_OFF = timedelta(days=7)

Result = TypeVar("Result")
Sleep = Callable[[float], Awaitable[None]]
Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """What is known about one attempt that gave no answer to keep.

    `error` is the class of what is raised when nothing helps, `transient` says that the
    same request may do better, `connecting` that there never was a connection.
    """

    reason: str
    url: str
    error: type[FetchError] = FetchFailed
    status: int | None = None
    retry_after: str | None = None
    transient: bool = False
    connecting: bool = False


class AttemptFailed(Exception):
    """Carries a Failure out of an attempt; never leaves the fetch wing."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.reason)
        self.failure = failure


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryPolicy:
    """How often a request is tried, and how many seconds a server may make us wait."""

    attempts: int
    max_wait: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryDecision:
    """What follows a failure: another attempt after `wait` seconds, or the end.

    `retry_at` is set where the server named a time at which it wants to be asked again.
    """

    again: bool
    wait: float = 0.0
    retry_at: datetime | None = None


def is_transient(status: int) -> bool:
    """Whether a request that was answered with `status` may do better later."""
    return status in _AGAIN_4XX or (500 <= status <= 599 and status not in _NEVER_5XX)


def next_step(
    failure: Failure, number: int, *, patience: RetryPolicy, now: datetime, jitter: float
) -> RetryDecision:
    """What follows the failure of attempt `number` (1 is the first).

    Without Retry-After the waits double from about a second, each between half and all of
    it (`jitter` is 0 to 1), so that many clients do not come back at the same moment.
    """
    if not failure.transient:
        return RetryDecision(again=False)
    asked = retry_after_seconds(failure.retry_after, now=now)
    last = number >= patience.attempts
    if asked is not None:
        later = now + min(timedelta(seconds=asked), _LONGEST_PUT_OFF)
        again = asked <= patience.max_wait and not last
        return RetryDecision(again=again, wait=asked if again else 0.0, retry_at=later)
    if last:
        return RetryDecision(again=False)
    longest = min(_FIRST_WAIT * 2 ** (number - 1), _LONGEST_WAIT, patience.max_wait)
    return RetryDecision(again=True, wait=longest * (0.5 + jitter / 2))


def retry_after_seconds(value: str | None, *, now: datetime) -> float | None:
    """A Retry-After header (RFC 9110, 10.2.3) as seconds from `now`, at least 0.

    Both forms, seconds and an HTTP-date; None where there is none or it is nonsense.
    """
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        return float(min(int(text[:12]), 10**9))
    try:
        date = parsedate_to_datetime(text)
    except ValueError:
        return None
    if date.tzinfo is None:
        date = date.replace(tzinfo=UTC)
    return max((date - now).total_seconds(), 0.0)


def final_error(failure: Failure, step: RetryDecision, number: int) -> FetchError:
    """The error that a URL ends with after its last attempt."""
    tried = f", tried {number} times" if number > 1 else ""
    if step.retry_at is not None:
        when = step.retry_at.strftime("%Y-%m-%d %H:%M UTC")
        return RetryLater(
            f"{failure.reason}, asks to come back at {when}",
            url=failure.url,
            status=failure.status,
            retry_at=step.retry_at,
        )
    return failure.error(f"{failure.reason}{tried}", url=failure.url, status=failure.status)


class Retrier:
    """Makes attempts until one succeeds or `next_step` says that it is over.

    `on_failure` is told of every failure and what follows it, before the wait.
    """

    def __init__(
        self,
        patience: RetryPolicy,
        *,
        sleep: Sleep,
        clock: Clock,
        on_failure: Callable[[Failure, RetryDecision], None],
    ) -> None:
        self._patience = patience
        self._sleep = sleep
        self._clock = clock
        self._on_failure = on_failure

    async def run(self, attempt: Callable[[], Awaitable[Result]]) -> Result:
        """The result of the first attempt that succeeds. Raises FetchError."""
        steps: list[RetryDecision] = []

        def is_to_be_tried_again(state: RetryCallState) -> bool:
            error = state.outcome.exception() if state.outcome else None
            if not isinstance(error, AttemptFailed):
                return False
            steps.append(self._step(error.failure, state.attempt_number))
            return steps[-1].again

        retrying = AsyncRetrying(
            retry=is_to_be_tried_again,
            wait=lambda _: steps[-1].wait,
            sleep=self._sleep,
            reraise=True,
        )
        try:
            result: Result = await retrying(attempt)
        except AttemptFailed as error:
            raise final_error(error.failure, steps[-1], len(steps)) from error.__cause__
        return result

    def _step(self, failure: Failure, number: int) -> RetryDecision:
        step = next_step(
            failure,
            number,
            patience=self._patience,
            now=self._clock(),
            jitter=random(),  # noqa: S311 - spreads waits; nothing is kept secret by it
        )
        self._on_failure(failure, step)
        return step

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.errors import FetchFailed, FetchTimeout, RetryLater
from scraper.fetch.retry import (
    AttemptFailed,
    Failure,
    Retrier,
    RetryDecision,
    RetryPolicy,
    decide_retry,
    is_transient,
    retry_after_seconds,
)

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
URL = "http://a.test/"


def decide(attempt=1, jitter=1.0, attempts=3, max_wait=60.0, **facts):
    failure = Failure(reason="bad", url=URL, **{"transient": True, **facts})
    policy = RetryPolicy(attempts=attempts, max_wait=max_wait)
    return decide_retry(failure, attempt, policy=policy, now=NOW, jitter=jitter)


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 504, 520, 599])
def test_status_that_may_pass_is_transient(status):
    assert is_transient(status)


@pytest.mark.parametrize("status", [200, 304, 400, 403, 404, 410, 451, 501, 505, 999])
def test_status_that_will_stay_is_not_transient(status):
    assert not is_transient(status)


def test_lasting_failure_is_not_tried_again():
    assert decide(transient=False, retry_after="5") == RetryDecision(retry=False)


def test_waits_double():
    assert [decide(n, attempts=9).wait for n in range(1, 8)] == [1, 2, 4, 8, 16, 30, 30]


def test_jitter_takes_up_to_half_of_a_wait():
    assert (decide(3, 0.0, attempts=9).wait, decide(3, 0.5, attempts=9).wait) == (2.0, 3.0)


def test_no_wait_is_longer_than_the_longest_allowed():
    assert decide(6, attempts=9, max_wait=5.0).wait == 5.0


def test_last_attempt_is_the_last():
    assert decide(3, attempts=3) == RetryDecision(retry=False)


def test_retry_after_is_obeyed_without_jitter():
    expected = RetryDecision(retry=True, wait=7.0, retry_at=NOW + timedelta(seconds=7))
    assert decide(retry_after="7", jitter=0.0) == expected


def test_retry_after_longer_than_the_longest_wait_puts_off():
    assert decide(retry_after="61") == RetryDecision(
        retry=False, retry_at=NOW + timedelta(seconds=61)
    )


def test_retry_after_of_a_year_puts_off_for_a_week():
    assert decide(retry_after="31536000").retry_at == NOW + timedelta(days=7)


def test_retry_after_on_the_last_attempt_puts_off():
    assert decide(3, retry_after="7") == RetryDecision(
        retry=False, retry_at=NOW + timedelta(seconds=7)
    )


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        (" 0 ", 0),
        ("Sun, 01 Mar 2026 12:02:00 GMT", 120),
        ("Sunday, 01-Mar-26 12:02:00 GMT", 120),
        ("Sun Mar  1 12:02:00 2026", 120),
        ("Sun, 01 Mar 2026 11:00:00 GMT", 0),
        ("Sun, 01 Mar 2026 14:02:00 +0200", 120),
        ("99999999999999999999", 10**9),
    ],
)
def test_retry_after_is_read_in_both_forms(value, seconds):
    assert retry_after_seconds(value, now=NOW) == seconds


@pytest.mark.parametrize(
    "value",
    [
        None,
        "",
        "soon",
        "-1",
        "1.5",
        "٣",
        "Sun, 99 Foo 2026",
        "Mon, 01 Jan 99999999999 00:00:00 GMT",
    ],
)
def test_nonsense_in_retry_after_is_none(value):
    assert retry_after_seconds(value, now=NOW) is None


@given(st.text())
def test_retry_after_of_any_text_is_read_or_left(value):
    seconds = retry_after_seconds(value, now=NOW)
    assert seconds is None or seconds >= 0


@given(st.text(alphabet="SunMar 0123456789:,+-GT"))
def test_retry_after_of_what_looks_like_a_date_is_read_or_left(value):
    seconds = retry_after_seconds(value, now=NOW)
    assert seconds is None or seconds >= 0


class Flaky:
    """Fails with the given failures, then returns "done"."""

    def __init__(self, *failures):
        self.failures = list(failures)
        self.attempts = 0

    async def __call__(self):
        self.attempts += 1
        if self.failures:
            raise AttemptFailed(self.failures.pop(0))
        return "done"


@pytest.fixture
def retrier(fake_time):
    failures = []
    made = Retrier(
        RetryPolicy(attempts=3, max_wait=60),
        sleep=fake_time.sleep,
        clock=fake_time.clock,
        on_failure=lambda failure, decision: failures.append((failure, decision)),
    )
    made.failures = failures
    return made


def failure(**facts):
    return Failure(reason="bad", url=URL, **{"transient": True, **facts})


async def test_success_costs_no_wait(retrier, fake_time):
    assert (await retrier.run(Flaky()), fake_time.slept) == ("done", [])


async def test_failures_are_waited_out(retrier, fake_time):
    attempt = Flaky(failure(), failure(retry_after="9"))
    assert await retrier.run(attempt) == "done"
    assert fake_time.slept[1] == 9
    assert [decision.retry for _, decision in retrier.failures] == [True, True]


async def test_last_failure_is_raised_with_the_number_of_attempts(retrier):
    attempt = Flaky(*[failure(error=FetchTimeout, status=503)] * 9)
    with pytest.raises(FetchTimeout, match=r"^bad, tried 3 times$") as caught:
        await retrier.run(attempt)
    assert (caught.value.url, caught.value.status, attempt.attempts) == (URL, 503, 3)


async def test_lasting_failure_is_raised_at_once(retrier):
    attempt = Flaky(failure(transient=False))
    with pytest.raises(FetchFailed, match=r"^bad$"):
        await retrier.run(attempt)
    assert attempt.attempts == 1


async def test_put_off_names_the_time(retrier):
    with pytest.raises(RetryLater, match=r"bad, asks to come back at 2026-03-01 13:00") as caught:
        await retrier.run(Flaky(failure(retry_after="3600")))
    assert caught.value.retry_at == NOW + timedelta(hours=1)


async def test_other_exceptions_pass_through(retrier):
    async def broken():
        raise LookupError("a bug")

    with pytest.raises(LookupError):
        await retrier.run(broken)

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest

from scraper.fetch.site_rate_limiter import Interval, SiteRateLimiter, pause_message


def limiter_of(fake_time, rate=1.0, connections=1):
    return SiteRateLimiter(
        rate=rate, connections=connections, sleep=fake_time.sleep, time=fake_time.monotonic
    )


async def requests(limiter, number, delay=0.0):
    for _ in range(number):
        async with limiter.slot(delay):
            pass


async def test_requests_are_as_far_apart_as_the_rate_says(fake_time):
    await requests(limiter_of(fake_time, rate=0.5), 3)
    assert fake_time.slept == [2.0, 2.0]


async def test_rate_zero_is_no_pause(fake_time):
    await requests(limiter_of(fake_time, rate=0), 3)
    assert fake_time.slept == []


async def test_crawl_delay_is_kept_where_it_is_longer(fake_time):
    await requests(limiter_of(fake_time, rate=0), 2, delay=5.0)
    await requests(limiter_of(fake_time, rate=0.1), 2, delay=5.0)
    assert fake_time.slept == [5.0, 10.0]


async def test_a_pause_holds_the_next_request(fake_time):
    limiter = limiter_of(fake_time, rate=0)
    await requests(limiter, 1)
    limiter.pause(30)
    await requests(limiter, 2)
    assert fake_time.slept == [30.0]


async def test_a_pause_holds_a_request_that_waits_already(fake_time):
    limiter = limiter_of(fake_time, rate=1)

    async def sleep(seconds):
        if not fake_time.slept:
            limiter.pause(30)
        await fake_time.sleep(seconds)

    limiter._sleep = sleep
    await requests(limiter, 2)
    assert sum(fake_time.slept) == 30.0


async def test_no_more_requests_in_flight_than_connections(fake_time):
    limiter = limiter_of(fake_time, rate=0, connections=2)
    flying, most = set(), []

    async def request(number):
        async with limiter.slot():
            flying.add(number)
            most.append(len(flying))
            await asyncio.sleep(0)
            flying.remove(number)

    await asyncio.gather(*map(request, range(10)))
    assert max(most) == 2


async def test_a_cancelled_wait_gives_its_place_back(fake_time):
    limiter = limiter_of(fake_time)

    async def cancelled(_):
        raise asyncio.CancelledError

    await requests(limiter, 1)
    limiter._sleep = cancelled
    with pytest.raises(asyncio.CancelledError):
        await requests(limiter, 1)
    limiter._sleep = fake_time.sleep
    await requests(limiter, 1)


def test_interval_doubles_and_recovers():
    interval = Interval(minimum=1.0, current=1.0).slower().slower()
    assert interval.current == 4.0
    waits = []
    while interval.current > 1.0:
        interval = interval.faster()
        waits.append(interval.current)
    assert waits == sorted(waits, reverse=True)
    assert 5 < len(waits) < 30


def test_interval_of_no_pause_becomes_a_second_and_has_an_end():
    interval = Interval(minimum=0.0, current=0.0).slower()
    assert interval.current == 1.0
    for _ in range(20):
        interval = interval.slower()
    assert interval.current == 60.0


def test_pause_is_told_in_local_time():
    until = datetime(2026, 3, 1, 6, 14, tzinfo=datetime.now().astimezone().tzinfo)
    message = pause_message("example.org", until.astimezone(UTC), "429, Retry-After 120")
    assert message == "example.org paused until 06:14 (429, Retry-After 120)"

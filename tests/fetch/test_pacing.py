from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest

from scraper.fetch.pacing import Interval, SitePace, pause_message


def pace_of(fake_time, rate=1.0, connections=1):
    return SitePace(
        rate=rate, connections=connections, sleep=fake_time.sleep, time=fake_time.monotonic
    )


async def turns(pace, number, delay=0.0):
    for _ in range(number):
        async with pace.turn(delay):
            pass


async def test_requests_are_as_far_apart_as_the_rate_says(fake_time):
    await turns(pace_of(fake_time, rate=0.5), 3)
    assert fake_time.slept == [2.0, 2.0]


async def test_rate_zero_is_no_pause(fake_time):
    await turns(pace_of(fake_time, rate=0), 3)
    assert fake_time.slept == []


async def test_crawl_delay_is_kept_where_it_is_longer(fake_time):
    await turns(pace_of(fake_time, rate=0), 2, delay=5.0)
    await turns(pace_of(fake_time, rate=0.1), 2, delay=5.0)
    assert fake_time.slept == [5.0, 10.0]


async def test_a_pause_holds_the_next_request(fake_time):
    pace = pace_of(fake_time, rate=0)
    await turns(pace, 1)
    pace.pause(30)
    await turns(pace, 2)
    assert fake_time.slept == [30.0]


async def test_a_pause_holds_a_request_that_waits_already(fake_time):
    pace = pace_of(fake_time, rate=1)

    async def sleep(seconds):
        if not fake_time.slept:
            pace.pause(30)
        await fake_time.sleep(seconds)

    pace._sleep = sleep
    await turns(pace, 2)
    assert sum(fake_time.slept) == 30.0


async def test_no_more_requests_in_flight_than_connections(fake_time):
    pace = pace_of(fake_time, rate=0, connections=2)
    flying, most = set(), []

    async def request(number):
        async with pace.turn():
            flying.add(number)
            most.append(len(flying))
            await asyncio.sleep(0)
            flying.remove(number)

    await asyncio.gather(*map(request, range(10)))
    assert max(most) == 2


async def test_a_cancelled_wait_gives_its_place_back(fake_time):
    pace = pace_of(fake_time)

    async def cancelled(_):
        raise asyncio.CancelledError

    await turns(pace, 1)
    pace._sleep = cancelled
    with pytest.raises(asyncio.CancelledError):
        await turns(pace, 1)
    pace._sleep = fake_time.sleep
    await turns(pace, 1)


def test_interval_doubles_and_recovers():
    interval = Interval(least=1.0, current=1.0).slower().slower()
    assert interval.current == 4.0
    waits = []
    while interval.current > 1.0:
        interval = interval.faster()
        waits.append(interval.current)
    assert waits == sorted(waits, reverse=True)
    assert 5 < len(waits) < 30


def test_interval_of_no_pause_becomes_a_second_and_has_an_end():
    interval = Interval(least=0.0, current=0.0).slower()
    assert interval.current == 1.0
    for _ in range(20):
        interval = interval.slower()
    assert interval.current == 60.0


def test_pause_is_told_in_local_time():
    until = datetime(2026, 3, 1, 6, 14, tzinfo=datetime.now().astimezone().tzinfo)
    message = pause_message("example.org", until.astimezone(UTC), "429, Retry-After 120")
    assert message == "example.org paused until 06:14 (429, Retry-After 120)"

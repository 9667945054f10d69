from __future__ import annotations

import asyncio
import time

import pytest

from scraper.fetch.shared_rate_limiter import SharedRateLimiter
from scraper.fetch.site_rate_limiter import SiteRateLimiter


def limiter_with(fake_time, shared):
    return SiteRateLimiter(
        rate=1, connections=1, sleep=fake_time.sleep, time=fake_time.monotonic, shared=shared
    )


async def request(limiter):
    async with limiter.slot():
        pass


async def test_two_processes_that_request_one_site_keep_its_rate_together(fake_time, tmp_path):
    fake_time.now = fake_time.now.replace(year=1970, month=1, day=2)
    start = fake_time.monotonic()
    shared = [SharedRateLimiter(tmp_path / "cdn", clock=fake_time.monotonic) for _ in range(2)]
    limiters = [limiter_with(fake_time, each) for each in shared]
    for _ in range(3):
        await asyncio.gather(*(request(limiter) for limiter in limiters))
    assert fake_time.monotonic() - start >= 5


def reserved(path, now, *, ahead=0.0):
    """A reservation by a process whose clock shows `now`, `ahead` seconds behind the shared one."""
    return SharedRateLimiter(path, clock=lambda: now + ahead).reserve(now, 1.0, now)


def test_reservations_of_a_wrong_clock_delay_no_request(tmp_path):
    assert reserved(tmp_path / "a", 1000.0) == 1000.0
    assert reserved(tmp_path / "a", 1000.5) == 1001.0
    reserved(tmp_path / "a", 90_000.0)
    assert reserved(tmp_path / "a", 20.0) == 20.0


def test_machines_that_were_started_at_other_times_keep_one_rate(tmp_path):
    assert reserved(tmp_path / "a", 1000.0, ahead=500.0) == 1000.0
    assert reserved(tmp_path / "a", 7.25, ahead=1493.0) == 8.0


def test_sites_have_reservations_of_their_own(tmp_path):
    now = time.monotonic()
    of_site = SharedRateLimiter.of_site
    of_site(tmp_path, "a.example").reserve(now, 100.0, now)
    assert of_site(tmp_path, "b.example").reserve(now, 100.0, now) == now
    assert of_site(tmp_path, "a.example").reserve(now, 100.0, now) > now


@pytest.mark.parametrize("content", [b"", b"x", b"nan nan!"])
def test_a_damaged_file_delays_no_request(tmp_path, content):
    (tmp_path / "a").write_bytes(content)
    assert SharedRateLimiter(tmp_path / "a").reserve(10.0, 1.0, 10.0) == 10.0

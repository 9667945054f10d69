"""Pictures: told by their bytes, under the manners and limits of pages."""

from __future__ import annotations

import asyncio
import time

import pytest

from scraper.errors import Blocked, Gone, NotHtml, RobotsDisallowed, TooLarge
from scraper.fetch.fetcher import Fetcher
from scraper.fetch.image_type import IMAGE_ENDINGS, image_type
from scraper.fetch.pacing import SitePace
from scraper.fetch.shared_rate_limiter import SharedRateLimiter, shared_rate_limiter
from tests.fetch.server import PAGE, RawServer, answer, moved

PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)
KEPT = {
    "image/png": PNG,
    "image/jpeg": b"\xff\xd8\xff\xe0" + bytes(50),
    "image/gif": b"GIF89a" + bytes(50),
    "image/webp": b"RIFF\x00\x00\x00\x00WEBPVP8 " + bytes(50),
    "image/avif": b"\x00\x00\x00\x1cftypavif" + bytes(50),
}
HOSTILE = [
    b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
    b"<?xml version='1.0'?><!-- x --><SVG onload='x'/>",
    b"<html><script>alert(1)</script>",
    b"%PDF-1.7",
    b"MZ\x90\x00",
    b"#!/bin/sh\n",
    b"RIFF\x00\x00\x00\x00WAVEfmt ",
    b"\x00\x00\x00\x1cftypisom",
    b"\x00\x00\x01\x00\x01\x00",
    b"GIF88a",
    b"",
]


def picture(body, kind="image/png", status="200 OK"):
    return [answer(status, body, content_type=kind)]


@pytest.fixture
def asked(settings_with, fake_time):
    """What asking for `/p` of a server of these paths gives."""

    async def ask(paths, **changes):
        fetcher = Fetcher(settings_with(**changes), time=fake_time)
        async with RawServer(paths) as server, fetcher, fetcher.site("127.0.0.1") as site:
            page = await site.fetch_image(server.url("/p"))
            return page, server.requests

    return ask


@pytest.mark.parametrize("kind", KEPT)
async def test_a_picture_is_told_by_its_bytes_whatever_the_header_says(asked, kind):
    page, requests = await asked({"/p": [picture(KEPT[kind], "text/html")]})
    assert page.body == KEPT[kind]
    assert image_type(page.body) == kind
    assert kind in IMAGE_ENDINGS
    assert requests[0].lower().count(b"\r\naccept: image/avif") == 1


@pytest.mark.parametrize("body", HOSTILE)
@pytest.mark.parametrize("kind", ["image/png", "image/svg+xml"])
async def test_what_is_no_picture_is_refused_whatever_the_header_says(asked, body, kind):
    with pytest.raises(NotHtml):
        await asked({"/p": [picture(body, kind)]})


async def test_an_svg_is_refused_with_its_reason(asked):
    with pytest.raises(NotHtml, match="an SVG can hold scripts"):
        await asked({"/p": [picture(HOSTILE[0], "image/svg+xml")]})


async def test_a_picture_has_the_limits_of_a_page(asked):
    with pytest.raises(TooLarge):
        await asked({"/p": [picture(PNG + bytes(20_000))]}, max_bytes=10_000)
    with pytest.raises(Gone):
        await asked({"/p": [picture(b"", status="404 Not Found")]})
    with pytest.raises(Blocked):
        await asked({"/p": [picture(PNG)]}, allow_private=False)


async def test_robots_txt_holds_for_pictures(asked):
    robots = answer(body=b"User-agent: *\nDisallow: /p\n", content_type="text/plain")
    with pytest.raises(RobotsDisallowed):
        await asked({"/robots.txt": [[robots]], "/p": [picture(PNG)]}, robots=True)


async def test_redirects_are_followed_and_a_refresh_of_a_page_is_not(asked):
    page, _ = await asked({"/p": [[moved("/q")]], "/q": [picture(PNG)]})
    assert page.redirects
    refresh = b'<meta http-equiv=refresh content="0; url=/q">' + PAGE
    with pytest.raises(NotHtml):
        await asked({"/p": [picture(refresh, "text/html")], "/q": [picture(PNG)]})


# --- one pace for several processes -------------------------------------------------------------


def pace_with(fake_time, diary):
    return SitePace(
        rate=1, connections=1, sleep=fake_time.sleep, time=fake_time.monotonic, diary=diary
    )


async def turn(pace):
    async with pace.turn():
        pass


async def test_two_processes_that_ask_one_site_keep_its_pace_together(fake_time, tmp_path):
    fake_time.now = fake_time.now.replace(year=1970, month=1, day=2)
    begun = fake_time.monotonic()
    diaries = [SharedRateLimiter(tmp_path / "cdn", clock=fake_time.monotonic) for _ in range(2)]
    paces = [pace_with(fake_time, diary) for diary in diaries]
    for _ in range(3):
        await asyncio.gather(*(turn(pace) for pace in paces))
    assert fake_time.monotonic() - begun >= 5


def booked(path, now, *, ahead=0.0):
    """What a process books whose own clock shows `now`, `ahead` less than the shared one."""
    return SharedRateLimiter(path, clock=lambda: now + ahead).reserve(now, 1.0, now)


def test_turns_of_a_clock_that_was_wrong_hold_nobody(tmp_path):
    assert booked(tmp_path / "a", 1000.0) == 1000.0
    assert booked(tmp_path / "a", 1000.5) == 1001.0
    booked(tmp_path / "a", 90_000.0)
    assert booked(tmp_path / "a", 20.0) == 20.0


def test_machines_that_were_started_at_other_times_keep_one_pace(tmp_path):
    assert booked(tmp_path / "a", 1000.0, ahead=500.0) == 1000.0
    assert booked(tmp_path / "a", 7.25, ahead=1493.0) == 8.0


def test_sites_have_turns_of_their_own(tmp_path):
    now = time.monotonic()
    shared_rate_limiter(tmp_path, "a.example").reserve(now, 100.0, now)
    assert shared_rate_limiter(tmp_path, "b.example").reserve(now, 100.0, now) == now
    assert shared_rate_limiter(tmp_path, "a.example").reserve(now, 100.0, now) > now


@pytest.mark.parametrize("content", [b"", b"x", b"nan nan!"])
def test_a_diary_that_is_torn_holds_nobody(tmp_path, content):
    (tmp_path / "a").write_bytes(content)
    assert SharedRateLimiter(tmp_path / "a").reserve(10.0, 1.0, 10.0) == 10.0

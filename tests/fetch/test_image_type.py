"""Images: recognised by their bytes, fetched with the rate limit and size limit of pages."""

from __future__ import annotations

import pytest

from scraper.errors import Blocked, Gone, NotHtml, RobotsDisallowed, TooLarge
from scraper.fetch.fetcher import Fetcher
from scraper.fetch.image_type import IMAGE_ENDINGS, image_type
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


def image(body, kind="image/png", status="200 OK"):
    return [answer(status, body, content_type=kind)]


@pytest.fixture
def asked(settings_with, fake_time):
    """The result of requesting `/p` from a server with these paths."""

    async def ask(paths, **changes):
        fetcher = Fetcher(settings_with(**changes), time_source=fake_time)
        async with RawServer(paths) as server, fetcher, fetcher.site("127.0.0.1") as site:
            page = await site.fetch_image(server.url("/p"))
            return page, server.requests

    return ask


@pytest.mark.parametrize("kind", KEPT)
async def test_an_image_is_told_by_its_bytes_whatever_the_header_says(asked, kind):
    page, requests = await asked({"/p": [image(KEPT[kind], "text/html")]})
    assert page.body == KEPT[kind]
    assert image_type(page.body) == kind
    assert kind in IMAGE_ENDINGS
    assert requests[0].lower().count(b"\r\naccept: image/avif") == 1


@pytest.mark.parametrize("body", HOSTILE)
@pytest.mark.parametrize("kind", ["image/png", "image/svg+xml"])
async def test_what_is_no_image_is_refused_whatever_the_header_says(asked, body, kind):
    with pytest.raises(NotHtml):
        await asked({"/p": [image(body, kind)]})


async def test_an_svg_is_refused_with_its_reason(asked):
    with pytest.raises(NotHtml, match="an SVG can hold scripts"):
        await asked({"/p": [image(HOSTILE[0], "image/svg+xml")]})


async def test_an_image_has_the_limits_of_a_page(asked):
    with pytest.raises(TooLarge):
        await asked({"/p": [image(PNG + bytes(20_000))]}, max_bytes=10_000)
    with pytest.raises(Gone):
        await asked({"/p": [image(b"", status="404 Not Found")]})
    with pytest.raises(Blocked):
        await asked({"/p": [image(PNG)]}, allow_private=False)


async def test_robots_txt_holds_for_images(asked):
    robots = answer(body=b"User-agent: *\nDisallow: /p\n", content_type="text/plain")
    with pytest.raises(RobotsDisallowed):
        await asked({"/robots.txt": [[robots]], "/p": [image(PNG)]}, robots=True)


async def test_redirects_are_followed_and_a_refresh_of_a_page_is_not(asked):
    page, _ = await asked({"/p": [[moved("/q")]], "/q": [image(PNG)]})
    assert page.redirects
    refresh = b'<meta http-equiv=refresh content="0; url=/q">' + PAGE
    with pytest.raises(NotHtml):
        await asked({"/p": [image(refresh, "text/html")], "/q": [image(PNG)]})

"""What a fetcher does over several requests, against a real server."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from scraper.errors import FetchFailed, Gone, RetryLater, RobotsDisallowed
from scraper.fetch.fetcher import Fetcher
from scraper.models import Redirect, Validators
from scraper.settings import Settings, SiteSettings
from tests.fetch.conftest import serving, trusting
from tests.fetch.server import PAGE, RawServer, answer, moved, page

CERTIFICATES = Path(__file__).parent / "certificates"


@pytest.fixture
def fetcher_with(settings_with, fake_time):
    """Fetchers with their own settings, and `told`: the messages about pauses."""

    def make(ssl_context=None, sites=None, **changes):
        settings = msgspec.structs.replace(settings_with(**changes), site=sites or {})
        return Fetcher(
            settings,
            time_source=fake_time,
            on_pause=make.told.append,
            ssl_context=ssl_context,
        )

    make.told = []
    return make


@pytest.fixture
def fetching(fetcher_with):
    """A server of the paths given, and the fetcher of its site with the settings given."""

    @asynccontextmanager
    async def both(paths, **changes):
        server, fetcher = RawServer(paths), fetcher_with(**changes)
        async with server, fetcher, fetcher.site("127.0.0.1") as site:
            yield server, site

    return both


def header(head, name):
    lines = head.decode("latin-1").split("\r\n")[1:]
    values = [line.split(": ", 1)[1] for line in lines if line.lower().startswith(f"{name}: ")]
    return values[0] if values else None


async def test_page_holds_all_that_was_said(fetching, fake_time):
    reply = answer("200 Fine", PAGE, "X-Name: Jos\xe9", "x-name: again")
    async with fetching({"/b?x=1": [[reply]], "/a": [[moved("/b?x=1")]]}) as (server, site):
        got = await site.fetch(server.url("/a"))
    assert (got.url, got.final_url) == (server.url("/a"), server.url("/b?x=1"))
    assert got.redirects == (
        Redirect(url=server.url("/a"), status=301, location=server.url("/b?x=1")),
    )
    assert (got.status, got.reason_phrase, got.http_version) == (200, "Fine", "HTTP/1.1")
    assert got.headers[:2] == (("X-Name", "José"), ("x-name", "again"))
    assert (got.body, got.content, got.fetched_at) == (PAGE, PAGE, fake_time.now)
    assert ("Host", f"127.0.0.1:{server.port}") in got.request_headers


async def test_connection_is_used_again(fetching):
    paths = {"/a": [[page()]], "/b": [[moved("/a")]], "/c": [[answer("404 No", b"no")]]}
    async with fetching(paths) as (server, site):
        for path in ("/a", "/b", "/a"):
            await site.fetch(server.url(path))
        with pytest.raises(Gone):
            await site.fetch(server.url("/c"))
        await site.fetch(server.url("/a"))
    assert (server.connections, len(server.requests)) == (1, 6)


async def test_unchanged_page_is_a_304_without_body(fetching):
    reply = b'HTTP/1.1 304 Not Modified\r\nETag: W/"1"\r\n\r\n'
    known = Validators(etag='W/"\xe9"', last_modified="Sun, 01 Mar 2026 12:00:00 GMT")
    async with fetching({"/": [[reply]]}) as (server, site):
        got = await site.fetch(server.url(), known)
    assert (got.status, got.body, got.header("etag")) == (304, b"", 'W/"1"')
    head = server.requests[0]
    assert header(head, "if-none-match") == 'W/"\xe9"'
    assert header(head, "if-modified-since") == "Sun, 01 Mar 2026 12:00:00 GMT"


async def test_user_agent_names_the_contact(fetching):
    async with fetching({"/": [[page()]]}, contact="https://me.test/bot") as (server, site):
        await site.fetch(server.url())
    assert header(server.requests[0], "user-agent") == "article-keeper/0.1 (+https://me.test/bot)"


async def test_headers_of_the_user_take_the_place_of_ours(fetching):
    async with fetching({"/": [[page()]]}, headers={"accept": "text/html", "X-Own": "ü"}) as (
        server,
        site,
    ):
        await site.fetch(server.url())
    head = server.requests[0]
    assert head.lower().count(b"accept:") == 1
    assert (header(head, "accept"), header(head, "x-own")) == ("text/html", "ü")


async def test_headers_of_one_site_are_not_sent_to_another(fetcher_with):
    async with RawServer({"/": [[page()]]}) as other:
        goal = f"http://b.test:{other.port}/"
        async with RawServer({"/": [[moved(goal)]]}) as own:
            fetcher = fetcher_with(
                connect_to={"b.test": f"127.0.0.1:{other.port}"},
                headers={"X-All": "yes"},
                sites={"127.0.0.1": SiteSettings(headers={"Cookie": "session=secret"})},
            )
            async with fetcher, fetcher.site("127.0.0.1") as site:
                await site.fetch(own.url())
    assert header(own.requests[0], "cookie") == "session=secret"
    assert header(other.requests[0], "cookie") is None
    assert header(other.requests[0], "x-all") == "yes"


async def test_cookies_last_for_one_visit(fetching):
    paths = {"/": [[moved("/b", "Set-Cookie: seen=1; Path=/")]], "/b": [[page()]]}
    async with fetching(paths) as (server, site):
        await site.fetch(server.url())
        await site.fetch(server.url("/b"))
    assert [header(head, "cookie") for head in server.requests] == [None, "seen=1", None]


async def test_robots_is_asked_for_once_and_holds_for_every_hop(fetching):
    paths = {
        "/robots.txt": [[answer(body=b"User-agent: article-keeper\nDisallow: /private")]],
        "/": [[moved("/private/x")]],
        "/private/x": [[page()]],
    }
    async with fetching(paths, robots=True) as (server, site):
        for path in ("/", "/private/y"):
            with pytest.raises(RobotsDisallowed, match="does not allow it"):
                await site.fetch(server.url(path))
    assert server.paths() == ["/robots.txt", "/"]


async def test_robots_redirects_are_followed(fetching):
    paths = {
        "/robots.txt": [[moved("/r2")]],
        "/r2": [[answer(body=b"User-agent: *\nDisallow: /")]],
    }
    async with fetching(paths, robots=True) as (server, site):
        with pytest.raises(RobotsDisallowed):
            await site.fetch(server.url())


async def test_crawl_delay_is_kept_between_pages(fetching, fake_time):
    paths = {"/robots.txt": [[answer(body=b"User-agent: *\nCrawl-delay: 7")]], "*": [[page()]]}
    async with fetching(paths, robots=True) as (server, site):
        await site.fetch(server.url("/a"))
        await site.fetch(server.url("/b"))
    assert [round(pause) for pause in fake_time.slept] == [7]


async def test_a_crawl_delay_is_told_once_where_it_is_longer_than_the_rate(fetching, fetcher_with):
    paths = {"/robots.txt": [[answer(body=b"User-agent: *\nCrawl-delay: 7")]], "*": [[page()]]}
    async with fetching(paths, robots=True) as (server, site):
        await site.fetch(server.url("/a"))
        await site.fetch(server.url("/b"))
    assert fetcher_with.told == [
        "127.0.0.1: a request every 7 s (Crawl-delay of its robots.txt)",
    ]
    fetcher_with.told.clear()
    async with fetching(paths, robots=True, rate=0.1) as (server, site):
        await site.fetch(server.url("/a"))
    assert fetcher_with.told == []


async def test_rate_is_kept_between_requests(fetching, fake_time):
    async with fetching({"*": [[page()]]}, rate=0.1) as (server, site):
        await site.fetch(server.url("/a"))
        await site.fetch(server.url("/b"))
    assert [round(pause) for pause in fake_time.slept] == [10]


async def test_site_that_asks_for_a_short_pause_gets_it(fetching, fetcher_with, fake_time):
    paths = {"/": [[answer("429 Slow", b"", "Retry-After: 20")], [page()]]}
    async with fetching(paths) as (server, site):
        await site.fetch(server.url())
    until = (fake_time.clock() - timedelta(seconds=sum(fake_time.slept) - 20)).astimezone()
    assert fake_time.slept[0] == 20
    assert fetcher_with.told == [f"127.0.0.1 paused until {until:%H:%M} (429, Retry-After 20)"]


async def test_site_that_asks_for_more_patience_is_left_alone(fetching, fetcher_with, fake_time):
    paths = {"/a": [[answer("503 Off", b"", "Retry-After: 3600")]], "/b": [[page()]]}
    async with fetching(paths) as (server, site):
        with pytest.raises(RetryLater, match="HTTP 503 Service Unavailable, asks"):
            await site.fetch(server.url("/a"))
        with pytest.raises(RetryLater, match="is paused until 2026-03-01 13:00") as caught:
            await site.fetch(server.url("/b"))
        assert caught.value.retry_at == fake_time.now + timedelta(hours=1)
        assert server.paths() == ["/a"]
        fake_time.now += timedelta(hours=1)
        assert (await site.fetch(server.url("/b"))).status == 200
    assert len(fetcher_with.told) == 1


async def test_host_that_never_connects_is_left(fetcher_with, fake_time):
    async with RawServer({}) as server:
        pass
    async with fetcher_with() as fetcher, fetcher.site("127.0.0.1") as site:
        with pytest.raises(FetchFailed, match="no connection: connection refused, tried 3 times"):
            await site.fetch(server.url("/a"))
        waited = len(fake_time.slept)
        with pytest.raises(FetchFailed, match=r"^site down: 3 connections in a row failed$"):
            await site.fetch(server.url("/b"))
    assert len(fake_time.slept) == waited


async def test_host_that_answers_in_between_is_not_down(fetching):
    async with fetching({"*": [[page()]]}) as (server, site):
        for _ in range(2):
            site._availability.not_connected(server.url())
        assert not site.is_free
        await site.fetch(server.url())
        assert site.is_free


@pytest.mark.parametrize("url", ["nonsense", "ftp://a.test/", "http://", "http://u:p@a.test/"])
async def test_what_is_no_url_fails_like_any_other(url, fetcher_with):
    async with fetcher_with() as fetcher, fetcher.site("x") as site:
        with pytest.raises(FetchFailed):
            await site.fetch(url)


async def test_host_in_another_script_is_asked_by_its_ascii_name(fetcher_with):
    async with RawServer({"/%C3%A9": [[page()]]}) as server:
        goal = f"127.0.0.1:{server.port}"
        fetcher = fetcher_with(connect_to={"xn--bcher-kva.test": goal, "xn--i-7iq.test": goal})
        async with fetcher, fetcher.site("x") as site:
            got = await site.fetch("http://bücher.test/é")
            await site.fetch("http://i❤.test/é")
    assert (got.url, got.final_url) == (
        "http://bücher.test/é",
        "http://xn--bcher-kva.test/%C3%A9",
    )
    assert [header(head, "host") for head in server.requests] == [
        "xn--bcher-kva.test",
        "xn--i-7iq.test",
    ]


def test_settings_of_the_environment_are_not_used(monkeypatch, fetcher_with):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("SSL_CERT_FILE", "/nowhere")
    Fetcher(Settings())


async def test_a_proxy_of_the_settings_is_asked(fetcher_with):
    async with RawServer({"*": [[page()]]}) as proxy:
        fetcher = fetcher_with(proxy=proxy.url())
        async with fetcher, fetcher.site("a.test") as site:
            await site.fetch("http://a.test/x")
    assert proxy.paths() == ["http://a.test/x"]


@asynccontextmanager
async def tunnelling(target):
    """The port of a proxy that connects every CONNECT to `target`."""

    async def pipe(reader, writer):
        while data := await reader.read(65536):
            writer.write(data)
        writer.close()

    async def accept(reader, writer):
        assert (await reader.readuntil(b"\r\n\r\n")).startswith(b"CONNECT good.test:443 ")
        writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        there = await asyncio.open_connection(target.host, target.port)
        await asyncio.gather(pipe(reader, there[1]), pipe(there[0], writer))

    async with await asyncio.start_server(accept, "127.0.0.1", 0) as proxy:
        yield proxy.sockets[0].getsockname()[1]


async def test_https_goes_through_the_tunnel_of_a_proxy(fetcher_with):
    async with (
        RawServer({"*": [[page("No colon here")]]}, ssl_context=serving("good")) as server,
        tunnelling(server) as port,
    ):
        fetcher = fetcher_with(ssl_context=trusting(), proxy=f"http://127.0.0.1:{port}")
        async with fetcher, fetcher.site("good.test") as site:
            for _ in range(2):
                assert (await site.fetch("https://good.test/x")).body == PAGE
    assert (server.connections, server.paths()) == (1, ["/x", "/x"])

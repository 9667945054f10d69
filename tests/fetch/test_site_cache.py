"""What is cached of a site between runs, as values and with a real server."""

from __future__ import annotations

from contextlib import asynccontextmanager, suppress
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.errors import FetchError, Gone, RetryLater, RobotsDisallowed
from scraper.fetch import site_cache
from scraper.fetch.fetcher import Fetcher
from scraper.fetch.site_cache import (
    CachedRedirect,
    CachedRobots,
    SiteCache,
    decode_site_cache,
    encode_site_cache,
)
from scraper.models import Redirect
from tests.fetch.conftest import FakeTime
from tests.fetch.server import PAGE, RawServer, answer, moved, page

NOW = FakeTime().now
LATER = NOW + timedelta(hours=1)


class Store(dict):
    """A store in memory; `saved` counts."""

    saved = 0

    def load(self, site):
        return self.get(site)

    def save(self, site, data):
        self[site] = data
        self.saved += 1


@pytest.fixture
def store():
    return Store()


@pytest.fixture
def run(settings_with, fake_time, store):
    """Another run over the same server: only the store is kept from the last one."""

    @asynccontextmanager
    async def begin(**changes):
        settings = settings_with(**changes)
        fetcher = Fetcher(settings, time_source=fake_time, site_cache_store=store)
        async with fetcher, fetcher.site("127.0.0.1") as site:
            yield site

    return begin


def test_cache_is_decoded_as_it_was_encoded():
    cache = SiteCache(
        site="a.test",
        robots={"https://a.test": CachedRobots(until=LATER, text="User-agent: *\n\ufffd")},
        redirects={"https://a.test/": CachedRedirect(until=LATER, status=301, location="/\xe9")},
        paused_until=LATER,
    )
    assert decode_site_cache(encode_site_cache(cache), "a.test") == cache


def test_cache_of_an_earlier_version_is_read():
    data = b'{"site":"a.test","moves":{"http://a.test/":{"until":"2026-03-02T12:00:00Z",'
    data += b'"status":301,"location":"/b"}}}'
    assert decode_site_cache(data, "a.test").redirects["http://a.test/"].location == "/b"


@pytest.mark.parametrize(
    "data",
    [None, b"", b"{", b"[]", b'{"site": 1}', b"\xff", encode_site_cache(SiteCache(site="b.test"))],
)
def test_cache_that_cannot_be_read_or_is_of_another_site_is_empty(data):
    assert decode_site_cache(data, "a.test") == SiteCache(site="a.test")


@given(st.binary(max_size=200))
def test_any_bytes_are_a_cache_or_none(data):
    assert decode_site_cache(data, "a.test").site == "a.test"


def test_what_has_expired_is_dropped(monkeypatch):
    monkeypatch.setattr(site_cache, "_MAX_ROBOTS", 2)
    hours = {f"https://{n}.test": NOW + timedelta(hours=n) for n in (3, 0, 1, 2)}
    cache = SiteCache(
        site="a.test",
        robots={place: CachedRobots(until=until) for place, until in hours.items()},
        redirects={"http://a.test/": CachedRedirect(until=NOW, status=301, location="/b")},
        paused_until=NOW,
    )
    left = cache.without_expired(NOW)
    assert (set(left.robots), left.redirects) == ({"https://3.test", "https://2.test"}, {})
    assert left.paused_until is None


async def test_robots_is_asked_for_once_a_day_whatever_the_runs(run, fake_time):
    paths = {"/robots.txt": [[answer(body=b"User-agent: *\nDisallow: /no")]], "*": [[page()]]}
    async with RawServer(paths) as server:
        for _ in range(2):
            async with run(robots=True) as site:
                await site.fetch(server.url("/a"))
                with pytest.raises(RobotsDisallowed):
                    await site.fetch(server.url("/no"))
        assert server.paths() == ["/robots.txt", "/a", "/a"]
        fake_time.now += timedelta(days=1)
        async with run(robots=True) as site:
            await site.fetch(server.url("/a"))
    assert server.paths()[3:] == ["/robots.txt", "/a"]


async def test_missing_robots_file_is_remembered_too(run):
    async with RawServer({"/": [[page()]]}) as server:
        for _ in range(2):
            async with run(robots=True) as site:
                await site.fetch(server.url())
    assert server.paths() == ["/robots.txt", "/", "/"]


async def test_what_has_moved_is_requested_at_its_target(run):
    paths = {"/a": [[moved("/b")]], "/b": [[page()]]}
    async with RawServer(paths) as server:
        pages = []
        for _ in range(2):
            async with run() as site:
                pages.append(await site.fetch(server.url("/a")))
                site.settle_redirects(pages[-1], led_to_content=True)
    assert server.paths() == ["/a", "/b", "/b"]
    hop = Redirect(url=server.url("/a"), status=301, location=server.url("/b"))
    assert [(got.final_url, got.redirects) for got in pages] == [(server.url("/b"), (hop,))] * 2


async def test_a_redirect_whose_target_has_disappeared_is_forgotten(run):
    paths = {"/a": [[moved("/b")], [moved("/c")]], "/b": [[page()], [answer("404 Gone")]]}
    async with RawServer({**paths, "/c": [[page(body=PAGE * 2)]]}) as server:
        async with run() as site:
            site.settle_redirects(await site.fetch(server.url("/a")), led_to_content=True)
        async with run() as site:
            assert (await site.fetch(server.url("/a"))).body == PAGE * 2
    assert server.paths() == ["/a", "/b", "/b", "/a", "/c"]


async def test_a_redirect_that_was_reversed_is_no_loop(run):
    """/a redirected to /b; now /b redirects to /a."""
    paths = {"/a": [[moved("/b")], [page()]], "/b": [[page()], [moved("/a")]]}
    async with RawServer(paths) as server:
        async with run() as site:
            site.settle_redirects(await site.fetch(server.url("/a")), led_to_content=True)
        async with run() as site:
            assert (await site.fetch(server.url("/a"))).final_url == server.url("/a")


@pytest.mark.parametrize("led_to_content", [None, False])
async def test_a_redirect_that_led_to_no_article_is_not_remembered(run, led_to_content):
    async with RawServer({"/a": [[moved("/b")]], "/b": [[page()]]}) as server:
        for _ in range(2):
            async with run() as site:
                got = await site.fetch(server.url("/a"))
                if led_to_content is not None:
                    site.settle_redirects(got, led_to_content=led_to_content)
    assert server.paths() == ["/a", "/b"] * 2


async def test_a_redirect_is_forgotten_once_it_leads_to_no_article(run):
    async with RawServer({"/a": [[moved("/b")]], "/b": [[page()]]}) as server:
        for led_to_content in (True, False, True):
            async with run() as site:
                got = await site.fetch(server.url("/a"))
                site.settle_redirects(got, led_to_content=led_to_content)
    assert server.paths() == ["/a", "/b", "/b", "/a", "/b"]


async def test_a_redirect_to_what_is_gone_is_not_remembered(run):
    async with RawServer({"/a": [[moved("/b")]]}) as server:
        for _ in range(2):
            async with run() as site:
                with pytest.raises(Gone):
                    await site.fetch(server.url("/a"))
    assert server.paths() == ["/a", "/b"] * 2


async def test_a_site_that_asked_for_a_pause_has_it_in_the_next_run_too(run, fake_time):
    paths = {"/a": [[answer("429 Slow", b"", "Retry-After: 7200")]], "*": [[page()]]}
    async with RawServer(paths) as server:
        async with run() as site:
            with pytest.raises(RetryLater):
                await site.fetch(server.url("/a"))
        fake_time.now += timedelta(hours=1)
        async with run() as site:
            with pytest.raises(RetryLater, match="is paused until 2026-03-01 14:00 UTC"):
                await site.fetch(server.url("/new"))
        fake_time.now += timedelta(hours=1)
        async with run() as site:
            await site.fetch(server.url("/new"))
    assert server.paths() == ["/a", "/new"]


async def test_cache_that_has_not_changed_is_not_saved_again(run, store):
    async with RawServer({"/": [[page()]]}) as server:
        async with run(robots=False) as site:
            await site.fetch(server.url())
        assert store.saved == 0
        for _ in range(2):
            async with run(robots=True) as site:
                await site.fetch(server.url())
    assert store.saved == 1


async def test_cache_is_saved_where_a_run_is_interrupted(run, store):
    with suppress(FetchError):
        async with RawServer({"*": [[answer("404 No")]]}) as server, run(robots=True) as site:
            await site.fetch(server.url())
    assert store.saved == 1

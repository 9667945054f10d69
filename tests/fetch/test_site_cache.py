"""What is kept of a site between runs, as values and over a real server."""

from __future__ import annotations

from contextlib import asynccontextmanager, suppress
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.errors import FetchError, Gone, RetryLater, RobotsDisallowed
from scraper.fetch import site_cache as noting
from scraper.fetch.fetcher import Fetcher
from scraper.fetch.site_cache import MoveNote, Notes, RobotsNote, read_notes, written
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

    def save(self, site, notes):
        self[site] = notes
        self.saved += 1


@pytest.fixture
def store():
    return Store()


@pytest.fixture
def run(settings_with, fake_time, store):
    """A run of its own over the same server: the store is all that is left of the last one."""

    @asynccontextmanager
    async def begin(**changes):
        settings = settings_with(**changes)
        fetcher = Fetcher(settings, time=fake_time, notes=store)
        async with fetcher, fetcher.site("127.0.0.1") as site:
            yield site

    return begin


def test_notes_are_read_as_they_were_written():
    notes = Notes(
        site="a.test",
        robots={"https://a.test": RobotsNote(until=LATER, text="User-agent: *\n\ufffd")},
        moves={"https://a.test/": MoveNote(until=LATER, status=301, location="/\xe9")},
        paused_until=LATER,
    )
    assert read_notes(written(notes), "a.test") == notes


@pytest.mark.parametrize(
    "data", [None, b"", b"{", b"[]", b'{"site": 1}', b"\xff", written(Notes(site="b.test"))]
)
def test_notes_that_cannot_be_read_or_are_of_another_site_are_none(data):
    assert read_notes(data, "a.test") == Notes(site="a.test")


@given(st.binary(max_size=200))
def test_any_bytes_are_notes_or_none(data):
    assert read_notes(data, "a.test").site == "a.test"


def test_what_holds_no_longer_is_left_out(monkeypatch):
    monkeypatch.setattr(noting, "_MOST_ROBOTS", 2)
    hours = {f"https://{n}.test": NOW + timedelta(hours=n) for n in (3, 0, 1, 2)}
    notes = Notes(
        site="a.test",
        robots={place: RobotsNote(until=until) for place, until in hours.items()},
        moves={"http://a.test/": MoveNote(until=NOW, status=301, location="/b")},
        paused_until=NOW,
    )
    left = notes.without_the_old(NOW)
    assert (set(left.robots), left.moves) == ({"https://3.test", "https://2.test"}, {})
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


async def test_what_has_moved_is_asked_at_its_goal(run):
    paths = {"/a": [[moved("/b")]], "/b": [[page()]]}
    async with RawServer(paths) as server:
        pages = []
        for _ in range(2):
            async with run() as site:
                pages.append(await site.fetch(server.url("/a")))
    assert server.paths() == ["/a", "/b", "/b"]
    hop = Redirect(url=server.url("/a"), status=301, location=server.url("/b"))
    assert [(got.final_url, got.redirects) for got in pages] == [(server.url("/b"), (hop,))] * 2


async def test_a_move_that_leads_nowhere_any_more_is_forgotten(run):
    paths = {"/a": [[moved("/b")], [moved("/c")]], "/b": [[page()], [answer("404 Gone")]]}
    async with RawServer({**paths, "/c": [[page(body=PAGE * 2)]]}) as server:
        async with run() as site:
            await site.fetch(server.url("/a"))
        async with run() as site:
            assert (await site.fetch(server.url("/a"))).body == PAGE * 2
    assert server.paths() == ["/a", "/b", "/b", "/a", "/c"]


async def test_a_move_that_was_turned_round_is_no_loop(run):
    """/a led to /b; now /b leads to /a."""
    paths = {"/a": [[moved("/b")], [page()]], "/b": [[page()], [moved("/a")]]}
    async with RawServer(paths) as server:
        async with run() as site:
            await site.fetch(server.url("/a"))
        async with run() as site:
            assert (await site.fetch(server.url("/a"))).final_url == server.url("/a")


async def test_a_move_to_what_is_gone_is_not_learned(run):
    async with RawServer({"/a": [[moved("/b")]]}) as server:
        for _ in range(2):
            async with run() as site:
                with pytest.raises(Gone):
                    await site.fetch(server.url("/a"))
    assert server.paths() == ["/a", "/b"] * 2


async def test_a_site_that_asked_for_peace_has_it_in_the_next_run_too(run, fake_time):
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


async def test_notes_that_have_not_changed_are_not_saved_again(run, store):
    async with RawServer({"/": [[page()]]}) as server:
        async with run(robots=False) as site:
            await site.fetch(server.url())
        assert store.saved == 0
        for _ in range(2):
            async with run(robots=True) as site:
                await site.fetch(server.url())
    assert store.saved == 1


async def test_notes_are_kept_where_a_run_is_broken_off(run, store):
    with suppress(FetchError):
        async with RawServer({"*": [[answer("404 No")]]}) as server, run(robots=True) as site:
            await site.fetch(server.url())
    assert store.saved == 1

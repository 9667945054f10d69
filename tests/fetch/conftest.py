"""Fetchers that never really sleep, over servers on the loopback net."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from ipaddress import IPv4Network
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from scraper.errors import FetchError
from scraper.fetch import address
from scraper.fetch.fetcher import Fetcher
from scraper.settings import FetchSettings, Settings
from scraper.urls import parse_url
from tests.fetch.cases import MAX_BYTES, MAX_WAIT, READ_TIMEOUT, TOTAL_TIMEOUT, Case
from tests.fetch.server import RawServer

CERTIFICATES = Path(__file__).parent / "certificates"
# Far longer than any case takes on a slow machine: it only ends tests that hang.
_PATIENCE = 60.0


class FakeTime:
    """A clock that only `sleep` moves; `slept` holds how long each sleep was."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
        self.slept: list[float] = []

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += timedelta(seconds=seconds)

    def clock(self) -> datetime:
        return self.now

    def monotonic(self) -> float:
        return self.now.timestamp()


@pytest.fixture
def fake_time() -> FakeTime:
    return FakeTime()


@pytest.fixture
def settings_with() -> Callable[..., Settings]:
    """Settings for a server on loopback; names given replace fetch settings."""

    def make(**changes: object) -> Settings:
        values: dict[str, object] = {
            "allow_private": True,
            "rate": 0.0,
            "robots": False,
            "max_bytes": MAX_BYTES,
            "read_timeout": READ_TIMEOUT,
            "connect_timeout": 1.0,
            "total_timeout": TOTAL_TIMEOUT,
            "max_wait": MAX_WAIT,
        }
        return Settings(fetch=FetchSettings(**{**values, **changes}))  # type: ignore[arg-type]

    return make


class Names:
    """A name server: each host has a list of answers, the last of which is repeated."""

    def __init__(self, answers):
        self.answers = answers
        self.asked = []

    async def getaddrinfo(self, host, port, **_):
        self.asked.append(host)
        answers = self.answers.get(host)
        if isinstance(answers, asyncio.Event):
            await answers.wait()
        if answers is None:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        addresses = answers.pop(0) if len(answers) > 1 else answers[0]
        return [(0, 0, 0, "", (text, port)) for text in addresses]


@pytest.fixture
async def names(monkeypatch):
    """127.0.0.2 and the like count as public here; 127.0.0.1 stays private."""
    narrow = tuple(
        (IPv4Network("127.0.0.1/32") if name == "loopback" else network, name)
        for network, name in address._SPECIAL_V4
    )
    monkeypatch.setattr(address, "_SPECIAL_V4", narrow)
    server = Names({})
    loop = asyncio.get_running_loop()
    monkeypatch.setattr(loop, "getaddrinfo", server.getaddrinfo)
    return server


# --- cases ---------------------------------------------------------------------------------


@cache
def serving(certificate: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATES / f"{certificate}.pem")
    return context


@cache
def trusting() -> ssl.SSLContext:
    return ssl.create_default_context(cafile=CERTIFICATES / "ca.pem")


@pytest.fixture
def ending_of(settings_with, fake_time, names):
    """(outcome, reason, body) of the `/` of a case, and its server."""

    async def fetch(case: Case):
        names.answers = {name: list(found) for name, found in (case.names or {}).items()}
        context = serving(case.certificate) if case.certificate else None
        server = RawServer(case.site, host="127.0.0.2", ssl_context=context, greeting=case.greeting)
        async with server, asyncio.timeout(_PATIENCE):
            url, changes = start_and_settings(case, server)
            fetcher = Fetcher(
                settings_with(**changes),
                time_source=fake_time,
                ssl_context=trusting(),
            )
            async with fetcher, fetcher.site("case.test") as site:
                ending = await fetched(site, url)
            assert tasks_left() == []
            assert await server.no_connection_left()
        return *ending, server

    return fetch


def start_and_settings(case: Case, server: RawServer):
    """The URL to fetch, and its settings."""
    goal = f"{server.host}:{server.port}"
    changes = {"robots": case.robots, **case.settings}
    if case.names is not None:
        return f"{case.host}:{server.port}/", changes
    start = parse_url(case.host or f"http://{goal}")
    here = {urlsplit(start).hostname, case.also} - {""} if case.host else set()
    return start, {"connect_to": dict.fromkeys(here, goal), **changes}


async def fetched(site, url):
    try:
        page = await site.fetch(url)
    except FetchError as error:
        return str(error.outcome), error.reason, None
    return "page", "", page.body


def tasks_left():
    """The tasks that a fetcher has left running, without those of the server."""
    coroutines = (repr(task.get_coro()) for task in asyncio.all_tasks() - {asyncio.current_task()})
    return [name for name in coroutines if "RawServer." not in name and "_accept_" not in name]

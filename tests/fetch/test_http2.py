"""With HTTP/2: its own failures, and the same outcomes from servers without it."""

from __future__ import annotations

import dataclasses
import gzip
import ssl
from contextlib import asynccontextmanager
from itertools import chain

import pytest

from scraper.errors import FetchFailed, FetchTimeout, Gone, TooLarge
from scraper.fetch.fetcher import Fetcher
from tests.fetch.cases import GROUPS, MAX_BYTES
from tests.fetch.conftest import CERTIFICATES, trusting
from tests.fetch.h2_server import H2Server, answered, away, reset
from tests.fetch.server import PAGE

_GROUPS = ("Bodies", "Bombs", "TLS", "Hosts and addresses")
CASES = list(chain.from_iterable(map(GROUPS.get, _GROUPS)))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
async def test_outcome_is_that_without_http_2(case, ending_of):
    changed = dataclasses.replace(case, settings={**case.settings, "http2": True})
    outcome, reason, body, server = await ending_of(changed)
    assert (outcome, reason) == (case.outcome, case.reason.replace("{port}", str(server.port)))
    assert case.requests in (None, len(server.requests))
    assert case.body in (None, body)


@pytest.fixture
def fetching(settings_with, fake_time):
    """A server of HTTP/2 of the paths given, and a fetcher of its site."""

    @asynccontextmanager
    async def both(paths, **changes):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATES / "good.pem")
        async with H2Server(paths, context) as server:
            goal = f"127.0.0.1:{server.port}"
            settings = settings_with(http2=True, connect_to={"good.test": goal}, **changes)
            fetcher = Fetcher(settings, time_source=fake_time, ssl_context=trusting())
            async with fetcher, fetcher.site("good.test") as site:
                yield server, site

    return both


async def test_pages_come_over_one_connection_of_http_2(fetching):
    paths = {"/a": answered(PAGE), "/b": answered(b"gone", status=404)}
    async with fetching(paths) as (server, site):
        got = await site.fetch("https://good.test/a")
        with pytest.raises(Gone):
            await site.fetch("https://good.test/b")
        await site.fetch("https://good.test/a")
    assert (got.body, got.http_version, got.reason_phrase) == (PAGE, "HTTP/2", "")
    assert server.connections == 1


@pytest.mark.parametrize(
    ("reply", "error", "reason"),
    [
        (reset, FetchFailed, "^connection cut: the server has reset the HTTP/2 stream, tried"),
        (away, FetchFailed, "^connection cut: the server has ended the HTTP/2 connection, tried"),
        (
            answered(gzip.compress(bytes(2 * MAX_BYTES)), ("content-encoding", "gzip")),
            TooLarge,
            f"^more than {MAX_BYTES} bytes$",
        ),
    ],
)
async def test_what_goes_wrong_is_named(fetching, reply, error, reason):
    async with fetching({"/": reply}) as (_, site):
        with pytest.raises(error, match=reason):
            await site.fetch("https://good.test/")


async def test_an_answer_whose_end_never_comes_is_a_timeout(fetching):
    async with fetching({"/": answered(PAGE, ends=False)}, read_timeout=0.05) as (_, site):
        with pytest.raises(FetchTimeout, match=r"^no data for 0\.05 s, tried 3 times$"):
            await site.fetch("https://good.test/")

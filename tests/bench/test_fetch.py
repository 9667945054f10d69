"""The benchmark of fetching runs, and its clients do the same work."""

from __future__ import annotations

import asyncio

import pytest

from bench.fetch.__main__ import cost, sites, unverified
from bench.fetch.clients import httpx_by_site, httpx_defaults, ours
from bench.fetch.server import page, serving


@pytest.fixture(scope="module")
def ports():
    with serving() as found:
        yield found


@pytest.mark.parametrize("client", [httpx_defaults, httpx_by_site, ours])
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_every_client_fetches_every_page(client, scheme, ports):
    load = sites(ports[scheme == "https"], scheme, number=2, pages=2)
    assert cost(client, load, unverified()) > 0


def test_a_server_that_is_gone_is_no_cost_of_zero(ports):
    with pytest.raises(Exception, match="connect"):
        asyncio.run(httpx_defaults([["http://127.0.0.1:1/"]], unverified()))


def test_the_page_is_an_answer_whose_length_is_right():
    head, _, body = page().partition(b"\r\n\r\n")
    assert f"Content-Length: {len(body)}".encode() in head.split(b"\r\n")

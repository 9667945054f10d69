"""The transport of HTTP/1.1 on its own, over real sockets."""

from __future__ import annotations

import asyncio
import ssl

import httpx
import pytest

from scraper.fetch.address_guard import AddressGuard
from scraper.fetch.transport import HttpTransport
from scraper.settings import FetchSettings
from tests.fetch.server import PAGE, Close, Forever, Hang, RawServer, Reset, answer, page


@pytest.fixture
async def transport():
    """One that keeps two connections."""
    guard = AddressGuard(allow_private=True)
    settings = FetchSettings(connections=0)
    async with HttpTransport(
        settings, make_tls=ssl.create_default_context, address_guard=guard
    ) as made:
        yield made


def request(url, *, read=5.0, **headers):
    timeouts = {"connect": 1.0, "read": read}
    return httpx.Request("GET", url, headers=headers, extensions={"timeout": timeouts})


async def ask(transport, url):
    response = await transport.handle_async_request(request(url))
    body = await response.aread()
    await response.aclose()
    return response.status_code, body


async def test_answer_is_a_response_of_httpx(transport):
    async with RawServer({"/": [[answer("200 Fine", PAGE, "X-Name: Jos\xe9")]]}) as server:
        response = await transport.handle_async_request(request(server.url()))
        await response.aread()
        await response.aclose()
    assert (response.status_code, response.content) == (200, PAGE)
    assert response.headers.raw[0] == (b"X-Name", b"Jos\xe9")
    assert response.extensions["http_version"] == b"HTTP/1.1"
    assert response.extensions["reason_phrase"] == b"Fine"


async def test_connection_is_used_again_once_it_is_given_back(transport):
    async with RawServer({"*": [[page()]]}) as server:
        for _ in range(3):
            assert await ask(transport, server.url()) == (200, PAGE)
        first = await transport.handle_async_request(request(server.url()))
        second = await transport.handle_async_request(request(server.url()))
        for response in (first, second):
            await response.aread()
            await response.aclose()
        await ask(transport, server.url())
    assert server.connections == 2


@pytest.mark.parametrize("ending", [Close(), Reset()])
async def test_connection_that_was_closed_meanwhile_is_made_anew(transport, ending):
    """The server closes when the second request arrives, which the client notices only then."""
    async with RawServer({"/": [[page()], [ending], [page()]]}) as server:
        await ask(transport, server.url())
        assert await ask(transport, server.url()) == (200, PAGE)
    assert (server.connections, len(server.requests)) == (2, 3)


async def test_connection_that_is_silent_is_not_made_anew(transport):
    async with RawServer({"/": [[page()], [Hang()]]}) as server:
        await ask(transport, server.url())
        with pytest.raises(httpx.ReadTimeout):
            await transport.handle_async_request(request(server.url(), read=0.02))
    assert server.connections == 1


async def test_no_more_connections_wait_than_are_kept_whatever_the_hosts(transport):
    """The youngest two."""
    site = {"/": [[page()]]}
    async with RawServer(site) as one, RawServer(site) as two, RawServer(site) as three:
        for server in (one, two, three, three, two, one):
            await ask(transport, server.url())
    assert [server.connections for server in (one, two, three)] == [2, 1, 1]


async def test_new_connection_that_is_closed_is_not_made_anew(transport):
    async with RawServer({"/": [[Close()]]}) as server:
        with pytest.raises(httpx.RemoteProtocolError, match="closed without an answer"):
            await ask(transport, server.url())
    assert server.connections == 1


@pytest.mark.parametrize(
    "reply",
    [
        page("Connection: close"),
        page(body=PAGE) + b"more than was said",
        b"HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\nx",
    ],
)
async def test_connection_that_cannot_be_trusted_is_closed(transport, reply):
    async with RawServer({"/": [[reply]]}) as server:
        await ask(transport, server.url())
        await ask(transport, server.url())
    assert server.connections == 2


async def test_body_left_unread_closes_the_connection(transport):
    async with RawServer({"/": [[answer(length=10**9), Forever(b"x" * 10**5)]]}) as server:
        response = await transport.handle_async_request(request(server.url()))
        await response.aclose()
        assert await server.no_connection_left()


async def test_server_that_refuses_before_it_is_asked_is_heard(transport):
    greeting = (answer("503 Busy", b"no"),)
    async with RawServer({"/": [[Hang()]]}, greeting=greeting) as server:
        assert await ask(transport, server.url()) == (503, b"no")


async def test_no_more_is_read_than_is_taken(transport):
    """Data is not read further once the buffers between are full."""
    async with RawServer({"/": [[answer(length=10**9), Forever(b"x" * 10**5)]]}) as server:
        response = await transport.handle_async_request(request(server.url()))
        pieces = aiter(response.stream)
        for _ in range(3):
            for _ in range(50):
                await asyncio.sleep(0)  # the loop would read 256 KiB in each turn
            assert len(await anext(pieces)) < 1024 * 1024
        await pieces.aclose()
        await response.aclose()


async def test_request_is_sent_as_it_is_written(transport):
    async with RawServer({"*": [[page()]]}) as server:
        url = server.url("/b%20c?d=\xe9")
        response = await transport.handle_async_request(request(url, accept="x"))
        await response.aclose()
    head = server.requests[0]
    host = f"Host: {server.host}:{server.port}\r\n".encode()
    assert head.startswith(b"GET /b%20c?d=%C3%A9 HTTP/1.1\r\n" + host)
    assert head.endswith(b"accept: x\r\n\r\n")


@pytest.mark.parametrize(
    "headers", [{"a": "b\r\nc: d"}, {"a": "b\nc"}, {"a": "\0"}, {"a b": "c"}, {"": "c"}]
)
async def test_header_that_would_break_the_request_is_refused(transport, headers):
    async with RawServer({"/": [[page()]]}) as server:
        with pytest.raises(httpx.LocalProtocolError, match="Illegal header"):
            await transport.handle_async_request(request(server.url(), **headers))
    assert server.requests == []


async def test_switch_of_protocols_is_a_response_without_a_body(transport):
    reply = b"HTTP/1.1 101 Changed\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n"
    async with RawServer({"/": [[reply]]}) as server:
        for _ in range(2):
            assert await ask(transport, server.url()) == (101, b"")
    assert server.connections == 2

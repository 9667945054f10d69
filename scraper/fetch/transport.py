"""Transports of httpx: what carries one request of a site to its server, and the answer back.

Our own speaks HTTP/1.1 straight over asyncio and costs a fraction of the processor time of
httpx's (docs/fetching.md has the figures). HTTP/2 and proxies go over httpx's own. Both connect
through the guard, and both raise the errors of httpx.
"""

from __future__ import annotations

import asyncio
import re
import ssl
from collections.abc import Callable

import httpx

from scraper.fetch.address_guard import AddressGuard
from scraper.fetch.connection import Connection
from scraper.settings import FetchSettings

_KEEPALIVE = 30.0  # seconds
_PORTS = {"http": 80, "https": 443}
_TOKEN = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # RFC 9110, 5.6.2
_UNSAFE = re.compile(rb"[\r\n\0]")

# Scheme, host and port.
Origin = tuple[str, str, int]


def transport_for(
    settings: FetchSettings, *, tls: Callable[[], ssl.SSLContext], guard: AddressGuard
) -> httpx.AsyncBaseTransport:
    """The transport that the settings ask for; `tls` makes the context when it is needed."""
    if settings.http2 or settings.proxy:
        # httpcore takes 50 ms to import
        from scraper.fetch.pooled_transport import PooledTransport  # noqa: PLC0415

        return PooledTransport(settings, ssl_context=tls(), guard=guard)
    return Transport(tls=tls, guard=guard, keep=settings.connections * 2 + 2)


class Transport(httpx.AsyncBaseTransport):
    """HTTP/1.1 over connections that are used again; at most `keep` wait, whatever their host."""

    def __init__(
        self, *, tls: Callable[[], ssl.SSLContext], guard: AddressGuard, keep: int
    ) -> None:
        self._tls = tls
        self._guard = guard
        self._keep = keep
        self._waiting: list[tuple[Origin, Connection]] = []  # the oldest first

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """The answer to `request`, its head read.

        Raises PrivateAddress, NoSuchHost and httpx.TransportError.
        """
        head, origin = request_bytes(request), _origin(request.url)
        patience = request.extensions["timeout"]
        while (kept := self._kept(origin)) is not None:
            try:
                return await self._answer(kept, head, origin, patience["read"])
            except httpx.TransportError:
                if not kept.was_stale:
                    raise  # RFC 9112, 9.3.1: asked again where it was closed before
        fresh = await self._connected(origin, patience["connect"])
        return await self._answer(fresh, head, origin, patience["read"])

    async def aclose(self) -> None:
        """Close the connections that wait."""
        for _, connection in self._waiting:
            connection.abort()
        self._waiting.clear()
        await asyncio.sleep(0)  # the loop closes sockets in its next turn

    async def _answer(
        self, connection: Connection, head: bytes, origin: Origin, patience: float
    ) -> httpx.Response:
        try:
            message = await connection.ask(head, patience=patience)
        except BaseException:
            connection.abort()
            raise
        return httpx.Response(
            message.status,
            headers=message.headers,
            stream=_Body(self, connection, origin),
            extensions={
                "http_version": b"HTTP/" + message.version.encode(),
                "reason_phrase": message.reason,
            },
        )

    async def _connected(self, origin: Origin, patience: float) -> Connection:
        scheme, host, port = origin
        loop = asyncio.get_running_loop()
        context = self._tls() if scheme == "https" else None

        async def make(address: str, port: int) -> Connection:
            _, connection = await loop.create_connection(
                Connection,
                address,
                port,
                ssl=context,
                server_hostname=host.rstrip(".") if context else None,
            )
            return connection

        try:
            return await self._guard.connect(host, port, make, timeout=patience)
        except TimeoutError as error:
            raise httpx.ConnectTimeout("no connection in time") from error
        except OSError as error:
            raise httpx.ConnectError(str(error)) from error

    # --- connections that wait ------------------------------------------------------------

    def _kept(self, origin: Origin) -> Connection | None:
        """A connection that waits for its next request; the youngest, as it lives longest."""
        oldest = asyncio.get_running_loop().time() - _KEEPALIVE
        for pair in reversed(self._waiting):
            if pair[0] != origin:
                continue
            self._waiting.remove(pair)
            if pair[1].is_reusable and pair[1].idle_since > oldest:
                return pair[1]
            pair[1].abort()
        return None

    def give_back(self, connection: Connection, origin: Origin) -> None:
        """An answer is over: what can be used again waits, the rest is closed."""
        if not connection.is_reusable:
            connection.abort()
            return
        connection.idle_since = asyncio.get_running_loop().time()
        self._waiting.append((origin, connection))
        if len(self._waiting) > self._keep:
            self._waiting.pop(0)[1].abort()


class _Body(httpx.AsyncByteStream):
    """The body of an answer, piece by piece. No generator: one left unfinished is a task left."""

    def __init__(self, transport: Transport, connection: Connection, origin: Origin) -> None:
        self._transport = transport
        self._connection: Connection | None = connection
        self._origin = origin

    def __aiter__(self) -> _Body:
        return self

    async def __anext__(self) -> bytes:
        piece = await self._connection.read() if self._connection else b""
        if not piece:
            raise StopAsyncIteration
        return piece

    async def aclose(self) -> None:
        if self._connection is not None:
            self._transport.give_back(self._connection, self._origin)
            self._connection = None


def request_bytes(request: httpx.Request) -> bytes:
    """A request without a body, as it is sent. Raises httpx.LocalProtocolError."""
    target, headers = request.url.raw_path, request.headers.raw
    for name, value in headers:
        if _TOKEN.fullmatch(name) is None or _UNSAFE.search(value):
            raise httpx.LocalProtocolError(f"header {name!r} cannot be sent")
    fields = b"".join(b"%b: %b\r\n" % pair for pair in headers)
    return b"%b %b HTTP/1.1\r\n%b\r\n" % (request.method.encode("ascii"), target, fields)


def _origin(url: httpx.URL) -> Origin:
    return url.scheme, url.raw_host.decode("ascii"), url.port or _PORTS[url.scheme]

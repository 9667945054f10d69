"""What httpcore connects and reads by: checked addresses only, and responses made safe for h11.

httpcore's own streams do the I/O. HTTP/2 has a framing of its own, which is left to h2.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable, Iterable
from typing import Any

import httpcore

from scraper.fetch.address_guard import AddressGuard
from scraper.fetch.response_filter import CutShort, ResponseFilter
from scraper.fetch.response_head import BadResponse, ResponseHead

MakeTls = Callable[[], ssl.SSLContext]


class SwitchedProtocols(httpcore.RemoteProtocolError):
    """101, which was not requested: h11 has no state for what comes after it."""

    def __init__(self, head: ResponseHead) -> None:
        super().__init__("101 without an Upgrade")
        self.head = head


class FilteredStream(httpcore.AsyncNetworkStream):
    """A connection of HTTP/1.1, which carries requests without a body one after another."""

    def __init__(
        self,
        stream: httpcore.AsyncNetworkStream,
        *,
        make_tls: MakeTls,
        connect_deadline: float | None,
        is_tls: bool = False,
    ) -> None:
        """`connect_deadline` is the time of the event loop by which TLS must be set up."""
        self._stream = stream
        self._make_tls = make_tls
        self._connect_deadline = connect_deadline
        self._is_tls = is_tls
        self._requests = 0
        self._spoke_first = False
        self._response = ResponseFilter()

    async def write(
        self,
        buffer: bytes,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's signature
    ) -> None:
        """Send a request. Raises httpcore.WriteError, WriteTimeout."""
        if not buffer:
            return
        if self._requests == 0 and not self._is_tls:  # TLS itself sends tickets at this time
            self._spoke_first = bool(self._stream.get_extra_info("is_readable"))
        self._requests += 1
        self._response = ResponseFilter()
        await self._stream.write(buffer, timeout)

    async def read(
        self,
        max_bytes: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's signature
    ) -> bytes:
        """The head of the response, then its body piece by piece, empty at its end.

        Raises httpcore.ReadError, ReadTimeout, RemoteProtocolError, and ConnectionNotAvailable,
        upon which the pool repeats the request, where the server had closed a kept connection.
        """
        try:
            return await self._read_response(max_bytes, timeout)
        except BadResponse as error:
            raise httpcore.RemoteProtocolError(str(error)) from error
        except (CutShort, httpcore.ReadError) as error:
            if self._is_stale:
                raise httpcore.ConnectionNotAvailable from error
            if isinstance(error, CutShort):
                raise httpcore.RemoteProtocolError(str(error)) from error
            raise

    async def _read_response(
        self,
        max_bytes: int,
        timeout: float | None,  # noqa: ASYNC109 - httpcore's
    ) -> bytes:
        while data := await self._stream.read(max_bytes, timeout):
            passed = self._response.feed(data)
            if (head := self._response.head) is not None and head.status == 101:
                raise SwitchedProtocols(head)
            if passed:
                return passed
        self._response.end()
        return b""

    @property
    def _is_stale(self) -> bool:
        """Whether a request over a kept connection has received nothing (RFC 9112, 9.3.1)."""
        return self._requests > 1 and not self._response.has_begun

    async def aclose(self) -> None:
        await self._stream.aclose()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,  # noqa: ARG002 - a placeholder, see HttpTransport
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's signature
    ) -> httpcore.AsyncNetworkStream:
        """The same connection with TLS. Raises httpcore.ConnectError, ConnectTimeout."""
        if self._connect_deadline is not None:
            timeout = max(self._connect_deadline - asyncio.get_running_loop().time(), 0)
        # no certificate names a host with a dot at its end
        host = server_hostname.rstrip(".") if server_hostname else None
        stream = await self._stream.start_tls(self._make_tls(), host, timeout)
        if stream.get_extra_info("ssl_object").selected_alpn_protocol() == "h2":
            return stream
        return FilteredStream(stream, make_tls=self._make_tls, connect_deadline=None, is_tls=True)

    def get_extra_info(self, info: str) -> Any:
        """As httpcore has it. A connection that is readable is not used again by its pool."""
        if info == "is_readable" and (self._spoke_first or self._response.has_surplus):
            return True
        return self._stream.get_extra_info(info)


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """Connects to addresses that the guard has checked."""

    def __init__(self, address_guard: AddressGuard, *, make_tls: MakeTls) -> None:
        self._address_guard = address_guard
        self._make_tls = make_tls
        self._sockets = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's signature
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Raises PrivateAddress, NoSuchHost, httpcore.ConnectError, httpcore.ConnectTimeout."""

        async def open_connection(address: str, port: int) -> httpcore.AsyncNetworkStream:
            try:
                return await self._sockets.connect_tcp(
                    address, port, None, local_address, socket_options
                )
            except httpcore.ConnectError as error:
                raise OSError(str(error)) from error

        now = asyncio.get_running_loop().time()
        try:
            stream = await self._address_guard.connect(host, port, open_connection, timeout=timeout)
        except TimeoutError as error:
            raise httpcore.ConnectTimeout("no connection in time") from error
        except OSError as error:
            raise httpcore.ConnectError(str(error)) from error
        return FilteredStream(
            stream,
            make_tls=self._make_tls,
            connect_deadline=None if timeout is None else now + timeout,
        )

    async def sleep(self, seconds: float) -> None:
        await self._sockets.sleep(seconds)

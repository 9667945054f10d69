"""httpx's own transport over connections that the guard lets through: for HTTP/2 and proxies."""

from __future__ import annotations

import ssl
from collections.abc import Iterable

import httpcore
import httpx

from scraper.fetch.address_guard import AddressGuard
from scraper.settings import FetchSettings

_KEEPALIVE = 30.0  # seconds


class PooledTransport(httpx.AsyncHTTPTransport):
    """httpx's transport over a pool whose connections are made by a GuardedBackend."""

    def __init__(  # httpx has no parameter for the backend: its pool is replaced
        self, settings: FetchSettings, *, ssl_context: ssl.SSLContext, guard: AddressGuard
    ) -> None:
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=ssl_context,
            proxy=httpcore.Proxy(settings.proxy) if settings.proxy else None,
            max_connections=None,
            max_keepalive_connections=settings.connections * 2,
            keepalive_expiry=_KEEPALIVE,
            http2=settings.http2,
            network_backend=GuardedBackend(guard),
        )


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """httpcore's sockets, connected to checked addresses only."""

    def __init__(self, guard: AddressGuard) -> None:
        self._guard = guard
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

        async def make(address: str, port: int) -> httpcore.AsyncNetworkStream:
            try:
                return await self._sockets.connect_tcp(
                    address, port, None, local_address, socket_options
                )
            except httpcore.ConnectError as error:
                raise OSError(str(error)) from error

        try:
            return await self._guard.connect(host, port, make, timeout=timeout)
        except TimeoutError as error:
            raise httpcore.ConnectTimeout("no connection in time") from error
        except OSError as error:
            raise httpcore.ConnectError(str(error)) from error

    async def sleep(self, seconds: float) -> None:
        await self._sockets.sleep(seconds)

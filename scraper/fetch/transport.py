"""The transport below the client: httpx's over httpcore's pool, with our network backend."""

from __future__ import annotations

import ssl

import httpcore
import httpx

from scraper.fetch.address_guard import AddressGuard
from scraper.fetch.network_stream import GuardedBackend, MakeTls, SwitchedProtocols
from scraper.settings import FetchSettings

# Seconds that an idle connection is kept. Servers close theirs after 5 (Apache) to 75 (nginx).
_KEEPALIVE = 30.0
# Trusts nobody. Without one the pool would load the system's certificates; what is used is the
# context that the backend's streams make when the first https URL is requested.
_PLACEHOLDER = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


class HttpTransport(httpx.AsyncHTTPTransport):
    """Carries the requests of one site: HTTP/1.1, and HTTP/2 where it is set.

    `make_tls` makes the TLS context, which all sites share, when it is first needed.
    """

    def __init__(  # httpx has no parameter for the backend: its pool is replaced
        self, settings: FetchSettings, *, make_tls: MakeTls, address_guard: AddressGuard
    ) -> None:
        protocols = ["h2", "http/1.1"] if settings.http2 else ["http/1.1"]

        def make_tls_with_protocols() -> ssl.SSLContext:
            context = make_tls()
            context.set_alpn_protocols(protocols)
            return context

        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=_PLACEHOLDER,
            proxy=httpcore.Proxy(settings.proxy) if settings.proxy else None,
            max_connections=None,
            # one for each request in flight to the site, and as many to where it redirects
            max_keepalive_connections=settings.connections * 2 + 2,
            keepalive_expiry=_KEEPALIVE,
            http2=settings.http2,
            network_backend=GuardedBackend(address_guard, make_tls=make_tls_with_protocols),
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """The response, its body not read.

        Raises PrivateAddress, NoSuchHost and httpx.TransportError.
        """
        try:
            return await super().handle_async_request(request)
        except httpx.RemoteProtocolError as error:
            if not isinstance(error.__cause__, SwitchedProtocols):
                raise
            return _without_body(error.__cause__)


def _without_body(switched: SwitchedProtocols) -> httpx.Response:
    head = switched.head
    return httpx.Response(
        head.status,
        headers=list(head.fields),
        stream=httpx.ByteStream(b""),
        extensions={"http_version": b"HTTP/" + head.version, "reason_phrase": head.reason},
    )

"""Which requests the reader accepts, and the headers of every response.

A page of the web may make a browser request a loopback address. It cannot read the response, unless
its own host name is made to resolve to that address (DNS rebinding): so the Host header must name
the loopback address itself. And it may send a form here: so a form must come from a page of the
reader, by the Origin header that browsers send (and Sec-Fetch-Site, which most do).
"""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_HOSTS = frozenset({"127.0.0.1", "localhost", "[::1]"})
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    # a form of a page without any referrer has the origin `null` (Fetch Standard, 3.2)
    "referrer-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cache-control": "no-store",
}


class RequestGuard:
    """An ASGI application around another one, which sees only requests that are accepted."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(_HEADERS)
                headers.setdefault("content-security-policy", POLICY)
            await send(message)

        app = _refusal(scope) or self._app
        await app(scope, receive, send_with_headers)


def _refusal(scope: Scope) -> ASGIApp | None:
    """The response to a request that is not accepted."""
    headers = Headers(scope=scope)
    host, _, port = headers.get("host", "").rpartition(":")
    if not port.isdigit():  # without a port
        host = headers.get("host", "")
    if host.lower() not in _HOSTS:
        return PlainTextResponse("The Host header names another server.\n", 421)
    if scope["method"] not in {"GET", "HEAD", "POST"}:
        return PlainTextResponse("Only GET, HEAD and POST.\n", 405, {"allow": "GET, HEAD, POST"})
    if scope["method"] == "POST" and not _is_same_origin(headers):
        return PlainTextResponse("The form comes from another site.\n", 403)
    return None


def _is_same_origin(headers: Headers) -> bool:
    """Whether a request comes from a page of this server."""
    own = f"http://{headers.get('host', '')}".lower()
    origins = [origin.lower() for origin in headers.getlist("origin")]
    return origins == [own] and headers.get("sec-fetch-site", "same-origin") == "same-origin"

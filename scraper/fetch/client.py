"""One site's client: sends a request and reads a bounded response.

It handles one exchange and draws no conclusions from it: it follows no redirect, repeats no
request and judges no status. It uses a transport of httpx, one per site with a shared TLS
context, rather than httpx.AsyncClient, which parses each Location by its own rules before we see
the response, keeps cookies from page to page, and logs each request.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from types import TracebackType
from typing import Self

import httpx

from scraper.errors import FetchFailed, NotHtml, TooLarge
from scraper.fetch import feeds
from scraper.fetch.address import check_without_resolving
from scraper.fetch.address_guard import AddressGuard
from scraper.fetch.body_quota import BodyRoom
from scraper.fetch.bounded_body import BoundedBody, read_body
from scraper.fetch.content_coding import BodyError
from scraper.fetch.content_type import body_refusal, header_refusal, is_feed_start
from scraper.fetch.exchange import (
    MAY_BE_WALL,
    WITH_BODY,
    BodyPolicy,
    RequestBudget,
    ResourceKind,
    Response,
)
from scraper.fetch.failures import NETWORK_ERRORS, failure_of, out_of_time
from scraper.fetch.image_type import image_refusal
from scraper.fetch.request_headers import RawHeaders, conditional_headers
from scraper.fetch.retry import AttemptFailed
from scraper.fetch.transport import HttpTransport
from scraper.models import Headers
from scraper.settings import FetchSettings

# A body that is not needed is read all the same, to keep the connection, where that costs no more
# than a new one: TCP and TLS take two to three round trips, in which a server can send some 100 KiB
# (ten segments and twice as many with each, RFC 6928).
_MAX_DRAINED = 64 * 1024
_MAX_DRAIN_SECONDS = 0.5
# Of a response that may be a bot wall: its marks are in the first 150,000 characters
# (extraction/verdict/machinery.py), and it is sent at once.
_MAX_WALL = 256 * 1024
_MAX_WALL_SECONDS = 1.0
# Bytes of Set-Cookie in one response. Browsers accept 4 KiB per cookie (RFC 6265, 6.1); servers
# reject request heads of more than 8 to 16 KiB.
_MAX_COOKIES = 16 * 1024


class Client:
    """Sends requests for one site. An async context manager; leaving it closes the connections."""

    def __init__(
        self,
        settings: FetchSettings,
        *,
        make_tls: Callable[[], ssl.SSLContext],
        address_guard: AddressGuard,
    ) -> None:
        self._settings = settings
        self._transport = HttpTransport(settings, make_tls=make_tls, address_guard=address_guard)
        self._checks_literals = bool(settings.proxy) and not settings.allow_private
        self._timeout = httpx.Timeout(
            connect=settings.connect_timeout,
            read=settings.read_timeout,
            write=settings.read_timeout,
            pool=None,
        ).as_dict()

    async def __aenter__(self) -> Self:
        await self._transport.__aenter__()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self._transport.__aexit__(kind, error, traceback)

    async def exchange(
        self, url: str, *, headers: RawHeaders, budget: RequestBudget, policy: BodyPolicy
    ) -> Response:
        """The response to one GET of `url`.

        Raises AttemptFailed for a failure of the network or the server; NotHtml, TooLarge and
        FetchFailed for a body that does not meet `policy` or cannot be decoded.
        """
        loop = asyncio.get_running_loop()
        start = loop.time()
        deadline = asyncio.timeout(max(budget.seconds_left, 0))
        try:
            async with deadline:
                room = BodyRoom(policy, deadline, budget, loop)
                return await self._exchange(url, headers, budget, policy, room)
        except NETWORK_ERRORS as error:
            raise AttemptFailed(failure_of(error, url=url, settings=self._settings)) from error
        except TimeoutError as error:
            if not deadline.expired():
                raise
            raise AttemptFailed(out_of_time(url, self._settings)) from error
        finally:
            budget.seconds_left -= loop.time() - start

    async def _exchange(
        self,
        url: str,
        headers: RawHeaders,
        budget: RequestBudget,
        policy: BodyPolicy,
        room: BodyRoom,
    ) -> Response:
        request = self._request(url, headers, budget)
        if self._checks_literals:
            check_without_resolving(request.url.raw_host.decode())
        http_response = await self._transport.handle_async_request(request)
        assert isinstance(http_response.stream, httpx.AsyncByteStream)
        try:
            _store_cookies(budget, request, http_response)
            if http_response.status_code in WITH_BODY:
                with room.share.body():
                    body = await _read_body(url, http_response, policy, room)
            elif http_response.status_code in MAY_BE_WALL and policy.kind is ResourceKind.PAGE:
                body = await _read_wall(http_response)
            else:
                body = await _drain(http_response)
        finally:
            await http_response.stream.aclose()
        return _response(url, request, http_response, body)

    def _request(self, url: str, headers: RawHeaders, budget: RequestBudget) -> httpx.Request:
        http_url = httpx.URL(url)
        # set here, as httpx would decode the host to Unicode first, which fails for some
        host = (b"Host", http_url.netloc)
        request = httpx.Request(
            "GET",
            http_url,
            headers=[host, *headers, *conditional_headers(budget.validators_of(url))],
            extensions={"timeout": self._timeout},
        )
        if budget.cookies is not None:
            budget.cookies.set_cookie_header(request)
        return request


async def _read_body(
    url: str, http_response: httpx.Response, policy: BodyPolicy, room: BodyRoom
) -> BoundedBody:
    content_type = http_response.headers.get("content-type")
    status = http_response.status_code

    limit = policy.max_bytes

    def inspect(start: bytes) -> int:
        nonlocal limit
        refuse = body_refusal if policy.kind is ResourceKind.PAGE else image_refusal
        if (refusal := refuse(content_type, start)) is not None:
            raise NotHtml(refusal, url=url, status=status)
        if policy.kind is ResourceKind.PAGE and is_feed_start(start):
            limit = max(limit, feeds.MAX_BYTES)
        return limit

    refusal = header_refusal(content_type) if policy.kind is ResourceKind.PAGE else None
    if refusal is not None:
        raise NotHtml(refusal, url=url, status=status)
    try:
        async with aclosing(_chunks(http_response)) as chunks:
            body = await read_body(
                chunks,
                encoding=http_response.headers.get("content-encoding"),
                max_bytes=policy.max_bytes,
                inspect=None if policy.kind is ResourceKind.ANYTHING else inspect,
                room=room,
            )
    except BodyError as error:
        raise FetchFailed(str(error), url=url, status=status) from error
    if body.is_truncated and not policy.truncate:
        raise TooLarge(f"more than {limit} bytes", url=url, status=status)
    return body


async def _read_wall(http_response: httpx.Response) -> BoundedBody:
    """The start of a body that may be a bot wall's; empty where it is late or broken."""
    if header_refusal(http_response.headers.get("content-type")) is not None:
        return await _drain(http_response)
    try:
        async with asyncio.timeout(_MAX_WALL_SECONDS), aclosing(_chunks(http_response)) as chunks:
            return await read_body(
                chunks,
                encoding=http_response.headers.get("content-encoding"),
                max_bytes=_MAX_WALL,
            )
    except (TimeoutError, httpx.RequestError, BodyError):
        return BoundedBody(content=b"", decoded=b"")  # the status is known


async def _drain(http_response: httpx.Response) -> BoundedBody:
    """Discard a short body, so that the connection can be used again."""
    length = http_response.headers.get("content-length", "")
    if length.isdecimal() and int(length) <= _MAX_DRAINED:
        try:
            async with (
                asyncio.timeout(_MAX_DRAIN_SECONDS),
                aclosing(_chunks(http_response)) as chunks,
            ):
                async for _ in chunks:
                    pass
        except (TimeoutError, httpx.RequestError):
            pass  # only the status is needed, and it is known
    return BoundedBody(content=b"", decoded=b"")


async def _chunks(http_response: httpx.Response) -> AsyncGenerator[bytes]:
    assert isinstance(http_response.stream, httpx.AsyncByteStream)
    async for chunk in http_response.stream:
        yield chunk


def _store_cookies(
    budget: RequestBudget, request: httpx.Request, http_response: httpx.Response
) -> None:
    """Keep the cookies of a redirect, which its target may require; others are not needed."""
    if not 300 <= http_response.status_code <= 399:
        return
    values = [value for name, value in http_response.headers.raw if name.lower() == b"set-cookie"]
    if values and sum(map(len, values)) <= _MAX_COOKIES:
        http_response.request = request
        budget.cookies = budget.cookies or httpx.Cookies()
        budget.cookies.extract_cookies(http_response)


def _response(
    url: str, request: httpx.Request, http_response: httpx.Response, body: BoundedBody
) -> Response:
    extensions = http_response.extensions
    return Response(
        url=url,
        status=http_response.status_code,
        headers=_decode(http_response.headers.raw),
        reason_phrase=extensions.get("reason_phrase", b"").decode("latin-1"),
        http_version=extensions.get("http_version", b"HTTP/1.1").decode("latin-1"),
        request_headers=_decode(request.headers.raw),
        content=body.content,
        body=body.decoded,
    )


def _decode(raw: RawHeaders) -> Headers:
    return tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in raw)

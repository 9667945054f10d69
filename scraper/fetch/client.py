"""One site's client: a request goes out, a bounded answer comes back.

It knows one exchange and nothing of what follows from it: no redirect is followed, no
request repeated, no status judged. It stands on a transport of httpx, one a site with a
shared TLS context, not on httpx.AsyncClient: the client would parse every Location by
rules of its own before we see the answer, keep cookies between pages, and log each
request.
"""

from __future__ import annotations

import asyncio
import re
import ssl
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import aclosing
from types import TracebackType
from typing import Self

import httpx

from scraper.errors import FetchFailed, NotHtml, TooLarge
from scraper.fetch.address import check_without_resolving
from scraper.fetch.address_guard import AddressGuard
from scraper.fetch.bounded_body import BoundedBody, read_body
from scraper.fetch.content_coding import ACCEPT_ENCODING, BodyError
from scraper.fetch.content_type import body_refusal, header_refusal
from scraper.fetch.exchange import WITH_BODY, BodyPolicy, RequestBudget, ResourceKind, Response
from scraper.fetch.failures import NETWORK_ERRORS, failure_of, out_of_time
from scraper.fetch.image_type import image_refusal
from scraper.fetch.retry import AttemptFailed
from scraper.fetch.transport import HttpTransport
from scraper.models import Headers, Validators
from scraper.settings import FetchSettings

ACCEPT = (
    "text/html,application/xhtml+xml,application/rss+xml;q=0.9,application/atom+xml;q=0.9,"
    "application/xml;q=0.8,*/*;q=0.5"
)
ACCEPT_IMAGES = "image/avif,image/webp,image/png,image/jpeg,image/gif,*/*;q=0.1"
# A body nobody wants is read to its end if it is as short as this, to keep the connection.
_DRAINED = 64 * 1024
_DRAIN_SECONDS = 0.5
# More cookies than this in one answer are a flood, not a session.
_COOKIE_BYTES = 16 * 1024

RawHeaders = list[tuple[bytes, bytes]]


class Client:
    """Asks one site. An async context manager; leaving it closes every connection."""

    def __init__(
        self,
        settings: FetchSettings,
        *,
        tls: Callable[[], ssl.SSLContext],
        guard: AddressGuard,
    ) -> None:
        self._settings = settings
        self._transport = HttpTransport(settings, make_tls=tls, address_guard=guard)
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
        self, url: str, *, headers: RawHeaders, visit: RequestBudget, reading: BodyPolicy
    ) -> Response:
        """The answer to one GET of `url`.

        Raises AttemptFailed for what the network or the server did wrong; NotHtml, TooLarge
        and FetchFailed for a body that is not to be had.
        """
        loop = asyncio.get_running_loop()
        begun = loop.time()
        deadline = asyncio.timeout(max(visit.left, 0))
        try:
            async with deadline:
                return await self._exchange(url, headers, visit, reading)
        except NETWORK_ERRORS as error:
            raise AttemptFailed(failure_of(error, url=url, settings=self._settings)) from error
        except TimeoutError as error:
            if not deadline.expired():
                raise
            raise AttemptFailed(out_of_time(url, self._settings)) from error
        finally:
            visit.left -= loop.time() - begun

    async def _exchange(
        self, url: str, headers: RawHeaders, visit: RequestBudget, reading: BodyPolicy
    ) -> Response:
        request = self._request(url, headers, visit)
        if self._checks_literals:
            check_without_resolving(request.url.raw_host.decode())
        response = await self._transport.handle_async_request(request)
        assert isinstance(response.stream, httpx.AsyncByteStream)
        try:
            _keep_cookies(visit, request, response)
            if response.status_code in WITH_BODY:
                body = await _body(url, response, reading)
            else:
                body = await _drained(response)
        finally:
            await response.stream.aclose()
        return _answer(url, request, response, body)

    def _request(self, url: str, headers: RawHeaders, visit: RequestBudget) -> httpx.Request:
        goal = httpx.URL(url)
        # said by us: httpx would read the host back as Unicode first, which not all allow
        host = (b"Host", goal.netloc)
        request = httpx.Request(
            "GET",
            goal,
            headers=[host, *headers, *_conditions(visit.validators)],
            extensions={"timeout": self._timeout},
        )
        if visit.cookies is not None:
            visit.cookies.set_cookie_header(request)
        return request


def request_headers(settings: FetchSettings, own: Mapping[str, str]) -> RawHeaders:
    """The headers of every request: ours, with the user's `own` added or in their place."""
    ours = {
        "User-Agent": user_agent(settings),
        "Accept": ACCEPT,
        "Accept-Encoding": ACCEPT_ENCODING,
    }
    replaced = {name.lower() for name in own}
    kept = {name: value for name, value in ours.items() if name.lower() not in replaced}
    pairs = (kept | dict(own)).items()
    return [(name.encode("latin-1", "replace"), _bytes(value)) for name, value in pairs]


def accepting_images(headers: RawHeaders) -> RawHeaders:
    """The headers of a request for a picture."""
    kept = [(name, value) for name, value in headers if name.lower() != b"accept"]
    return [*kept, (b"Accept", ACCEPT_IMAGES.encode())]


def user_agent(settings: FetchSettings) -> str:
    """`name/version (+contact)`; the contact of the settings takes the place of any other."""
    if not settings.contact:
        return settings.user_agent
    name = re.sub(r"\s*\(\+[^)]*\)", "", settings.user_agent)
    return f"{name} (+{settings.contact})"


def _bytes(text: str) -> bytes:
    """A value that came from a header goes back as the same bytes; others as UTF-8."""
    try:
        return text.encode("latin-1")
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace")


def _conditions(validators: Validators | None) -> RawHeaders:
    """RFC 9110, 13.1: where both are known, both are sent."""
    if validators is None:
        return []
    pairs = (
        (b"If-None-Match", validators.etag),
        (b"If-Modified-Since", validators.last_modified),
    )
    return [(name, _bytes(value)) for name, value in pairs if value]


async def _body(url: str, response: httpx.Response, reading: BodyPolicy) -> BoundedBody:
    content_type = response.headers.get("content-type")
    status = response.status_code

    def inspect(first: bytes) -> None:
        refuse = body_refusal if reading.kind is ResourceKind.PAGE else image_refusal
        if (refusal := refuse(content_type, first)) is not None:
            raise NotHtml(refusal, url=url, status=status)

    refusal = header_refusal(content_type) if reading.kind is ResourceKind.PAGE else None
    if refusal is not None:
        raise NotHtml(refusal, url=url, status=status)
    try:
        async with aclosing(_chunks(response)) as chunks:
            body = await read_body(
                chunks,
                encoding=response.headers.get("content-encoding"),
                max_bytes=reading.max_bytes,
                inspect=None if reading.kind is ResourceKind.ANYTHING else inspect,
            )
    except BodyError as error:
        raise FetchFailed(str(error), url=url, status=status) from error
    if body.cut and not reading.cut:
        raise TooLarge(f"more than {reading.max_bytes} bytes", url=url, status=status)
    return body


async def _drained(response: httpx.Response) -> BoundedBody:
    """No body, but a connection that can be used again, where that costs next to nothing."""
    length = response.headers.get("content-length", "")
    if length.isdecimal() and int(length) <= _DRAINED:
        try:
            async with asyncio.timeout(_DRAIN_SECONDS), aclosing(_chunks(response)) as chunks:
                async for _ in chunks:
                    pass
        except (TimeoutError, httpx.RequestError):
            pass  # the status is known, which is all that is asked of this answer
    return BoundedBody(content=b"", decoded=b"")


async def _chunks(response: httpx.Response) -> AsyncGenerator[bytes]:
    assert isinstance(response.stream, httpx.AsyncByteStream)
    async for chunk in response.stream:
        yield chunk


def _keep_cookies(visit: RequestBudget, request: httpx.Request, response: httpx.Response) -> None:
    """Cookies of a redirect, which its goal may ask for; others have no use."""
    if not 300 <= response.status_code <= 399:
        return
    given = [value for name, value in response.headers.raw if name.lower() == b"set-cookie"]
    if given and sum(map(len, given)) <= _COOKIE_BYTES:
        response.request = request
        visit.cookies = visit.cookies or httpx.Cookies()
        visit.cookies.extract_cookies(response)


def _answer(
    url: str, request: httpx.Request, response: httpx.Response, body: BoundedBody
) -> Response:
    extensions = response.extensions
    return Response(
        url=url,
        status=response.status_code,
        headers=_text(response.headers.raw),
        reason_phrase=extensions.get("reason_phrase", b"").decode("latin-1"),
        http_version=extensions.get("http_version", b"HTTP/1.1").decode("latin-1"),
        request_headers=_text(request.headers.raw),
        content=body.content,
        body=body.decoded,
    )


def _text(raw: RawHeaders) -> Headers:
    return tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in raw)

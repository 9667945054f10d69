"""Redirects, followed one by one, each with the checks of the first request.

`follow` decides where to go on and when to stop; sending the requests, and with it the checks of
address and robots.txt, is the caller's part. A page with an immediate refresh
(`<meta http-equiv=refresh content="0; url=…">`, at most 5 seconds) counts as a redirect, once.
"""

from __future__ import annotations

import html
import re
from collections.abc import Awaitable, Callable

import ada_url

from scraper.errors import Blocked, FetchFailed, UrlError
from scraper.fetch.content_type import media_type
from scraper.fetch.exchange import RequestBudget, Response
from scraper.fetch.reason_text import printable, status_line
from scraper.models import Redirect
from scraper.urls import parse_url

REDIRECTS = frozenset({301, 302, 303, 307, 308})
_HTML = frozenset({"", "text/html", "application/xhtml+xml"})

# Bytes of a page in which a refresh is looked for. Chosen so that the head of an ordinary page is
# covered; pages that do nothing but redirect are far shorter.
_HEAD = 16 * 1024
# Where a tag is text, or is not rendered.
_NOT_RENDERED = re.compile(
    rb"<!--.*?(?:-->|\Z)|<(noscript|script|style|template|textarea|title)\b.*?(?:</\1|\Z)",
    re.IGNORECASE | re.DOTALL,
)
_META = re.compile(rb"<meta\b[^<>]*>", re.IGNORECASE)
_IS_REFRESH = re.compile(rb"\bhttp-equiv\s*=\s*[\"']?refresh\b", re.IGNORECASE)
_CONTENT = re.compile(
    rb"(?<![\w-])content\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE
)
# HTML, 4.2.5.3, "shared declarative refresh steps": seconds, a separator, and the URL, which may
# follow `url=` and be in quotes. Longer delays are those of pages that renew themselves.
_REFRESH = re.compile(
    r"\s*0*([0-5]?)(?:\.[\d.]*)?(?:\s*[;,]\s*|\s+)(?:url\s*=\s*)?+"
    r"(?:\"([^\"]*)|'([^']*)|([^\"'].*))",
    re.IGNORECASE | re.DOTALL,
)

SendRequest = Callable[[str], Awaitable[Response]]


async def follow(
    url: str,
    send: SendRequest,
    *,
    budget: RequestBudget,
    max_redirects: int,
    refresh: bool = True,
) -> tuple[Response, tuple[Redirect, ...]]:
    """The final response for `url`, and the redirects that led to it.

    A refresh is followed once, or with `refresh` off not at all.

    Raises FetchFailed for a loop, too many redirects and a Location that cannot be followed,
    Blocked for one to another scheme than http(s), and what `send` raises.
    """
    redirects: list[Redirect] = []
    seen = {(url, budget.cookie_state())}
    while True:
        response = await send(url)
        target = next_url(response, refresh=refresh)
        if target is None:
            return response, tuple(redirects)
        refresh = refresh and response.status in REDIRECTS
        redirects.append(Redirect(url=url, status=response.status, location=target))
        if (target, budget.cookie_state()) in seen:
            reason = f"redirect loop at {printable(target)}"
            raise FetchFailed(reason, url=url, status=response.status)
        if len(redirects) > max_redirects:
            reason = f"more than {max_redirects} redirects"
            raise FetchFailed(reason, url=url, status=response.status)
        url = target
        seen.add((url, budget.cookie_state()))


def next_url(response: Response, *, refresh: bool = True) -> str | None:
    """The URL to which `response` redirects, or None.

    Raises FetchFailed and Blocked, as `follow`.
    """
    if response.status in REDIRECTS:
        location = response.header("location")
        if location is None:
            reason = f"{status_line(response.status)} without a Location"
            raise FetchFailed(reason, url=response.url, status=response.status)
        return _resolve(response, _as_text(location))
    is_html = media_type(response.header("content-type")) in _HTML
    if refresh and response.status == 200 and is_html:
        target = refresh_url(response.body)
        resolved = _resolve(response, target) if target else None
        return resolved if resolved != response.url else None
    return None


def refresh_url(body: bytes) -> str | None:
    """The target of an immediate `<meta http-equiv=refresh>`, as written, or None.

    One inside <noscript> is ignored: it leads to a page on how to enable JavaScript. So is one that
    is only text: of a script, say.
    """
    head = body[:_HEAD]
    if b"refresh" not in head.lower():
        return None
    metas = _META.findall(_NOT_RENDERED.sub(b"", head))
    contents = (_CONTENT.search(meta) for meta in metas if _is_refresh(meta))
    content = next((content for content in contents if content is not None), None)
    if content is None:
        return None
    value = next(group for group in content.groups() if group is not None)
    match = _REFRESH.match(html.unescape(value.decode("utf-8", "replace")))
    target = next((group for group in match.groups()[1:] if group), "") if match else ""
    return target.strip() or None


def _is_refresh(meta: bytes) -> bool:
    """Whether it is one by an attribute of its own, not by the words of its content."""
    return _IS_REFRESH.search(_CONTENT.sub(b"", meta)) is not None


def _resolve(response: Response, location: str) -> str:
    """`location` as an absolute http(s) URL, by the WHATWG URL Standard."""
    try:
        target = str(ada_url.URL(location, base=response.url).href)
    except ValueError:
        reason = f"redirect to {printable(location)!r}, which is no URL"
        raise FetchFailed(reason, url=response.url, status=response.status) from None
    if not target.startswith(("http://", "https://")):
        scheme = target.partition(":")[0]
        reason = f"redirect to {printable(scheme, 20)}: only http and https are fetched"
        raise Blocked(reason, url=response.url, status=response.status)
    try:
        return parse_url(target)
    except UrlError as error:
        reason = f"redirect to a bad URL: {error}"
        raise FetchFailed(reason, url=response.url, status=response.status) from None


def _as_text(location: str) -> str:
    """Header values are decoded as Latin-1; a Location that is not ASCII is usually UTF-8."""
    try:
        return location.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return location

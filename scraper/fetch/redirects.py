"""Redirects, by hand: one hop at a time, each as carefully as the first request.

`follow` knows how to go on and when to stop; asking (and with it the checks of address and
robots.txt) is the caller's. A page that sends its readers on at once
(`<meta http-equiv=refresh content="0; url=…">`) is a hop like any other, taken once.
"""

from __future__ import annotations

import html
import re
from collections.abc import Awaitable, Callable

import ada_url

from scraper.errors import Blocked, FetchFailed, UrlError
from scraper.fetch.content_type import media_type
from scraper.fetch.exchange import RequestBudget, Response
from scraper.fetch.reason_text import shown, status_line
from scraper.models import Redirect
from scraper.urls import parse_url

REDIRECTS = frozenset({301, 302, 303, 307, 308})
_HTML = frozenset({"", "text/html", "application/xhtml+xml"})

# A refresh stands in the head; how far into a page it is looked for.
_HEAD = 16 * 1024
_NOT_SHOWN = re.compile(
    rb"<!--.*?(?:-->|\Z)|<noscript\b.*?(?:</noscript|\Z)", re.IGNORECASE | re.DOTALL
)
_META = re.compile(rb"<meta\b[^<>]*>", re.IGNORECASE)
_IS_REFRESH = re.compile(rb"\bhttp-equiv\s*=\s*[\"']?refresh\b", re.IGNORECASE)
_CONTENT = re.compile(rb"\bcontent\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE)
_REFRESH = re.compile(r"\s*0*(?:\.0*)?\s*[;,]?\s*url\s*=\s*(.+)", re.IGNORECASE | re.DOTALL)

Ask = Callable[[str], Awaitable[Response]]


async def follow(
    url: str, ask: Ask, *, visit: RequestBudget, max_redirects: int, refresh: bool = True
) -> tuple[Response, tuple[Redirect, ...]]:
    """The answer at the end of the way that begins at `url`, and the hops to it.

    A refresh is followed once, or with `refresh` off not at all.

    Raises FetchFailed for a loop, too many hops and a Location that leads nowhere, Blocked
    for one that leaves http(s), and what `ask` raises.
    """
    hops: list[Redirect] = []
    seen = {(url, visit.cookie_state())}
    while True:
        answer = await ask(url)
        goal = next_url(answer, refresh=refresh)
        if goal is None:
            return answer, tuple(hops)
        refresh = refresh and answer.status in REDIRECTS
        hops.append(Redirect(url=url, status=answer.status, location=goal))
        if (goal, visit.cookie_state()) in seen:
            raise FetchFailed(f"redirect loop at {shown(goal)}", url=url, status=answer.status)
        if len(hops) > max_redirects:
            reason = f"more than {max_redirects} redirects"
            raise FetchFailed(reason, url=url, status=answer.status)
        url = goal
        seen.add((url, visit.cookie_state()))


def next_url(answer: Response, *, refresh: bool = True) -> str | None:
    """Where `answer` sends us on to, or None where it is the end.

    Raises FetchFailed and Blocked, as `follow`.
    """
    if answer.status in REDIRECTS:
        location = answer.header("location")
        if location is None:
            reason = f"{status_line(answer.status)} without a Location"
            raise FetchFailed(reason, url=answer.url, status=answer.status)
        return _resolved(answer, _as_text(location))
    if refresh and answer.status == 200 and media_type(answer.header("content-type")) in _HTML:
        goal = refresh_url(answer.body)
        resolved = _resolved(answer, goal) if goal else None
        return resolved if resolved != answer.url else None
    return None


def refresh_url(body: bytes) -> str | None:
    """The goal of an immediate `<meta http-equiv=refresh>`, as written, or None.

    One inside <noscript> is passed over: it leads to "please switch JavaScript on".
    """
    head = body[:_HEAD]
    if b"refresh" not in head.lower():
        return None
    metas = _META.findall(_NOT_SHOWN.sub(b"", head))
    refresh = next((meta for meta in metas if _IS_REFRESH.search(meta)), None)
    content = _CONTENT.search(refresh) if refresh else None
    if content is None:
        return None
    value = next(group for group in content.groups() if group is not None)
    match = _REFRESH.match(html.unescape(value.decode("utf-8", "replace")))
    return match.group(1).strip().strip("'\"") if match else None


def _resolved(answer: Response, location: str) -> str:
    """`location` as an absolute http(s) URL by the WHATWG rules."""
    try:
        goal = str(ada_url.URL(location, base=answer.url).href)
    except ValueError:
        reason = f"redirect to {shown(location)!r}, which is no URL"
        raise FetchFailed(reason, url=answer.url, status=answer.status) from None
    if not goal.startswith(("http://", "https://")):
        scheme = goal.partition(":")[0]
        reason = f"redirect to {shown(scheme, 20)}: only http and https are fetched"
        raise Blocked(reason, url=answer.url, status=answer.status)
    try:
        return parse_url(goal)
    except UrlError as error:
        reason = f"redirect to a bad URL: {error}"
        raise FetchFailed(reason, url=answer.url, status=answer.status) from None


def _as_text(location: str) -> str:
    """A header value is kept as Latin-1; a Location that is not ASCII is meant as UTF-8."""
    try:
        return location.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return location

"""Permanent redirects, remembered: a URL that has moved is requested at its target from then on.

RFC 9110, 15.4.2 and 15.4.9: 301 and 308 are cacheable by default. They are kept for a week, or
for as long as Cache-Control allows, and only where no cookie was involved. Sites redirect by
mistake too (to the front page, to a sign-in page): a redirect is remembered only once it has led to
an article or a feed, and forgotten when it no longer does or its target has disappeared.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta
from urllib.parse import urljoin, urlsplit

from scraper.fetch.exchange import Response
from scraper.fetch.retry import Clock
from scraper.fetch.site_cache import CachedRedirect

PERMANENT = frozenset({301, 308})
# Chosen so that a redirect that was withdrawn is noticed within a week.
_LIFETIME = timedelta(days=7)
# Characters of URL and Location together. Chosen so that the cache stays small (site_cache.py).
_MAX_LENGTH = 2048
_NOT_CACHEABLE = re.compile(r"\b(?:no-store|no-cache)\b", re.IGNORECASE)
_MAX_AGE = re.compile(r"\bmax-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)


class RedirectCache:
    """The permanent redirects of a site. `entries` are those known already; new ones are added.
    With `is_used` off all URLs are requested.
    """

    def __init__(
        self, entries: dict[str, CachedRedirect], *, clock: Clock, is_used: bool = True
    ) -> None:
        self._entries = entries
        self._is_used = is_used
        self._clock = clock

    def lookup(self, url: str) -> Response | None:
        """The redirect with which a request for `url` would be answered, None if not known."""
        entry = self._entries.get(url)
        if not self._is_used or entry is None or entry.until <= self._clock():
            return None
        return Response(
            url=url,
            status=entry.status,
            headers=(("Location", entry.location),),
            reason_phrase="",
            http_version="",
            request_headers=(),
        )

    def remember(self, responses: Iterable[Response]) -> None:
        """Add the permanent redirects among `responses`, which have led to an article."""
        for response in responses:
            lifetime = lifetime_of(response)
            location = response.header("location")
            if not lifetime or not location or _leads_to_front_page(response.url, location):
                continue
            if len(response.url) + len(location) <= _MAX_LENGTH:
                self._entries[response.url] = CachedRedirect(
                    until=self._clock() + lifetime, status=response.status, location=location
                )

    def forget(self, urls: Iterable[str]) -> None:
        for url in urls:
            self._entries.pop(url, None)


def _leads_to_front_page(url: str, location: str) -> bool:
    try:
        target = urlsplit(urljoin(url, location)).path
    except ValueError:
        return False
    return not target.strip("/") and bool(urlsplit(url).path.strip("/"))


def lifetime_of(response: Response) -> timedelta:
    """How long `response` may be used instead of a request; zero where it may not be."""
    had_cookie = any(name.lower() == "cookie" for name, _ in response.request_headers)
    if response.status not in PERMANENT or had_cookie or response.header("set-cookie"):
        return timedelta(0)
    cache_control = response.header("cache-control") or ""
    if _NOT_CACHEABLE.search(cache_control):
        return timedelta(0)
    max_age = _MAX_AGE.search(cache_control)
    return min(timedelta(seconds=int(max_age.group(1))), _LIFETIME) if max_age else _LIFETIME

"""Permanent redirects, remembered: a URL that has moved is requested at its target from then on.

RFC 9110, 15.4.2 and 15.4.9: 301 and 308 are cacheable by default. They are kept for a month, or
for as long as Cache-Control allows, and only where no cookie was involved. A redirect whose target
has disappeared is forgotten, and the old URL is requested.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta

from scraper.fetch.exchange import Response
from scraper.fetch.retry import Clock
from scraper.fetch.site_cache import CachedRedirect

PERMANENT = frozenset({301, 308})
# Chosen so that a redirect that was withdrawn is noticed within a month.
_LIFETIME = timedelta(days=30)
# Characters of URL and Location together. Chosen so that the cache stays small (site_cache.py).
_MAX_LENGTH = 2048
_NOT_CACHEABLE = re.compile(r"\b(?:no-store|no-cache)\b", re.IGNORECASE)
_MAX_AGE = re.compile(r"\bmax-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)


class RedirectCache:
    """The permanent redirects of a site. `entries` are those known already; new ones are added."""

    def __init__(self, entries: dict[str, CachedRedirect], *, clock: Clock) -> None:
        self._entries = entries
        self._clock = clock

    def lookup(self, url: str) -> Response | None:
        """The redirect with which a request for `url` would be answered, None if not known."""
        entry = self._entries.get(url)
        if entry is None or entry.until <= self._clock():
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
        """Add the permanent redirects among `responses`, which have led to a page."""
        for response in responses:
            lifetime = lifetime_of(response)
            location = response.header("location")
            if lifetime and location and len(response.url) + len(location) <= _MAX_LENGTH:
                self._entries[response.url] = CachedRedirect(
                    until=self._clock() + lifetime, status=response.status, location=location
                )

    def forget(self, urls: Iterable[str]) -> None:
        for url in urls:
            self._entries.pop(url, None)


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

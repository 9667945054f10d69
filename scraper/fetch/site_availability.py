"""Whether a site can be requested now: its hosts are up, and it has not asked for a pause."""

from __future__ import annotations

from datetime import datetime

from scraper.errors import FetchFailed, RetryLater
from scraper.fetch.retry import Clock
from scraper.fetch.robots import origin_of
from scraper.fetch.site_cache import SiteCache

# Connections in a row that must fail before a host is given up for this run: as many as the
# attempts that one URL has by default.
DOWN_AFTER = 3


class SiteAvailability:
    """The failed connections of a site's hosts, and its pause, which the cache keeps for the next
    runs.
    """

    def __init__(self, cache: SiteCache, *, clock: Clock) -> None:
        self._cache = cache
        self._clock = clock
        self._failed_connections: dict[str, int] = {}  # in a row, by origin

    @property
    def is_limited(self) -> bool:
        """Whether another fetcher of the site would have to know something."""
        return bool(self._cache.paused_until or self._failed_connections)

    def check(self, url: str) -> None:
        """Raises FetchFailed for a host that is down, RetryLater for a site that is paused."""
        if self._failed_connections.get(origin_of(url), 0) >= DOWN_AFTER:
            raise FetchFailed(f"site down: {DOWN_AFTER} connections in a row failed", url=url)
        until = self._cache.paused_until
        if until is not None and until > self._clock():
            when = f"{until:%Y-%m-%d %H:%M} UTC"
            raise RetryLater(f"{self._cache.site} is paused until {when}", url=url, retry_at=until)

    def connected(self, url: str) -> None:
        """The host of `url` has responded."""
        self._failed_connections.pop(origin_of(url), None)

    def not_connected(self, url: str) -> None:
        """A connection to the host of `url` has failed."""
        origin = origin_of(url)
        self._failed_connections[origin] = self._failed_connections.get(origin, 0) + 1

    def pause_until(self, until: datetime) -> None:
        """Request nothing of the site before `until`, in this run and the next ones."""
        self._cache.paused_until = until

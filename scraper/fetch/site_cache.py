"""What is remembered of a site between runs: robots.txt, permanent redirects, a requested pause.

The values and their JSON form; the store decides where they are kept
(archive/site_cache_folder.py). All of it may be lost: it is then requested again.
"""

from __future__ import annotations

from datetime import datetime
from typing import Protocol, TypeVar

import msgspec

# The most entries of a site; the ones that expire last are kept. Chosen so that a hostile site can
# fill at most some 30 MiB: a redirect is at most 2 KiB, a robots.txt 500 KiB. Robots.txt has one
# entry per host and port of the site.
_MAX_REDIRECTS = 10_000
_MAX_ROBOTS = 20


class CachedRobots(msgspec.Struct, frozen=True, kw_only=True):
    """A robots.txt, valid until `until`: its text, or why nothing is allowed without one."""

    until: datetime
    text: str = ""
    refusal: str | None = None


class CachedRedirect(msgspec.Struct, frozen=True, kw_only=True):
    """A permanent redirect (301 or 308), valid until `until`, its Location as received."""

    until: datetime
    status: int
    location: str


Entry = TypeVar("Entry", CachedRobots, CachedRedirect)


class SiteCache(msgspec.Struct, kw_only=True):
    """What is remembered of one site: `robots` by origin, `redirects` by URL."""

    site: str
    robots: dict[str, CachedRobots] = {}
    redirects: dict[str, CachedRedirect] = msgspec.field(default_factory=dict, name="moves")
    paused_until: datetime | None = None

    def without_expired(self, now: datetime) -> SiteCache:
        """What is still valid."""
        pause = self.paused_until
        return SiteCache(
            site=self.site,
            robots=_valid(self.robots, now, _MAX_ROBOTS),
            redirects=_valid(self.redirects, now, _MAX_REDIRECTS),
            paused_until=pause if pause is not None and pause > now else None,
        )


class SiteCacheStore(Protocol):
    """Where site caches are kept between runs. Of two processes with one site, the last to save
    wins.
    """

    def load(self, site: str) -> bytes | None:
        """The cache of a site as it was saved, None where there is none."""

    def save(self, site: str, data: bytes) -> None:
        """Replace the cache of a site."""


class NullSiteCacheStore:
    """Keeps nothing."""

    def load(self, site: str) -> bytes | None:  # noqa: ARG002 - as SiteCacheStore has it
        return None

    def save(self, site: str, data: bytes) -> None:
        pass


def decode_site_cache(data: bytes | None, site: str) -> SiteCache:
    """The cache of `site` in `data`; an empty one where that is damaged, or another site's."""
    try:
        cache = msgspec.json.decode(data or b"", type=SiteCache)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return SiteCache(site=site)
    return cache if cache.site == site else SiteCache(site=site)


def encode_site_cache(cache: SiteCache) -> bytes:
    """What `decode_site_cache` reads."""
    return msgspec.json.encode(cache)


def _valid(entries: dict[str, Entry], now: datetime, limit: int) -> dict[str, Entry]:
    valid = {key: entry for key, entry in entries.items() if entry.until > now}
    if len(valid) <= limit:
        return valid
    return dict(sorted(valid.items(), key=lambda pair: pair[1].until)[-limit:])

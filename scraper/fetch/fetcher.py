"""The fetcher: one per process, with what its sites share (TLS context, address guard)."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx

from scraper.fetch.address_guard import AddressGuard
from scraper.fetch.body_quota import BodyQuota
from scraper.fetch.shared_resources import SharedResources
from scraper.fetch.site_cache import NullSiteCacheStore, SiteCacheStore
from scraper.fetch.site_fetcher import SiteFetcher
from scraper.fetch.time_source import SystemTime, TimeSource
from scraper.settings import FetchSettings, Settings


def _make_tls_context() -> ssl.SSLContext:
    """A context that trusts certifi's list. It takes 50 ms, so the first https URL makes it."""
    return httpx.create_ssl_context(trust_env=False)


def _make_address_guard(fetch: FetchSettings) -> AddressGuard:
    """A proxy is chosen by the user, and resolves host names itself."""
    allow_private = fetch.allow_private or bool(fetch.proxy)
    return AddressGuard(allow_private=allow_private, connect_to=fetch.connect_to)


class Fetcher:
    """What all sites of a process share. An async context manager.

    `time_source` is replaced in tests. `on_pause` is called with one line of text when a site asks
    for a pause. `ssl_context` replaces the one that trusts certifi's list. `site_cache_store` keeps
    what is known of a site between runs; `rate_limit_folder` is a folder through which the fetchers
    of several processes share one rate limit per site.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        time_source: TimeSource | None = None,
        on_pause: Callable[[str], None] | None = None,
        ssl_context: ssl.SSLContext | None = None,
        site_cache_store: SiteCacheStore | None = None,
        rate_limit_folder: Path | None = None,
    ) -> None:
        """Raises SettingsError for a `connect_to` that is no `address:port`."""
        self._quota = BodyQuota()
        self._shared = SharedResources(
            settings=settings,
            time_source=time_source or SystemTime(),
            on_pause=on_pause or (lambda _: None),
            make_tls=cache(lambda: ssl_context or _make_tls_context()),
            address_guard=_make_address_guard(settings.fetch),
            site_cache_store=NullSiteCacheStore() if site_cache_store is None else site_cache_store,
            rate_limit_folder=rate_limit_folder,
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Nothing needs to be closed here; sites close their own connections."""

    def page(self) -> AbstractContextManager[object]:
        """Inside, a task fetches one page and works on it: its bodies count as held until then."""
        return self._quota.page()

    def site(self, name: str) -> SiteFetcher:
        """The fetcher of one site (a registrable domain), to be entered with `async with`."""
        return SiteFetcher(name, self._shared)

"""What all sites of a process share."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from scraper.fetch.address_guard import AddressGuard
from scraper.fetch.site_cache import SiteCacheStore
from scraper.fetch.time_source import TimeSource
from scraper.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedResources:
    """Made once by the Fetcher, whose docstring explains its parameters."""

    settings: Settings
    time_source: TimeSource
    on_pause: Callable[[str], None]
    make_tls: Callable[[], ssl.SSLContext]
    address_guard: AddressGuard
    site_cache_store: SiteCacheStore
    rate_limit_folder: Path | None = None

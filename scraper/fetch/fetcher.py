"""The fetcher: one a process, with what its sites share (TLS context, address guard)."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx

from scraper.fetch.address_guard import AddressGuard
from scraper.fetch.site_cache import NoStore, NoteStore
from scraper.fetch.site_fetcher import SiteFetcher, Surroundings
from scraper.fetch.time_source import SystemTime, Time
from scraper.settings import FetchSettings, Settings


def _tls_context() -> ssl.SSLContext:
    """One that trusts certifi's list. It costs some 50 ms, so it waits for the first https."""
    context = httpx.create_ssl_context(trust_env=False)
    context.set_alpn_protocols(["http/1.1"])
    return context


def _guard(fetch: FetchSettings) -> AddressGuard:
    """A proxy is the user's own choice, and resolves the names itself."""
    allow_private = fetch.allow_private or bool(fetch.proxy)
    return AddressGuard(allow_private=allow_private, connect_to=fetch.connect_to)


class Fetcher:
    """What all sites of a process share. An async context manager.

    `time` is for tests; `on_pause` is told, in one line, when a site asks for a pause.
    `ssl_context` replaces the one that trusts certifi's list. `notes` is where what is known of
    a site lies between runs (notes.py), `turns` a folder through which the fetchers of several
    processes keep one pace a site (diary.py).
    """

    def __init__(
        self,
        settings: Settings,
        *,
        time: Time | None = None,
        on_pause: Callable[[str], None] | None = None,
        ssl_context: ssl.SSLContext | None = None,
        notes: NoteStore | None = None,
        turns: Path | None = None,
    ) -> None:
        """Raises SettingsError for a `connect_to` that is no `address:port`."""
        self._shared = Surroundings(
            settings=settings,
            time=time or SystemTime(),
            on_pause=on_pause or (lambda _: None),
            tls=cache(lambda: ssl_context or _tls_context()),
            guard=_guard(settings.fetch),
            notes=NoStore() if notes is None else notes,
            turns=turns,
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Nothing is held here that closing would free; sites close their own."""

    def site(self, name: str) -> SiteFetcher:
        """The fetcher of one site (a registrable domain), to be entered with `async with`."""
        return SiteFetcher(name, self._shared)

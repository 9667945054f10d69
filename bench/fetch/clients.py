"""The clients that are measured, each a way to fetch URLs of many sites concurrently."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable, Coroutine, Sequence

import httpx

from scraper.fetch.fetcher import Fetcher
from scraper.settings import FetchSettings, Settings

# The URLs of one site are requested one after another, the sites concurrently.
Sites = Sequence[Sequence[str]]
Client = Callable[[Sites, ssl.SSLContext], Coroutine[None, None, None]]


async def httpx_defaults(sites: Sites, context: ssl.SSLContext) -> None:
    """One AsyncClient for all sites, as in its documentation."""
    async with httpx.AsyncClient(verify=context) as client:

        async def fetch_site(urls: Sequence[str]) -> None:
            for url in urls:
                response = await client.get(url)
                assert len(response.content) > 20_000

        await asyncio.gather(*map(fetch_site, sites))


async def httpx_by_site(sites: Sites, context: ssl.SSLContext) -> None:
    """One AsyncClient per site, with a shared TLS context."""

    async def fetch_site(urls: Sequence[str]) -> None:
        async with httpx.AsyncClient(verify=context, trust_env=False) as client:
            for url in urls:
                response = await client.get(url)
                assert len(response.content) > 20_000

    await asyncio.gather(*map(fetch_site, sites))


async def aiohttp_defaults(sites: Sites, context: ssl.SSLContext) -> None:
    """One ClientSession for all sites."""
    import aiohttp  # noqa: PLC0415 - not installed where this module is tested

    async with aiohttp.ClientSession() as session:

        async def fetch_site(urls: Sequence[str]) -> None:
            for url in urls:
                async with session.get(url, ssl=context) as response:
                    assert len(await response.read()) > 20_000

        await asyncio.gather(*map(fetch_site, sites))


async def ours(sites: Sites, context: ssl.SSLContext) -> None:
    """Our fetcher with everything: robots.txt, rate limit, retries, address guard, sniffing."""
    settings = Settings(fetch=FetchSettings(allow_private=True, rate=0))
    async with Fetcher(settings, ssl_context=context) as fetcher:

        async def fetch_site(urls: Sequence[str]) -> None:
            async with fetcher.site("127.0.0.1") as site:
                for url in urls:
                    page = await site.fetch(url)
                    assert len(page.body) > 20_000

        await asyncio.gather(*map(fetch_site, sites))


CLIENTS: dict[str, Client] = {
    "httpx.AsyncClient, defaults": httpx_defaults,
    "httpx.AsyncClient per site": httpx_by_site,
    "aiohttp.ClientSession, defaults": aiohttp_defaults,
    "scraper": ours,
}

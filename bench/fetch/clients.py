"""The clients that are measured, each a way to fetch URLs of many sites side by side."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable, Coroutine, Sequence

import httpx

from scraper.fetch.fetcher import Fetcher
from scraper.settings import FetchSettings, Settings

# The URLs of one site, asked one after another; sites side by side.
Sites = Sequence[Sequence[str]]
Client = Callable[[Sites, ssl.SSLContext], Coroutine[None, None, None]]


async def httpx_defaults(sites: Sites, context: ssl.SSLContext) -> None:
    """One AsyncClient for all, as its documentation shows it."""
    async with httpx.AsyncClient(verify=context) as client:

        async def visit(urls: Sequence[str]) -> None:
            for url in urls:
                response = await client.get(url)
                assert len(response.content) > 20_000

        await asyncio.gather(*map(visit, sites))


async def httpx_by_site(sites: Sites, context: ssl.SSLContext) -> None:
    """An AsyncClient a site, with a shared TLS context."""

    async def visit(urls: Sequence[str]) -> None:
        async with httpx.AsyncClient(verify=context, trust_env=False) as client:
            for url in urls:
                response = await client.get(url)
                assert len(response.content) > 20_000

    await asyncio.gather(*map(visit, sites))


async def aiohttp_defaults(sites: Sites, context: ssl.SSLContext) -> None:
    """One ClientSession for all."""
    import aiohttp  # noqa: PLC0415 - the tests of this module have only ours and httpx

    async with aiohttp.ClientSession() as session:

        async def visit(urls: Sequence[str]) -> None:
            for url in urls:
                async with session.get(url, ssl=context) as response:
                    assert len(await response.read()) > 20_000

        await asyncio.gather(*map(visit, sites))


async def ours(sites: Sites, context: ssl.SSLContext) -> None:
    """The fetch wing with all it does: robots.txt, pace, retries, guard, sniffing."""
    settings = Settings(fetch=FetchSettings(allow_private=True, rate=0))
    async with Fetcher(settings, ssl_context=context) as fetcher:

        async def visit(urls: Sequence[str]) -> None:
            async with fetcher.site("127.0.0.1") as site:
                for url in urls:
                    page = await site.fetch(url)
                    assert len(page.body) > 20_000

        await asyncio.gather(*map(visit, sites))


CLIENTS: dict[str, Client] = {
    "httpx.AsyncClient, defaults": httpx_defaults,
    "httpx.AsyncClient a site": httpx_by_site,
    "aiohttp.ClientSession, defaults": aiohttp_defaults,
    "scraper": ours,
}

"""One URL, without an archive: what `scraper get` and the library's `scrape` do."""

from __future__ import annotations

import asyncio

from scraper.fetch.fetcher import Fetcher
from scraper.models import Article, Page
from scraper.pipeline.page_outcome import extract_page
from scraper.settings import Settings, extract_settings_for
from scraper.urls import site_of

DEFAULTS = Settings()


def scrape(url: str, *, settings: Settings = DEFAULTS) -> Article:
    """Fetch the page at `url` and extract its article.

    Redirects are followed, robots.txt is obeyed, private addresses are refused (see
    FetchSettings). Blocks at most `settings.fetch.total_timeout` seconds.
    From a running event loop, call it in a thread of its own process: trafilatura is not
    safe in threads.

    Raises UrlError where `url` is not an http(s) URL, and a FetchError (Gone, RobotsDisallowed,
    Blocked, NotHtml, TooLarge, FetchTimeout, …) where there is no page. A page that is no
    article (a wall, a soft 404) gives an Article with that verdict.
    """
    site = site_of(url)
    page = asyncio.run(fetch_page(url, site, settings))
    return extract_page(page, extract_settings_for(settings, site))


async def fetch_page(url: str, site: str, settings: Settings) -> Page:
    """The page at `url`. Raises FetchError."""
    async with Fetcher(settings) as fetcher, fetcher.site(site) as pages:
        return await pages.fetch(url)

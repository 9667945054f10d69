"""One URL, without an archive: what `scraper get` and the library's `scrape` do."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from scraper.errors import FetchError, NotHtml
from scraper.fetch.feeds import may_be_feed, parse_feed
from scraper.fetch.fetcher import Fetcher
from scraper.models import Article, Page, VerdictName
from scraper.pipeline.page_outcome import extract_page
from scraper.settings import ExtractSettings, Settings, extract_settings_for
from scraper.urls import site_of

DEFAULTS = Settings()


def scrape(url: str, *, settings: Settings = DEFAULTS) -> Article:
    """Fetch the page at `url` and extract its article.

    Redirects are followed, robots.txt is obeyed, private addresses are refused (see
    FetchSettings). Blocks at most `settings.fetch.total_timeout` seconds, also where an event loop
    is running, as in Jupyter: a coroutine should await `scrape_async`.

    Raises UrlError where `url` is not an http(s) URL, and a FetchError (Gone, RobotsDisallowed,
    Blocked, NotHtml, TooLarge, FetchTimeout, …) where there is no page. A page that is no
    article (a soft 404, a bot wall with whatever status) gives an Article with that verdict.
    """
    site = site_of(url)
    extract_settings = extract_settings_for(settings, site)
    try:
        page = _run(fetch_page(url, site, settings))
    except FetchError as error:
        return _wall(error, extract_settings)
    return extract_page(page, extract_settings)


async def scrape_async(url: str, *, settings: Settings = DEFAULTS) -> Article:
    """`scrape` for coroutines: the same arguments, articles and errors.

    The extraction itself, some tens of milliseconds, is done in the event loop's thread:
    trafilatura is not safe in several threads at once.
    """
    site = site_of(url)
    extract_settings = extract_settings_for(settings, site)
    try:
        page = await fetch_page(url, site, settings)
    except FetchError as error:
        return _wall(error, extract_settings)
    return extract_page(page, extract_settings)


def _wall(error: FetchError, settings: ExtractSettings) -> Article:
    """The bot wall that came in place of a page. Raises `error` where none did."""
    if error.page is not None:
        article = extract_page(error.page, settings)
        if article.verdict.name is VerdictName.BOT_WALL:
            return article
    raise error


def _run(fetching: Coroutine[Any, Any, Page]) -> Page:
    """The result of a coroutine; in a thread of its own where this one runs an event loop."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(fetching)
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, fetching).result()


async def fetch_page(url: str, site: str, settings: Settings) -> Page:
    """The page at `url`. Raises FetchError, NotHtml for a feed or a sitemap too."""
    async with Fetcher(settings) as fetcher, fetcher.site(site) as pages:
        page = await pages.fetch(url)
    feed = parse_feed(page, limit=settings.fetch.feed_limit) if may_be_feed(page) else None
    if feed is not None:
        kind, what = ("an index", "sitemap") if feed.is_index else ("a feed or sitemap", "article")
        count = f"{len(feed.urls)} {what}{'s' * (len(feed.urls) != 1)}"
        advice = f"{kind} of {count}, which `scraper run` fetches"
        raise NotHtml(advice, url=page.final_url, status=page.status)
    return page

"""The images in an article, fetched with the same politeness and limits as pages.

Those of the article's own site go through its own fetcher. Many are on other sites: each of these
has a fetcher of its own, and all workers share one rate to it (fetch/shared_rate_limiter.py).
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from scraper.archive.articles.assets import SavedImage
from scraper.archive.articles.writer import ArticleWriter
from scraper.archive.state.record import Record
from scraper.block_images import image_sources
from scraper.errors import (
    Blocked,
    FetchError,
    Gone,
    NotHtml,
    RobotsDisallowed,
    TooLarge,
    UrlError,
)
from scraper.fetch.fetcher import Fetcher
from scraper.fetch.image_type import IMAGE_ENDINGS, image_type
from scraper.fetch.site_fetcher import SiteFetcher
from scraper.models import Article
from scraper.urls import site_of

_MAX_IMAGES = 100  # of one article: a gallery must not occupy its site for many minutes
_MAX_SITES = 64  # whose connections are kept open at once
# Errors that will most likely be the same tomorrow.
_PERMANENT = (Blocked, Gone, NotHtml, RobotsDisallowed, TooLarge)


@dataclass
class _SharedFetcher:
    """The fetcher of a site that is not the article's, and how many requests use it."""

    fetcher: SiteFetcher
    users: int = 0


class ImageFetcher:
    """Fetches images for a worker's articles. An async context manager."""

    def __init__(self, fetcher: Fetcher, writer: ArticleWriter) -> None:
        self._fetcher = fetcher
        self._writer = writer
        self._others: dict[str, _SharedFetcher] = {}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        for other in self._others.values():
            await other.fetcher.__aexit__(None, None, None)
        self._others.clear()

    async def fetch_images(
        self, article: Article, prior: Record | None, own: SiteFetcher
    ) -> tuple[SavedImage, ...]:
        """The images in the text, saved or with the reason why not; saved ones are not requested
        again. `own` is the fetcher of the article's site. Raises ArchiveError.
        """
        saved = self._writer.saved_images(prior)
        urls = image_sources(article.blocks)[:_MAX_IMAGES]
        missing = [url for url in urls if url not in saved]
        fetched = await asyncio.gather(*(self._fetch(url, own) for url in missing))
        images = saved | {image.url: image for image in fetched}
        return tuple(images[url] for url in urls)

    async def _fetch(self, url: str, own: SiteFetcher) -> SavedImage:
        try:
            site = site_of(url)
        except UrlError as error:
            return SavedImage(url=url, reason=str(error), is_lasting=True)
        async with self._fetcher_of(site, own) as fetcher:
            try:
                page = await fetcher.fetch_image(url)
            except FetchError as error:
                is_permanent = isinstance(error, _PERMANENT)
                return SavedImage(url=url, reason=error.reason, is_lasting=is_permanent)
        ending = IMAGE_ENDINGS[image_type(page.body) or ""]
        return SavedImage(url=url, path=self._writer.save_image(page.body, ending))

    @asynccontextmanager
    async def _fetcher_of(self, site: str, own: SiteFetcher) -> AsyncIterator[SiteFetcher]:
        if site == own.name:
            yield own
            return
        if site not in self._others:
            self._others[site] = _SharedFetcher(await self._fetcher.site(site).__aenter__())
        other = self._others[site]
        other.users += 1
        try:
            yield other.fetcher
        finally:
            other.users -= 1
            await self._close_idle()

    async def _close_idle(self) -> None:
        idle = [name for name, other in self._others.items() if not other.users]
        for name in idle[: max(0, len(self._others) - _MAX_SITES)]:
            await self._others.pop(name).fetcher.__aexit__(None, None, None)

"""The pictures in an article, fetched under the manners and limits of pages.

Those of the article's own site go through its own fetcher. Many lie elsewhere: each other site
has a fetcher of its own, and all workers keep one pace to it (fetch/shared_rate_limiter.py).
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

_MOST = 100  # pictures of one article
_MOST_SITES = 64  # whose connections are kept at once
# Reasons that will be the same tomorrow.
_LASTING = (Blocked, Gone, NotHtml, RobotsDisallowed, TooLarge)


@dataclass
class _Other:
    """The fetcher of a site that is not the article's, and how many wait for it."""

    fetcher: SiteFetcher
    users: int = 0


class ImageFetcher:
    """Fetches pictures for a worker's articles. An async context manager."""

    def __init__(self, fetcher: Fetcher, shelf: ArticleWriter) -> None:
        self._fetcher = fetcher
        self._shelf = shelf
        self._others: dict[str, _Other] = {}

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

    async def pictures(
        self, article: Article, prior: Record | None, own: SiteFetcher
    ) -> tuple[SavedImage, ...]:
        """What became of each picture in the text; those that are kept are not asked for again.

        A picture that is not to be had leaves its link as it was. Raises ArchiveError.
        """
        kept = self._shelf.pictures_of(prior)
        urls = image_sources(article.blocks)[:_MOST]
        missing = [url for url in urls if url not in kept]
        found = await asyncio.gather(*(self._picture(url, own) for url in missing))
        known = kept | {picture.url: picture for picture in found}
        return tuple(known[url] for url in urls)

    async def _picture(self, url: str, own: SiteFetcher) -> SavedImage:
        try:
            site = site_of(url)
        except UrlError as error:
            return SavedImage(url=url, reason=str(error), is_lasting=True)
        async with self._site(site, own) as fetcher:
            try:
                page = await fetcher.fetch_image(url)
            except FetchError as error:
                is_lasting = isinstance(error, _LASTING)
                return SavedImage(url=url, reason=error.reason, is_lasting=is_lasting)
        ending = IMAGE_ENDINGS[image_type(page.body) or ""]
        return SavedImage(url=url, path=self._shelf.keep_picture(page.body, ending))

    @asynccontextmanager
    async def _site(self, name: str, own: SiteFetcher) -> AsyncIterator[SiteFetcher]:
        if name == own.name:
            yield own
            return
        if name not in self._others:
            self._others[name] = _Other(await self._fetcher.site(name).__aenter__())
        other = self._others[name]
        other.users += 1
        try:
            yield other.fetcher
        finally:
            other.users -= 1
            await self._close_idle()

    async def _close_idle(self) -> None:
        idle = [name for name, other in self._others.items() if not other.users]
        for name in idle[: max(0, len(self._others) - _MOST_SITES)]:
            await self._others.pop(name).fetcher.__aexit__(None, None, None)

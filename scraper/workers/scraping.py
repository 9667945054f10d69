"""A job of a run: fetch the page, keep it raw, extract, save."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from scraper.archive.articles.writer import ArticleWriter
from scraper.archive.forgotten import forgotten_keys
from scraper.archive.layout import IMAGE_RATE_LIMITS, LARGE_PAGE
from scraper.archive.site_cache_folder import SiteCacheFolder
from scraper.archive.state.record import Record
from scraper.archive.state.saved_lookup import SavedLookup
from scraper.errors import FetchError
from scraper.extraction.article import EXTRACT_VERSION
from scraper.fetch.feeds import Feed, may_be_feed, parse_feed
from scraper.fetch.fetcher import Fetcher
from scraper.fetch.site_fetcher import SiteFetcher
from scraper.models import Article, Page, Validators, VerdictName
from scraper.outcomes import SAVED, OutcomeName
from scraper.pipeline import results
from scraper.pipeline.clock import utcnow
from scraper.pipeline.feed_expansion import FeedExpansion
from scraper.pipeline.feed_trouble import feed_trouble
from scraper.pipeline.image_fetcher import ImageFetcher
from scraper.pipeline.job import Job, Result
from scraper.pipeline.page_outcome import (
    SaveContext,
    duplicate_by_redirect,
    extract_page,
    finish,
    leads_to_forgotten,
    result_if_not_saved,
    save,
)
from scraper.settings import Settings, extract_settings_for
from scraper.urls import url_key
from scraper.workers.extraction_gate import ExtractionGate
from scraper.workers.job_processor import JobHandler, ParentConnection, extract_within_limits
from scraper.workers.large_pages import LargePages
from scraper.workers.messages import Notice, WorkerConfig
from scraper.workers.page_timer import PageTimer

T = TypeVar("T")
# A page that was redirected to a copy may have been redirected to the wrong page.
_CONTENT = SAVED - {OutcomeName.DUPLICATE} | {OutcomeName.FEED}


class ScrapeProcessor:
    """The job processor of `scraper run`."""

    def __init__(
        self,
        settings: Settings,
        writer: ArticleWriter,
        saved: SavedLookup,
        fetcher: Fetcher,
        image_fetcher: ImageFetcher,
        timer: PageTimer,
        folder: Path,
    ) -> None:
        self._timer = timer
        self._forgotten = forgotten_keys(folder)
        self._image_fetcher = image_fetcher
        self._settings = settings
        self._writer = writer
        self._saved = saved
        self._fetcher = fetcher
        self._expansion = FeedExpansion(settings.fetch.feed_limit)
        self._gate = ExtractionGate()
        self._large_pages = LargePages(folder / LARGE_PAGE)
        self._open: dict[str, SiteFetcher] = {}
        self._sites_with_feeds: set[str] = set()  # whose expansion is counted in this worker

    def is_movable(self, site: str) -> bool:
        return site not in self._sites_with_feeds and self._open[site].is_free

    async def wait_for_capacity(self) -> None:
        await self._gate.wait_for_capacity()

    def flush(self) -> None:
        self._writer.flush()

    @asynccontextmanager
    async def open_site(self, name: str) -> AsyncIterator[JobHandler]:
        async with self._fetcher.site(name) as fetcher:
            self._open[name] = fetcher

            async def handle(job: Job) -> Result:
                with self._fetcher.page():
                    return await handle_page(job)

            async def handle_page(job: Job) -> Result:
                if self._expansion.is_unneeded(job.target):
                    return results.unneeded_sitemap(job, utcnow())
                validators = self._validators(job)
                try:
                    page = await fetcher.fetch(job.target.url, validators)
                except FetchError as error:
                    return await self._refused(error, job)
                result = await self._finish(page, job, fetcher)
                led_to_content = result.outcome.name in _CONTENT
                fetcher.settle_redirects(page, led_to_content=led_to_content)
                return result

            yield handle
            del self._open[name]

    def _validators(self, job: Job) -> Validators | None:
        """Those of the page that the row of a job is about, if a 304 needs no further work."""
        prior = job.prior
        if prior is None:
            return None
        if prior.path:
            is_settled = self._is_complete(prior, job)
        else:
            is_settled = results.has_verdict(prior, self._settings)
        return results.validators_of(prior) if is_settled else None

    def _is_complete(self, prior: Record, job: Job) -> bool:
        """Whether the files of the article lack nothing."""
        if self._settings.archive.images and prior.missing_images:
            return False
        writer = self._writer
        return writer.has(prior.path) and writer.has_list_fields(prior.path, job.target)

    async def _finish(self, page: Page, job: Job, fetcher: SiteFetcher) -> Result:
        if page.status == 304 and job.prior is not None:
            self._writer.save_raw(page)
            return results.unchanged(job, page, job.prior, utcnow())
        if url_key(page.final_url) in self._forgotten:
            return leads_to_forgotten(page, job, utcnow())
        feed = await self._feed(page, job)
        context = SaveContext(
            writer=self._writer,
            saved=self._saved,
            raw=self._writer.save_raw(page, job.prior),
            now=utcnow(),
            verdicts=self._settings.archive.save,
            forgotten=self._forgotten,
        )
        if trouble := feed_trouble(job, page, feed):
            return results.broken_feed(job, page, trouble, context.now)
        if feed is not None:
            self._sites_with_feeds.add(job.target.site)
            found = self._expansion.expand(job.target, feed.urls, is_index=feed.is_index)
            return results.feed(job, page, feed, found, context.now)
        if (result := duplicate_by_redirect(page, job, context)) is not None:
            return result
        if self._settings.archive.images:
            return await self._finish_with_images(page, job, context, fetcher)
        async with self._large_pages.turn(page.body):  # its article takes memory until it is saved
            return await self._finish_without_images(page, job, context)

    async def _finish_without_images(self, page: Page, job: Job, context: SaveContext) -> Result:
        return finish(await self._extract_in_turn(page, job), page, job, context)

    async def _finish_with_images(
        self, page: Page, job: Job, context: SaveContext, fetcher: SiteFetcher
    ) -> Result:
        """No other large page waits for the images of this one."""
        article = await self._extract(page, job)
        if (result := result_if_not_saved(article, page, job, context)) is not None:
            return result
        images = await self._image_fetcher.fetch_images(article, job.prior, fetcher)
        return save(article, page, job, replace(context, images=images))

    async def _refused(self, error: FetchError, job: Job) -> Result:
        """The result of a fetch without a page, of which a bot wall may have come in its place.

        A wall is not kept raw: extracted again under other rules, it could pass for an article.
        """
        if error.page is not None:
            verdict = (await self._extract(error.page, job)).verdict
            if verdict.name is VerdictName.BOT_WALL:
                return results.bot_wall(job, error, verdict, utcnow())
        return results.failed(job, error, utcnow())

    async def _feed(self, page: Page, job: Job) -> Feed | None:
        """The feed that a page is, parsed within the limits of an extraction."""
        if not may_be_feed(page):
            return None
        limit = self._settings.fetch.feed_limit
        async with self._large_pages.turn(page.body):
            return await self._limited(lambda: parse_feed(page, limit=limit), page, job)

    async def _extract(self, page: Page, job: Job) -> Article:
        async with self._large_pages.turn(page.body):
            return await self._extract_in_turn(page, job)

    async def _extract_in_turn(self, page: Page, job: Job) -> Article:
        settings = extract_settings_for(self._settings, job.target.site)
        return await self._limited(lambda: extract_page(page, settings), page, job)

    async def _limited(self, extract: Callable[[], T], page: Page, job: Job) -> T:
        """What `extract` makes of a page, while this worker extracts no other one."""
        memory = self._settings.run.page_memory
        async with self._gate.extraction():
            return extract_within_limits(extract, page.body, job, timer=self._timer, memory=memory)


@asynccontextmanager
async def scraping(
    config: WorkerConfig, parent: ParentConnection
) -> AsyncIterator[ScrapeProcessor]:
    """The job processor, with all that it holds open."""
    paths, settings = config.paths, config.settings
    writer = ArticleWriter.for_run(
        paths.folder, settings.archive, worker=config.name, rules=EXTRACT_VERSION
    )
    fetcher = Fetcher(
        settings,
        site_cache_store=SiteCacheFolder(paths.folder),
        on_pause=lambda text: parent.send(Notice(text=text)),
        rate_limit_folder=paths.folder / IMAGE_RATE_LIMITS if settings.archive.images else None,
    )
    with writer:
        async with fetcher, ImageFetcher(fetcher, writer) as image_fetcher:
            saved = SavedLookup(paths.state)
            yield ScrapeProcessor(
                settings,
                writer,
                saved,
                fetcher,
                image_fetcher,
                parent.timer,
                paths.folder,
            )

"""What a run does with a job: fetch the page, keep it raw, extract, save."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

from scraper.archive.articles.writer import ArticleWriter
from scraper.archive.layout import IMAGE_RATE_LIMITS
from scraper.archive.site_notes import NotesFolder
from scraper.archive.state.saved_lookup import SavedLookup
from scraper.errors import FetchError
from scraper.extraction.article import EXTRACT_VERSION
from scraper.fetch.feeds import parse_feed
from scraper.fetch.fetcher import Fetcher
from scraper.fetch.site_fetcher import SiteFetcher
from scraper.models import Article, Page
from scraper.pipeline.clock import utcnow
from scraper.pipeline.feed_expansion import Expansion
from scraper.pipeline.image_fetching import ImageFetcher
from scraper.pipeline.job import Job, Result
from scraper.pipeline.page_outcome import Saving, extract_page, left_out, same_address, save
from scraper.pipeline.results import expanded, failed, needless, unchanged, validators_of
from scraper.settings import Settings, extract_settings_for
from scraper.workers.extraction_gate import ExtractionGate
from scraper.workers.messages import Notice, WorkerConfig
from scraper.workers.page_timer import PageTimer
from scraper.workers.task import Do, ParentConnection, watched


class Scraping:
    """The task of `scraper run`."""

    def __init__(
        self,
        settings: Settings,
        shelf: ArticleWriter,
        known: SavedLookup,
        fetcher: Fetcher,
        gallery: ImageFetcher,
        watch: PageTimer,
    ) -> None:
        self._watch = watch
        self._gallery = gallery
        self._settings = settings
        self._shelf = shelf
        self._known = known
        self._fetcher = fetcher
        self._expansion = Expansion(settings.fetch.feed_limit)
        self._turns = ExtractionGate()
        self._open: dict[str, SiteFetcher] = {}
        self._expanded: set[str] = set()  # sites whose feeds are counted here

    def is_free(self, site: str) -> bool:
        return site not in self._expanded and self._open[site].is_free

    async def room(self) -> None:
        await self._turns.room()

    def flush(self) -> None:
        self._shelf.flush()

    @asynccontextmanager
    async def site(self, name: str) -> AsyncIterator[Do]:
        async with self._fetcher.site(name) as fetcher:
            self._open[name] = fetcher

            async def do(job: Job) -> Result:
                if self._expansion.is_needless(job.target):
                    return needless(job, utcnow())
                validators = validators_of(job.prior) if self._is_whole(job) else None
                try:
                    page = await fetcher.fetch(job.target.url, validators)
                except FetchError as error:
                    return failed(job, error, utcnow())
                return await self._finish(page, job, fetcher)

            yield do
            del self._open[name]

    def _is_whole(self, job: Job) -> bool:
        """Whether a 304 would leave the article whole: its files and pictures are there."""
        prior = job.prior
        if prior is None or (self._settings.archive.images and prior.missing_images):
            return False
        return self._shelf.has(prior.path)

    async def _finish(self, page: Page, job: Job, fetcher: SiteFetcher) -> Result:
        if page.status == 304:
            self._shelf.save_raw(page)
            return unchanged(job, page, utcnow())
        feed = parse_feed(page, limit=self._settings.fetch.feed_limit)
        saving = Saving(
            shelf=self._shelf,
            known=self._known,
            raw=self._shelf.save_raw(page, job.prior),
            now=utcnow(),
            verdicts=self._settings.archive.save,
        )
        if feed is not None:
            self._expanded.add(job.target.site)
            named = self._expansion.named(job.target, feed.urls, is_index=feed.is_index)
            what = "sitemap" if feed.is_index else "article"
            return expanded(job, page, named, saving.now, what=what)
        if (result := same_address(page, job, saving)) is not None:
            return result
        article = await self._article(page, job)
        if (result := left_out(article, page, job, saving)) is not None:
            return result
        if self._settings.archive.images:
            pictures = await self._gallery.pictures(article, job.prior, fetcher)
            saving = replace(saving, pictures=pictures)
        return save(article, page, job, saving)

    async def _article(self, page: Page, job: Job) -> Article:
        async with self._turns.turn():
            with watched(self._watch, job, self._settings.run.page_memory):
                return extract_page(page, extract_settings_for(self._settings, job.target.site))


@asynccontextmanager
async def scraping(post: WorkerConfig, link: ParentConnection) -> AsyncIterator[Scraping]:
    """The task with all that it holds open."""
    place, settings = post.place, post.settings
    shelf = ArticleWriter.for_run(
        place.folder, settings.archive, worker=post.name, rules=EXTRACT_VERSION
    )
    fetcher = Fetcher(
        settings,
        notes=NotesFolder(place.folder),
        on_pause=lambda text: link.tell(Notice(text=text)),
        turns=place.folder / IMAGE_RATE_LIMITS if settings.archive.images else None,
    )
    with shelf:
        async with fetcher, ImageFetcher(fetcher, shelf) as gallery:
            yield Scraping(settings, shelf, SavedLookup(place.state), fetcher, gallery, link.watch)

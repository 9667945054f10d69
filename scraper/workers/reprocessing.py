"""A job of a reprocessing: read the raw page, extract again, save what has changed.

No network. Extraction, verdict and duplicates are those of a run (pipeline/page_outcome.py), so
that an old page gets today's outcome; what is known of its server (validators, retries, failures)
is kept.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from msgspec.structs import replace

from scraper.archive.archive_folder import ArchivePaths
from scraper.archive.articles.writer import ArticleWriter
from scraper.archive.forgotten import forgotten_keys
from scraper.archive.layout import LARGE_PAGE
from scraper.archive.state.record import RawRef, Record
from scraper.archive.state.saved_lookup import SavedLookup
from scraper.errors import ArchiveError
from scraper.extraction.article import EXTRACT_VERSION
from scraper.fetch.content_coding import BodyError
from scraper.fetch.feeds import parse_feed
from scraper.models import Page
from scraper.outcomes import Outcome, OutcomeName
from scraper.pipeline.archived_page import read_archived_page
from scraper.pipeline.clock import utcnow
from scraper.pipeline.job import Job, JobKind, Result
from scraper.pipeline.page_outcome import SaveContext, extract_page, finish
from scraper.settings import Settings, extract_settings_for
from scraper.workers.job_processor import JobHandler, ParentConnection, extract_within_limits
from scraper.workers.large_pages import LargePages
from scraper.workers.messages import WorkerConfig
from scraper.workers.page_timer import PageTimer

_WRITTEN = frozenset({OutcomeName.NEW, OutcomeName.UPDATED})


class ReprocessProcessor:
    """The job processor of `scraper reprocess` and `scraper verify --repair`."""

    def __init__(
        self, paths: ArchivePaths, settings: Settings, writer: ArticleWriter, timer: PageTimer
    ) -> None:
        self._timer = timer
        self._folder = paths.folder
        self._settings = settings
        self._writer = writer
        self._saved = SavedLookup(paths.state)
        self._forgotten = forgotten_keys(paths.folder)
        self._large_pages = LargePages(paths.folder / LARGE_PAGE)

    def flush(self) -> None:
        self._writer.flush()

    async def wait_for_capacity(self) -> None:
        """There is always capacity: a job is finished before the next one begins."""

    def is_movable(self, site: str) -> bool:  # noqa: ARG002 - part of JobProcessor
        return True

    @asynccontextmanager
    async def open_site(self, name: str) -> AsyncIterator[JobHandler]:  # noqa: ARG002 - the same
        yield self._handle

    async def _handle(self, job: Job) -> Result:
        prior = job.prior
        ref = prior.raw if prior is not None else None
        if prior is None or ref is None:
            return _kept(job, "no raw page")
        try:
            page = read_archived_page(
                self._folder, ref, prior, max_bytes=self._settings.fetch.max_bytes
            )
        except (ArchiveError, BodyError) as error:
            return _kept(job, str(error), OutcomeName.FAILED)
        if parse_feed(page, limit=0) is not None:
            return _kept(job, "a feed")
        async with self._large_pages.turn(page.body):  # its article takes memory until it is saved
            result = self._finish(page, job, ref)
        return Result(
            outcome=_outcome(result, prior),
            record=_record(result, prior),
            aliases=result.aliases,
        )

    def _finish(self, page: Page, job: Job, raw: RawRef) -> Result:
        settings = extract_settings_for(self._settings, job.target.site)
        article = extract_within_limits(
            lambda: extract_page(page, settings),
            page.body,
            job,
            timer=self._timer,
            memory=self._settings.run.page_memory,
        )
        context = SaveContext(
            writer=self._writer,
            saved=self._saved,
            raw=raw,
            now=utcnow(),
            verdicts=self._settings.archive.save,
            forgotten=self._forgotten,
        )
        return finish(article, page, job, context)


def _record(result: Result, prior: Record) -> Record:
    """The new row, where files were written or none are saved; with what is known of the server."""
    record, name = result.record, result.outcome.name
    if name is OutcomeName.UNCHANGED or (prior.path and name not in _WRITTEN):
        # rows of the first schema, and those made from files, have no signature
        return replace(prior, minhash=prior.minhash or record.minhash)
    return replace(
        record,
        checked_at=prior.checked_at,
        retry_at=prior.retry_at,
        failures=prior.failures,
        etag=prior.etag,
        last_modified=prior.last_modified,
        outcome=prior.outcome if prior.path else record.outcome,
    )


def _outcome(result: Result, prior: Record) -> Outcome:
    """The outcome; an update says what has changed."""
    if result.outcome.name is not OutcomeName.UPDATED:
        return result.outcome
    record = result.record
    if record.reason:
        return result.outcome
    is_text = record.text_hash != prior.text_hash
    reason = f"text: {record.words - prior.words:+d} words" if is_text else "metadata"
    return replace(result.outcome, reason=reason)


def _kept(job: Job, reason: str, name: OutcomeName = OutcomeName.UNCHANGED) -> Result:
    """A page that cannot be extracted again: its row is not changed."""
    assert job.prior is not None
    outcome = Outcome(target=job.target, name=name, reason=reason, path=job.prior.path)
    return Result(outcome=outcome, record=job.prior)


@asynccontextmanager
async def reprocessing(
    config: WorkerConfig, parent: ParentConnection
) -> AsyncIterator[ReprocessProcessor]:
    """The job processor, with all that it holds open; a preview writes nothing."""
    is_preview = config.kind is JobKind.PREVIEW
    with ArticleWriter.for_reprocessing(
        config.paths.folder,
        config.settings.archive,
        rules=EXTRACT_VERSION,
        is_preview=is_preview,
    ) as writer:
        yield ReprocessProcessor(config.paths, config.settings, writer, parent.timer)

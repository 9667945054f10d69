"""What a reprocessing does with a job: read its raw page, extract again, save what is better.

No network. Extraction, verdict and twins are those of a run (page.py), so that an old page
ends where it would end today; what the network said of it stays as it was.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from msgspec.structs import replace

from scraper.archive.archive_folder import ArchivePaths
from scraper.archive.articles.writer import ArticleWriter
from scraper.archive.raw.warc_reader import read_raw
from scraper.archive.state.record import RawRef, Record
from scraper.archive.state.saved_lookup import SavedLookup
from scraper.errors import ArchiveError
from scraper.extraction.article import EXTRACT_VERSION
from scraper.fetch.bounded_body import decode_body
from scraper.fetch.content_coding import BodyError
from scraper.fetch.feeds import parse_feed
from scraper.models import Page
from scraper.outcomes import Outcome, OutcomeName
from scraper.pipeline.clock import utcnow
from scraper.pipeline.job import Job, Result, TaskName
from scraper.pipeline.page_outcome import Saving, extract_page, finish
from scraper.settings import Settings, extract_settings_for
from scraper.workers.messages import WorkerConfig
from scraper.workers.page_timer import PageTimer
from scraper.workers.task import Do, ParentConnection, watched

_WRITTEN = frozenset({OutcomeName.NEW, OutcomeName.UPDATED})


class Reprocessing:
    """The task of `scraper reprocess` and of `scraper verify --repair`."""

    def __init__(
        self, place: ArchivePaths, settings: Settings, shelf: ArticleWriter, watch: PageTimer
    ) -> None:
        self._watch = watch
        self._folder = place.folder
        self._settings = settings
        self._shelf = shelf
        self._known = SavedLookup(place.state)

    def flush(self) -> None:
        self._shelf.flush()

    async def room(self) -> None:
        """There always is: a job is done before the next is begun."""

    def is_free(self, site: str) -> bool:  # noqa: ARG002 - as Task has it
        return True

    @asynccontextmanager
    async def site(self, name: str) -> AsyncIterator[Do]:  # noqa: ARG002 - as Task has it
        yield self._do

    async def _do(self, job: Job) -> Result:
        prior = job.prior
        ref = prior.raw if prior is not None else None
        if prior is None or ref is None:
            return _kept(job, "no raw page")
        try:
            page = self._page(ref, prior)
        except (ArchiveError, BodyError) as error:
            return _kept(job, str(error), OutcomeName.FAILED)
        if parse_feed(page, limit=0) is not None:
            return _kept(job, "a feed")
        with watched(self._watch, job, self._settings.run.page_memory):
            article = extract_page(page, extract_settings_for(self._settings, job.target.site))
        saving = Saving(
            shelf=self._shelf,
            known=self._known,
            raw=ref,
            now=utcnow(),
            verdicts=self._settings.archive.save,
        )
        return _as_before(finish(article, page, job, saving), prior)

    def _page(self, ref: RawRef, prior: Record) -> Page:
        """The raw page, its coding taken off. Raises ArchiveError."""
        page = read_raw(self._folder, ref, url=prior.url, saved=prior.path)
        encoding = page.header("content-encoding")
        body = decode_body(page.content, encoding, max_bytes=self._settings.fetch.max_bytes)
        return replace(page, body=body)


def _as_before(result: Result, prior: Record) -> Result:
    """The result with what the network said; a row is only new where files are."""
    if result.outcome.name is OutcomeName.UNCHANGED or (
        prior.path and result.outcome.name not in _WRITTEN
    ):
        # rows of the first schema, and those that were made again of files, have no signature
        return replace(
            result, record=replace(prior, minhash=prior.minhash or result.record.minhash)
        )
    record = replace(
        result.record,
        checked_at=prior.checked_at,
        retry_at=prior.retry_at,
        failures=prior.failures,
        etag=prior.etag,
        last_modified=prior.last_modified,
        outcome=prior.outcome if prior.path else result.record.outcome,
    )
    reason = result.outcome.reason
    if result.outcome.name is OutcomeName.UPDATED:
        is_text = record.text_hash != prior.text_hash
        reason = f"text: {record.words - prior.words:+d} words" if is_text else "metadata"
    return replace(result, record=record, outcome=replace(result.outcome, reason=reason))


def _kept(job: Job, reason: str, name: OutcomeName = OutcomeName.UNCHANGED) -> Result:
    """What cannot be read again stays."""
    assert job.prior is not None
    outcome = Outcome(target=job.target, name=name, reason=reason, path=job.prior.path)
    return Result(outcome=outcome, record=job.prior)


@asynccontextmanager
async def reprocessing(post: WorkerConfig, link: ParentConnection) -> AsyncIterator[Reprocessing]:
    """The task with all that it holds open; a preview writes nothing."""
    is_preview = post.task is TaskName.PREVIEW
    with ArticleWriter.for_reprocessing(
        post.place.folder, rules=EXTRACT_VERSION, is_preview=is_preview
    ) as shelf:
        yield Reprocessing(post.place, post.settings, shelf, link.watch)

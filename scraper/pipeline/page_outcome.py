"""One fetched page -> its result: extract, judge, save.

The one place where extraction and archive meet. There is no network here: `reprocess` and the
tests call the same functions.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from scraper.archive.articles.assets import SavedImage
from scraper.archive.articles.revision import Origin, text_hash
from scraper.archive.articles.writer import ArticleWriter
from scraper.archive.minhash import minhash_of
from scraper.archive.state.record import RawRef, Record, record_of
from scraper.archive.state.saved_lookup import SavedLookup
from scraper.extraction.article import extract
from scraper.models import Article, Page, VerdictName
from scraper.outcomes import Outcome, OutcomeName
from scraper.pipeline.duplicates import aliases_of, find_duplicate
from scraper.pipeline.job import Job, Result
from scraper.settings import ExtractSettings
from scraper.urls import url_key

# The outcomes of pages that are not saved. A page without text is thin.
NOT_SAVED = {
    VerdictName.PAYWALL: OutcomeName.PAYWALL,
    VerdictName.CONSENT: OutcomeName.CONSENT,
    VerdictName.BOT_WALL: OutcomeName.BOT_WALL,
    VerdictName.SOFT_404: OutcomeName.SOFT_404,
    VerdictName.SECTION_PAGE: OutcomeName.SECTION_PAGE,
    VerdictName.THIN: OutcomeName.THIN,
    VerdictName.EMPTY: OutcomeName.THIN,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveContext:
    """What saving a page needs: the writer, the lookup of saved articles, the page's raw record,
    the verdicts that are saved, the images of the text, None where they were not requested, and
    the keys of articles that were removed for good.
    """

    writer: ArticleWriter
    saved: SavedLookup
    raw: RawRef | None
    now: datetime
    verdicts: tuple[VerdictName, ...] = (VerdictName.ARTICLE,)
    images: tuple[SavedImage, ...] | None = None
    forgotten: frozenset[str] = frozenset()


def extract_page(page: Page, settings: ExtractSettings) -> Article:
    """The article of a fetched page."""
    return extract(
        page.body,
        url=page.final_url,
        headers=page.headers,
        fetched_at=page.fetched_at,
        status=page.status,
        settings=settings,
    )


def duplicate_by_redirect(page: Page, job: Job, context: SaveContext) -> Result | None:
    """The result of a page that was redirected to the address of a saved article."""
    if _is_saved(job) or not page.redirects:
        return None
    other = context.saved.find_saved(url_key(page.final_url))
    return duplicate(page, job, other, context) if other is not None else None


def finish(article: Article, page: Page, job: Job, context: SaveContext) -> Result:
    """The result of an extracted page, which is saved where it is an article of its own.

    Where it is not, an article that was saved before is kept.
    """
    return result_if_not_saved(article, page, job, context) or save(article, page, job, context)


def result_if_not_saved(
    article: Article, page: Page, job: Job, context: SaveContext
) -> Result | None:
    """The result of a page that is no article, or a copy of one; None for one to be saved."""
    verdict = article.verdict
    if verdict.name not in context.verdicts or not any(map(str.isalnum, article.text)):
        name = NOT_SAVED.get(verdict.name, OutcomeName.THIN)
        outcome = _outcome(article, page, job, name=name, reason=verdict.reason)
        record = record_of(outcome, job.prior, now=context.now, raw=context.raw, page=page)
        return Result(outcome=outcome, record=record)
    if not _is_saved(job):
        keys = (job.target.key, *aliases_of(article, page, job.target))
        if not context.forgotten.isdisjoint(keys):
            return leads_to_forgotten(page, job, context.now)
        minhash = minhash_of(article.text)
        other = find_duplicate(text_hash(article), minhash, keys, context.saved)
        if other is not None and other.key != job.target.key:
            return duplicate(page, job, other, context)
    return None


def leads_to_forgotten(page: Page, job: Job, now: datetime) -> Result:
    """The result of another address of an article that was removed for good."""
    outcome = Outcome(
        target=job.target,
        name=OutcomeName.FORGOTTEN,
        reason=f"leads to {page.final_url}, which was removed with `scraper forget`",
        final_url=page.final_url,
        status=page.status,
    )
    return Result(outcome=outcome, record=record_of(outcome, job.prior, now=now))


def save(article: Article, page: Page, job: Job, context: SaveContext) -> Result:
    """Save an article; its result."""
    origin = Origin(page=page, raw=context.raw, images=context.images)
    name, record = context.writer.save(
        article, origin, job.target, prior=job.prior, now=context.now
    )
    aliases = aliases_of(article, page, job.target)
    context.saved.remember(record, aliases)
    outcome = _outcome(article, page, job, name=name, reason=record.reason, path=record.path)
    return Result(outcome=outcome, record=record, aliases=aliases)


def duplicate(page: Page, job: Job, other: Record, context: SaveContext) -> Result:
    """The result of a page that is a copy of the saved article `other`."""
    outcome = Outcome(
        target=job.target,
        name=OutcomeName.DUPLICATE,
        reason=f"of {other.url}",
        path=other.path,
        final_url=page.final_url,
        status=page.status,
        title=other.title,
        words=other.words,
    )
    record = record_of(outcome, job.prior, now=context.now, raw=context.raw, duplicate_of=other.id)
    return Result(outcome=outcome, record=record)


def _is_saved(job: Job) -> bool:
    return job.prior is not None and bool(job.prior.path)


def _outcome(
    article: Article, page: Page, job: Job, *, name: OutcomeName, reason: str = "", path: str = ""
) -> Outcome:
    return Outcome(
        target=job.target,
        name=name,
        reason=reason,
        path=path,
        final_url=page.final_url,
        status=page.status,
        title=article.title,
        words=article.word_count,
    )

"""One fetched page -> its outcome: extract, judge, save.

The one place where extraction and archive meet. No network here: `reprocess` and the tests
walk the same way.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from msgspec.structs import replace

from scraper.archive.articles.assets import SavedImage
from scraper.archive.articles.entry import Origin, text_hash
from scraper.archive.articles.writer import ArticleWriter
from scraper.archive.minhash import minhash_of
from scraper.archive.state.record import RawRef, Record, record_of
from scraper.archive.state.saved_lookup import SavedLookup
from scraper.extraction.article import extract
from scraper.models import Article, Page, Target, VerdictName
from scraper.outcomes import Outcome, OutcomeName
from scraper.pipeline.duplicates import aliases_of, find_duplicate
from scraper.pipeline.job import Job, Result
from scraper.settings import ExtractSettings
from scraper.urls import url_key

# What is left out, by what the page is. An article is saved; a page without text is thin.
LEFT_OUT = {
    VerdictName.PAYWALL: OutcomeName.PAYWALL,
    VerdictName.CONSENT: OutcomeName.CONSENT,
    VerdictName.BOT_WALL: OutcomeName.BOT_WALL,
    VerdictName.SOFT_404: OutcomeName.SOFT_404,
    VerdictName.SECTION_PAGE: OutcomeName.SECTION_PAGE,
    VerdictName.THIN: OutcomeName.THIN,
    VerdictName.EMPTY: OutcomeName.THIN,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Saving:
    """Where a page goes: the shelf, what is known already, its raw record, what is saved, and
    the pictures in its text, where somebody asked for them.
    """

    shelf: ArticleWriter
    known: SavedLookup
    raw: RawRef | None
    now: datetime
    verdicts: tuple[VerdictName, ...] = (VerdictName.ARTICLE,)
    pictures: tuple[SavedImage, ...] | None = None


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


def same_address(page: Page, job: Job, saving: Saving) -> Result | None:
    """The end of a page that is saved already under the address it was redirected to."""
    if _is_saved(job) or not page.redirects:
        return None
    other = saving.known.at(url_key(page.final_url))
    return duplicate(page, job, other, saving) if other is not None else None


def finish(article: Article, page: Page, job: Job, saving: Saving) -> Result:
    """Save the article, or say why it is left out; what was saved before stays then."""
    return left_out(article, page, job, saving) or save(article, page, job, saving)


def left_out(article: Article, page: Page, job: Job, saving: Saving) -> Result | None:
    """The end of a page that is no article, or another copy of one; None for one to be saved."""
    if article.verdict.name not in saving.verdicts or not article.text:
        outcome = replace(
            _outcome(article, page, job.target),
            name=LEFT_OUT.get(article.verdict.name, OutcomeName.THIN),
            reason=article.verdict.reason,
        )
        return Result(
            outcome=outcome, record=record_of(outcome, job.prior, now=saving.now, raw=saving.raw)
        )
    if not _is_saved(job):
        names = (job.target.key, *aliases_of(article, page, job.target))
        other = find_duplicate(text_hash(article), minhash_of(article.text), names, saving.known)
        if other is not None and other.key != job.target.key:
            return duplicate(page, job, other, saving)
    return None


def save(article: Article, page: Page, job: Job, saving: Saving) -> Result:
    """The end of an article."""
    origin = Origin(page=page, raw=saving.raw, pictures=saving.pictures)
    name, record = saving.shelf.save(article, origin, job.target, prior=job.prior, now=saving.now)
    aliases = aliases_of(article, page, job.target)
    saving.known.remember(record, aliases)
    outcome = replace(_outcome(article, page, job.target), name=name, path=record.path)
    return Result(outcome=outcome, record=record, aliases=aliases)


def duplicate(page: Page, job: Job, other: Record, saving: Saving) -> Result:
    """The end of a page that is another copy of an article that is saved."""
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
    record = record_of(outcome, job.prior, now=saving.now, raw=saving.raw)
    return Result(outcome=outcome, record=replace(record, duplicate_of=other.id))


def _is_saved(job: Job) -> bool:
    return job.prior is not None and bool(job.prior.path)


def _outcome(article: Article, page: Page, target: Target) -> Outcome:
    return Outcome(
        target=target,
        name=OutcomeName.NEW,
        final_url=page.final_url,
        status=page.status,
        title=article.title,
        words=article.word_count,
    )

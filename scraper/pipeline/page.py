"""One fetched page -> its outcome: extract, judge, save.

The one place where extraction and archive meet. No network here: `reprocess` and the tests
walk the same way.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from scraper.archive import RawRef, Record, Shelf, record_of
from scraper.extract import extract
from scraper.models import Article, Outcome, OutcomeName, Page, Target, VerdictName
from scraper.settings import ExtractSettings

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
    """Where a page goes: the shelf, what is known of it already, and its raw record."""

    shelf: Shelf
    prior: Record | None
    raw: RawRef | None
    now: datetime


def extract_page(page: Page, settings: ExtractSettings) -> Article:
    """The article of a fetched page."""
    return extract(
        page.body,
        url=page.final_url,
        headers=page.headers,
        fetched_at=page.fetched_at,
        settings=settings,
    )


def finish(article: Article, page: Page, target: Target, saving: Saving) -> tuple[Outcome, Record]:
    """Save the article, or say why it is left out; what was saved before stays then."""
    left_out = LEFT_OUT.get(article.verdict.name)
    if left_out is not None:
        outcome = Outcome(
            target=target,
            name=left_out,
            reason=article.verdict.reason,
            final_url=page.final_url,
            status=page.status,
            title=article.title,
            words=article.word_count,
        )
        return outcome, record_of(outcome, saving.prior, now=saving.now, raw=saving.raw)
    name, record = saving.shelf.save(
        article, page, target, prior=saving.prior, raw=saving.raw, now=saving.now
    )
    outcome = Outcome(
        target=target,
        name=name,
        path=record.path,
        final_url=page.final_url,
        status=page.status,
        title=article.title,
        words=article.word_count,
    )
    return outcome, record

"""One text of an article: what is fixed before its files are made, and the row they get. Pure."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from scraper.archive.articles.assets import SavedImage, count_missing
from scraper.archive.articles.paths import article_id, article_path
from scraper.archive.articles.sidecar import Sidecar
from scraper.archive.minhash import minhash_of
from scraper.archive.state.record import RawRef, Record
from scraper.archive.unicode_scalars import scalars
from scraper.models import Article, Page, Target
from scraper.outcomes import OutcomeName


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where an article comes from: its page, the raw record of that, and what came of fetching
    the images in its text; None where they were not requested.
    """

    page: Page
    raw: RawRef | None = None
    images: tuple[SavedImage, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One text of an article. `path`, `created` and the id are fixed at the first save, `version`
    counts the texts.
    """

    article: Article
    origin: Origin
    target: Target
    path: str
    created: datetime
    text_hash: str
    version: int

    @property
    def id(self) -> str:
        return article_id(self.target.key)


def text_hash(article: Article) -> str:
    """SHA-256 (hex) of the text: an article has changed where it differs."""
    return hashlib.sha256(scalars(article.text).encode()).hexdigest()


def make_revision(
    article: Article, origin: Origin, target: Target, *, saved: Record | None, now: datetime
) -> Revision:
    """The text that is to be saved; `saved` is the row of what is there already."""
    hash_ = text_hash(article)
    return Revision(
        article=article,
        origin=origin,
        target=target,
        path=saved.path if saved else _first_path(article, target, now),
        created=(saved.created if saved else None) or now,
        text_hash=hash_,
        version=saved.version + (saved.text_hash != hash_) if saved else 1,
    )


def compare(revision: Revision, saved: Record) -> OutcomeName:
    """Whether the text or its headline differ from what is saved."""
    now = (revision.text_hash, scalars(revision.article.title))
    is_same = now == (saved.text_hash, saved.title)
    return OutcomeName.UNCHANGED if is_same else OutcomeName.UPDATED


def missing_images(revision: Revision, sidecar: Sidecar, saved: Record | None) -> int:
    """The row's count of images that may still be fetched; see assets.count_missing."""
    return count_missing(
        revision.article,
        sidecar.images,
        before=saved.missing_images if saved else -1,
        is_requested=revision.origin.images is not None,
    )


def saved_record(
    revision: Revision,
    outcome: OutcomeName,
    now: datetime,
    *,
    missing: int,
    file_hash: str = "",
    kept: Record | None = None,
) -> Record:
    """The row of a saved article. `kept` is the row before, where its files were not written."""
    article, page, target = revision.article, revision.origin.page, revision.target
    published = article.published.isoformat() if article.published else ""
    return Record(
        key=target.key,
        id=revision.id,
        url=target.url,
        site=target.site,
        outcome=outcome,
        final_url=page.final_url,
        status=page.status,
        etag=page.header("etag") or "",
        last_modified=page.header("last-modified") or "",
        checked_at=now,
        path=revision.path,
        title=scalars(article.title),
        words=article.word_count,
        text_hash=revision.text_hash,
        published=kept.published if kept else published,
        created=revision.created,
        saved_at=kept.saved_at if kept else now,
        version=revision.version,
        raw=revision.origin.raw,
        file_hash=kept.file_hash if kept else file_hash,
        minhash=minhash_of(article.text),
        missing_images=missing,
    )


def _first_path(article: Article, target: Target, now: datetime) -> str:
    """The path of a new article: by the day of publication or, without one, of this save."""
    published = article.published
    day = published.date() if isinstance(published, datetime) else published
    id_ = article_id(target.key)
    return article_path(site=target.site, day=day or now.date(), title=article.title, id_=id_)

"""Which saved article a page is a copy of: one place for workers and their parent.

A worker compares with what it has saved itself and with the state; the parent compares once
more, because another worker may have saved a copy at the same moment.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol
from urllib.parse import urlsplit

from msgspec.structs import replace

from scraper.archive.minhash import RELATED, similarity
from scraper.archive.state.record import Record, record_of
from scraper.errors import UrlError
from scraper.models import Article, Page, Target
from scraper.outcomes import OutcomeName
from scraper.pipeline.job import Result
from scraper.urls import site_of, url_key


class SavedArticles(Protocol):
    """Finds saved articles: SavedLookup in a worker, State in the parent."""

    def find_saved(self, key: str) -> Record | None: ...
    def find_same_text(self, text_hash: str) -> Record | None: ...
    def find_similar(self, minhash: bytes) -> Record | None: ...


class Rows(SavedArticles, Protocol):
    """Finds all rows, also those without a saved article: State."""

    def get_by_id(self, article_id: str) -> Record | None: ...


def find_duplicate(
    text_hash: str, minhash: bytes, keys: tuple[str, ...], saved: SavedArticles
) -> Record | None:
    """The saved article with this text, nearly this text, or one of these addresses.

    A text too short for a signature may equal another by chance. An address alone proves nothing
    (a site may declare its front page the canonical address of all its articles), so the texts
    must be related too.
    """
    if not minhash:
        return None
    found = saved.find_same_text(text_hash) or saved.find_similar(minhash)
    if found is not None:
        return found
    for key in keys:
        other = saved.find_saved(key)
        if other is not None and similarity(minhash, other.minhash) >= RELATED:
            return other
    return None


def aliases_of(article: Article, page: Page, target: Target) -> tuple[str, ...]:
    """The other keys of an article: the redirect's target and the canonical address.

    A canonical address counts only on the same site, and never if it is a front page.
    """
    keys = {url_key(page.final_url)}
    canonical = article.metadata.canonical_url
    try:
        if urlsplit(canonical).path.strip("/") and site_of(canonical) == target.site:
            keys.add(url_key(canonical))
    except (UrlError, ValueError):
        pass  # a page may declare any text as its address
    return tuple(sorted(keys - {target.key}))


def deduplicate(results: Iterable[Result], rows: Rows) -> tuple[Result, ...]:
    """The results, new articles that another worker has saved already as duplicates.

    A duplicate of an article that turns out to be a duplicate points to the saved one.
    """
    deduplicated = [_deduplicate_new(result, rows) for result in results]
    superseded = {each.record.id: each.record for each in deduplicated if each.superseded_path}
    return tuple(_point_to_saved(result, superseded, rows) for result in deduplicated)


def _deduplicate_new(result: Result, saved: SavedArticles) -> Result:
    """The result, or a duplicate in place of a new article that another worker saved first."""
    record = result.record
    if result.outcome.name is not OutcomeName.NEW:
        return result
    keys = (record.key, *result.aliases)
    other = find_duplicate(record.text_hash, record.minhash, keys, saved)
    if other is None or other.key == record.key:
        return result
    outcome = replace(
        result.outcome, name=OutcomeName.DUPLICATE, reason=f"of {other.url}", path=other.path
    )
    row = record_of(outcome, None, now=record.checked_at, raw=record.raw, duplicate_of=other.id)
    return Result(
        outcome=outcome,
        record=row,
        found=result.found,
        traceback=result.traceback,
        superseded_path=record.path,
    )


def _point_to_saved(result: Result, superseded: Mapping[str, Record], rows: Rows) -> Result:
    """The result; a duplicate of an article that is a duplicate itself points to the saved one."""
    id_ = result.record.duplicate_of
    if result.outcome.name is not OutcomeName.DUPLICATE or result.superseded_path or not id_:
        return result
    copy = superseded.get(id_) or rows.get_by_id(id_)
    if copy is None or copy.path or not copy.duplicate_of:
        return result
    saved = rows.get_by_id(copy.duplicate_of)
    if saved is None or not saved.path:
        return result
    outcome = replace(result.outcome, reason=f"of {saved.url}", path=saved.path)
    record = replace(result.record, duplicate_of=saved.id, reason=outcome.reason)
    return replace(result, outcome=outcome, record=record)

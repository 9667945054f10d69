"""Which saved article a page is another copy of: one place for the worker and the parent.

A worker asks about what it has saved itself and about the state; the parent asks once more,
because another worker may have saved a copy in the same moment.
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


class Copies(Protocol):
    """Who knows what is saved: Known in a worker, State in the parent."""

    def find_saved(self, key: str) -> Record | None: ...
    def find_same_text(self, text_hash: str) -> Record | None: ...
    def find_similar(self, minhash: bytes) -> Record | None: ...


class Rows(Copies, Protocol):
    """What is saved, and what is known of the rest: State."""

    def get_by_id(self, article_id: str) -> Record | None: ...


def find_duplicate(
    text_hash: str, minhash: bytes, keys: tuple[str, ...], copies: Copies
) -> Record | None:
    """The saved article with this text, nearly this text, or one of these addresses.

    A text too short for a signature may be equal to another by chance. An address alone proves
    nothing (a site may call its front page the canonical address of all its articles), so the
    texts must be related too.
    """
    if not minhash:
        return None
    found = copies.find_same_text(text_hash) or copies.find_similar(minhash)
    if found is not None:
        return found
    for key in keys:
        other = copies.find_saved(key)
        if other is not None and similarity(minhash, other.minhash) >= RELATED:
            return other
    return None


def aliases_of(article: Article, page: Page, target: Target) -> tuple[str, ...]:
    """The other keys of an article: where it was redirected to, and its canonical address.

    A canonical address counts on the same site only, and never a front page.
    """
    keys = {url_key(page.final_url)}
    canonical = article.metadata.canonical_url
    try:
        if urlsplit(canonical).path.strip("/") and site_of(canonical) == target.site:
            keys.add(url_key(canonical))
    except (UrlError, ValueError):
        pass  # a page may write anything there
    return tuple(sorted(keys - {target.key}))


def deduplicated(results: Iterable[Result], rows: Rows) -> tuple[Result, ...]:
    """Results whose new articles are not copies of what another worker saved.

    A copy of such a copy is one of the saved article.
    """
    deduplicated = [_settled(result, rows) for result in results]
    left = {result.record.id: result.record for result in deduplicated if result.withdrawn}
    return tuple(_pointed(result, left, rows) for result in deduplicated)


def _settled(result: Result, copies: Copies) -> Result:
    """The result, or that its new article is a duplicate of what another worker saved."""
    record = result.record
    if result.outcome.name is not OutcomeName.NEW:
        return result
    keys = (record.key, *result.aliases)
    other = find_duplicate(record.text_hash, record.minhash, keys, copies)
    if other is None or other.key == record.key:
        return result
    outcome = replace(
        result.outcome, name=OutcomeName.DUPLICATE, reason=f"of {other.url}", path=other.path
    )
    return replace(
        result,
        outcome=outcome,
        record=record_of(
            outcome, None, now=record.checked_at, raw=record.raw, duplicate_of=other.id
        ),
        aliases=(),
        withdrawn=record.path,
    )


def _pointed(result: Result, left: Mapping[str, Record], rows: Rows) -> Result:
    """A duplicate of an article that has turned out to be one points to what is saved."""
    id_ = result.record.duplicate_of
    if result.outcome.name is not OutcomeName.DUPLICATE or result.withdrawn or not id_:
        return result
    copy = left.get(id_) or rows.get_by_id(id_)
    if copy is None or copy.path or not copy.duplicate_of:
        return result
    saved = rows.get_by_id(copy.duplicate_of)
    if saved is None or not saved.path:
        return result
    outcome = replace(result.outcome, reason=f"of {saved.url}", path=saved.path)
    record = replace(result.record, duplicate_of=saved.id, reason=outcome.reason)
    return replace(result, outcome=outcome, record=record)

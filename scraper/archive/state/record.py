"""What the archive knows about one URL key: a row of the state."""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from scraper.archive.articles.paths import article_id
from scraper.outcomes import SAVED, Outcome, OutcomeName


class RawRef(Struct, frozen=True, kw_only=True):
    """Where a page's WARC record is: file (relative to the archive), offset in bytes, SHA-256
    of the decoded body.
    """

    file: str
    offset: int
    sha256: str


class Record(Struct, frozen=True, kw_only=True):
    """The row of one URL key. Empty text for what is not known; instants are UTC.

    `outcome` and `reason` are of the last run that asked; `path` to `version` describe the
    saved article and stay when a later page is no article. `failures` counts the runs in a
    row that failed. `created` is the first save, `saved_at` the last, `checked_at` the last
    look. `duplicate_of` is the id of the article that this URL is another address of.
    `file_hash` is the SHA-256 of the `.md` as it was written, `sketch` what tells texts that
    are nearly the same (sketch.py); both are empty in rows of schema 1. `lacking` is how many
    pictures of the text may still be had, -1 where they were never asked for (pictures.py).
    """

    key: str
    id: str
    url: str
    site: str
    outcome: OutcomeName
    reason: str = ""
    final_url: str = ""
    status: int | None = None
    etag: str = ""
    last_modified: str = ""
    checked_at: datetime
    retry_at: datetime | None = None
    failures: int = 0
    path: str = ""
    title: str = ""
    words: int = 0
    text_hash: str = ""
    published: str = ""
    created: datetime | None = None
    saved_at: datetime | None = None
    version: int = 0
    raw_hash: str = ""
    raw_file: str = ""
    raw_offset: int | None = None
    duplicate_of: str = ""
    file_hash: str = ""
    sketch: bytes = b""
    lacking: int = -1

    @property
    def raw(self) -> RawRef | None:
        """Where the raw page is that the article came from."""
        if self.raw_offset is None:
            return None
        return RawRef(file=self.raw_file, offset=self.raw_offset, sha256=self.raw_hash)


# Addresses that are asked more and more rarely, and how often in a row before no more.
DEAD = frozenset({OutcomeName.GONE, OutcomeName.SOFT_404})
GIVEN_UP = 6


def record_of(
    outcome: Outcome, prior: Record | None, *, now: datetime, raw: RawRef | None = None
) -> Record:
    """The row after an outcome that saves nothing; what was saved before stays as it is."""
    base = prior or Record(
        key=outcome.target.key,
        id=article_id(outcome.target.key),
        url=outcome.target.url,
        site=outcome.target.site,
        outcome=outcome.name,
        checked_at=now,
    )
    is_dead = outcome.name in DEAD
    is_failure = is_dead or (outcome.name not in SAVED and outcome.status != 200)
    failures = base.failures + 1 if is_failure else 0
    changed = replace(
        base,
        outcome=outcome.name,
        reason=outcome.reason,
        final_url=outcome.final_url or base.final_url,
        status=outcome.status,
        checked_at=now,
        retry_at=now + timedelta(days=2 ** (failures - 1)) if is_dead else outcome.retry_at,
        failures=failures,
    )
    if raw is None or base.path:  # the raw page of a saved article is the one it came from
        return changed
    return replace(changed, raw_hash=raw.sha256, raw_file=raw.file, raw_offset=raw.offset)

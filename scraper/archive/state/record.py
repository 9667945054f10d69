"""What the archive knows of one URL key: a row of the state."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated

from msgspec import Meta, Struct
from msgspec.structs import replace

from scraper.archive.articles.paths import article_id
from scraper.models import Page
from scraper.outcomes import FAILURES, Outcome, OutcomeName


class RawRef(Struct, frozen=True, kw_only=True):
    """Where the WARC record of a page is: file (relative to the archive), offset in bytes,
    SHA-256 of the decoded body.
    """

    file: str
    offset: int
    sha256: str


class Record(Struct, frozen=True, kw_only=True):
    """The row of one URL key. An unknown text is empty; instants are UTC.

    `outcome` and `reason` are those of the last run that requested the URL; `path` to `version`
    describe the saved article and are kept when a later page is no article. `raw` is the page
    that the article came from or, where none was saved, the last page. `failures` counts
    the failed runs in a row, and `failing_since` is the first of them. `created` is the first save,
    `saved_at` the last, `checked_at` the last request. `duplicate_of` is the id of the
    article that this URL is another address of. `file_hash` is the SHA-256 of the `.md` as it was
    written, `minhash` the signature by which similar texts are found (minhash.py); both are empty
    in rows of schema 1. `missing_images` is how many images of the text may still be fetched, -1
    where they were never requested (articles/assets.py). `named` is how many articles or sitemaps a
    feed named when it last named any, 0 for what is no feed of the list.
    """

    key: str
    id: Annotated[str, Meta(pattern=r"^\w+\Z")]  # a part of paths
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
    raw: RawRef | None = None
    duplicate_of: str = ""
    file_hash: str = ""
    minhash: bytes = b""
    missing_images: int = -1
    named: int = 0
    failing_since: datetime | None = None


# An address with such an outcome is requested after 1, 2, 4, … days, and after so many times in
# a row no more: the last request comes a month after the first, when a site that was moved or
# down is back. A feed that has named articles is requested in every run.
DEAD = frozenset({OutcomeName.GONE, OutcomeName.SOFT_404})
GIVEN_UP = 6
# One that fails in another way is requested in the next run, and then after 1, 2, 4, … hours, at
# most a day: hosts come back. Those that have named articles are requested in every run, too.
BACKED_OFF = FAILURES - DEAD
_FIRST_PAUSE, _LONGEST_PAUSE = timedelta(hours=1), timedelta(days=1)
# Statuses of a page that was received, or has not changed since: the server has not failed.
ANSWERED = frozenset({200, 203, 304})


def record_of(
    outcome: Outcome,
    prior: Record | None,
    *,
    now: datetime,
    raw: RawRef | None = None,
    page: Page | None = None,
    duplicate_of: str = "",
) -> Record:
    """The row after an outcome that saves nothing; what was saved before is kept as it is.

    `page` is that of a verdict, `raw` its raw record: validators and raw page of a saved article
    remain those of the page that it came from.
    """
    base = prior or Record(
        key=outcome.target.key,
        id=article_id(outcome.target.key),
        url=outcome.target.url,
        site=outcome.target.site,
        outcome=outcome.name,
        checked_at=now,
    )
    is_dead = outcome.name in DEAD
    is_failure = is_dead or outcome.name in FAILURES
    validators = {} if page is None or base.path else _validators(page)
    failures = base.failures + 1 if is_failure else 0
    return replace(
        base,
        outcome=outcome.name,
        reason=outcome.reason,
        # that of a saved article is the URL that its validators are of
        final_url=base.final_url if base.path else outcome.final_url or base.final_url,
        status=outcome.status,
        checked_at=now,
        retry_at=_next_attempt(now, failures) if is_dead and not base.named else outcome.retry_at,
        failures=failures,
        failing_since=(base.failing_since or now) if failures else None,
        raw=base.raw if base.path or raw is None else raw,
        duplicate_of=duplicate_of or base.duplicate_of,
        **validators,
    )


def _validators(page: Page) -> dict[str, str]:
    return {
        "etag": page.header("etag") or "",
        "last_modified": page.header("last-modified") or "",
    }


def backed_off_until(record: Record) -> datetime | None:
    """Before when an address that fails again and again is not requested; None for any other."""
    if record.outcome not in BACKED_OFF or record.failures < 2 or record.named:
        return None
    doublings = min(record.failures - 2, 10)
    return record.checked_at + min(_FIRST_PAUSE * (1 << doublings), _LONGEST_PAUSE)


def _next_attempt(now: datetime, failures: int) -> datetime:
    return now + timedelta(days=2 ** min(failures - 1, GIVEN_UP))

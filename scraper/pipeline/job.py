"""A job for a worker, and its result."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct, field

from scraper.archive.state.record import Record
from scraper.models import Target
from scraper.outcomes import Outcome


class JobKind(StrEnum):
    """What the jobs of a run are."""

    SCRAPE = "scrape"
    REPROCESS = "reprocess"
    PREVIEW = "preview"  # of a reprocessing: nothing is written


class Job(Struct, frozen=True, kw_only=True):
    """A target, and its row in the state."""

    target: Target
    prior: Record | None


class Result(Struct, frozen=True, kw_only=True):
    """A finished target: its outcome and its new row in the state.

    `found` are the targets that a feed or sitemap named, `aliases` other URL keys of the saved
    article, `traceback` is that of a bug. `superseded_path` is the path of an article whose files
    must be removed, because another worker saved a copy of it first.

    Journals hold results, so names in them are kept (shards/journal.py).
    """

    outcome: Outcome
    record: Record
    found: tuple[Target, ...] = ()
    aliases: tuple[str, ...] = ()
    traceback: str = ""
    superseded_path: str = field(default="", name="withdrawn")

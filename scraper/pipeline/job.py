"""A job, and the result of it: what goes to whoever works on a target, and what comes back."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from scraper.archive.state.record import Record
from scraper.models import Target
from scraper.outcomes import Outcome


class TaskName(StrEnum):
    """What workers do with their jobs."""

    SCRAPE = "scrape"
    REPROCESS = "reprocess"
    PREVIEW = "preview"  # of a reprocessing: nothing is written


class Job(Struct, frozen=True, kw_only=True):
    """A target, and what the archive knows about it."""

    target: Target
    prior: Record | None


class Result(Struct, frozen=True, kw_only=True):
    """One finished target: its outcome and its row in the state.

    `found` are the targets that a feed or sitemap named, `aliases` other URL keys under which
    the saved article is known; `traceback` is the one of a bug, `withdrawn` the
    path of an article's files that must go, because another worker saved a copy first.
    """

    outcome: Outcome
    record: Record
    found: tuple[Target, ...] = ()
    aliases: tuple[str, ...] = ()
    traceback: str = ""
    withdrawn: str = ""

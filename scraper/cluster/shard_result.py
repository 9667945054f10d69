"""How the work on a shard ended."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from scraper.errors import ScraperError


class ShardEnd(StrEnum):
    """How the work on a shard ended."""

    DONE = "done"
    FAILED = "failed"
    UNFIT = "unfit"  # this machine cannot: it has no such folder, or another program version
    LOCKED = "locked"  # another process works on the shard
    ARCHIVE_ERROR = "archive_error"  # the archive cannot be written: the run must end
    STOPPED = "stopped"
    FATAL = "fatal"  # it has ended several workers of the engine


@dataclass(frozen=True, slots=True, kw_only=True)
class ShardResult:
    """`shard` is the name of its folder, `where` the machine or worker, `text` its message."""

    shard: str
    kind: ShardEnd
    text: str = ""
    where: str = ""


class EngineUnavailable(ScraperError):
    """The engine cannot be reached: the run stops, and can be run again."""

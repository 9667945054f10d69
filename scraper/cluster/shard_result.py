"""How the work on a shard ended."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from scraper.errors import ScraperError


class ShardEnd(IntEnum):
    """The exit codes of the command, where these have one."""

    DONE = 0
    FAILED = 1
    UNFIT = 2  # this machine cannot: it has no such folder, or another version of the program
    LOCKED = 3  # another process works on the shard
    NO_ARCHIVE = 4  # the archive cannot be written: no use going on
    STOPPED = 5
    FATAL = 6  # it has ended one machine's worker after the other


@dataclass(frozen=True, slots=True, kw_only=True)
class ShardResult:
    """`shard` is the name of its folder, `where` whoever worked on it, `text` what it said."""

    shard: str
    kind: ShardEnd
    text: str = ""
    where: str = ""


class EngineGone(ScraperError):
    """The engine has left us: the run stops, and can be run again."""

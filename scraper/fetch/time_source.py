"""The time by which fetching waits. Tests replace it with one in which nothing waits."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Protocol


class TimeSource(Protocol):
    """`sleep` waits a number of seconds; `clock` returns the current time (aware, UTC)."""

    async def sleep(self, seconds: float, /) -> None:
        """Wait."""

    def clock(self) -> datetime:
        """Now."""
        ...


class SystemTime:
    """The operating system's time."""

    async def sleep(self, seconds: float, /) -> None:
        await asyncio.sleep(seconds)

    def clock(self) -> datetime:
        return datetime.now(UTC)

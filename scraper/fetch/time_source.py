"""The time that fetching waits by: tests have one of their own, in which nobody waits."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Protocol


class Time(Protocol):
    """`sleep` takes seconds, `clock` says now (aware, UTC)."""

    async def sleep(self, seconds: float, /) -> None:
        """Wait."""

    def clock(self) -> datetime:
        """Now."""
        ...


class SystemTime:
    """That of this machine."""

    async def sleep(self, seconds: float, /) -> None:
        await asyncio.sleep(seconds)

    def clock(self) -> datetime:
        return datetime.now(UTC)

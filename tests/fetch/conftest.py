"""Fetchers that never really sleep, over servers on the loopback net."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from scraper.settings import FetchSettings, Settings
from tests.fetch.cases import MAX_BYTES, MAX_WAIT, READ_TIMEOUT, TOTAL_TIMEOUT


class FakeTime:
    """A clock that only `sleep` moves; `slept` holds how long each sleep was."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
        self.slept: list[float] = []

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += timedelta(seconds=seconds)

    def clock(self) -> datetime:
        return self.now

    def monotonic(self) -> float:
        return self.now.timestamp()


@pytest.fixture
def fake_time() -> FakeTime:
    return FakeTime()


@pytest.fixture
def settings_with() -> Callable[..., Settings]:
    """Settings for a server on loopback; names given replace fetch settings."""

    def make(**changes: object) -> Settings:
        values: dict[str, object] = {
            "allow_private": True,
            "rate": 0.0,
            "robots": False,
            "max_bytes": MAX_BYTES,
            "read_timeout": READ_TIMEOUT,
            "connect_timeout": 1.0,
            "total_timeout": TOTAL_TIMEOUT,
            "max_wait": MAX_WAIT,
        }
        return Settings(fetch=FetchSettings(**{**values, **changes}))  # type: ignore[arg-type]

    return make

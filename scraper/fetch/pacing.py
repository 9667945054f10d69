"""Pace: when one site may be asked next.

A site is asked at most `rate` times a second, by at most `connections` requests in flight,
and no faster than its Crawl-delay. When it says 429 or 503 the pause doubles; every good
answer takes some of that back. Time is passed in: nothing here reads a clock of its own.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType

from scraper.fetch.retry import Sleep
from scraper.fetch.shared_rate_limiter import SharedRateLimiter

_SLOWEST = 60.0
# The first pause of a site that had none.
_FIRST_PAUSE = 1.0
_RECOVERY = 0.8
# A pause this short is over at the next good answer.
_NEGLIGIBLE = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """Seconds between the starts of two requests: what is set, and what it is now."""

    least: float
    current: float

    def slower(self) -> Interval:
        """After 429 or 503: twice as long."""
        longer = max(self.current * 2, _FIRST_PAUSE)
        return Interval(least=self.least, current=max(min(longer, _SLOWEST), self.least))

    def faster(self) -> Interval:
        """After a good answer: a fifth less of what is over the least."""
        if self.current == self.least:
            return self
        extra = (self.current - self.least) * _RECOVERY
        current = self.least + extra if extra > _NEGLIGIBLE else self.least
        return Interval(least=self.least, current=current)


class SitePace:
    """The turns of one site: `async with pace.turn(delay)` around each request."""

    def __init__(
        self,
        *,
        rate: float,
        connections: int,
        sleep: Sleep,
        time: Callable[[], float],
        diary: SharedRateLimiter | None = None,
    ) -> None:
        """`time` is a monotonic clock in seconds; `diary` is where other processes that ask
        the same site book their turns.
        """
        least = 1 / rate if rate > 0 else 0.0
        self.interval = Interval(least=least, current=least)
        self._sleep = sleep
        self._time = time
        self._diary = diary
        self._slots = asyncio.Semaphore(connections)
        self._next = self._paused_until = 0.0

    def turn(self, crawl_delay: float = 0.0) -> _Turn:
        """A context that begins when the site may be asked."""
        return _Turn(self, crawl_delay)

    async def begin(self, crawl_delay: float) -> None:
        await self._slots.acquire()
        try:
            await self._wait(crawl_delay)
        except BaseException:
            self._slots.release()
            raise

    def end(self) -> None:
        self._slots.release()

    async def _wait(self, crawl_delay: float) -> None:
        start = await self._reserved(crawl_delay)
        while start < self._paused_until:
            # the site asked for a pause while this request waited for its turn
            start = await self._reserved(crawl_delay)

    async def _reserved(self, crawl_delay: float) -> float:
        """Waits for a start time of its own; whoever else waits gets a later one."""
        now = self._time()
        start = max(now, self._next)
        gap = max(self.interval.current, crawl_delay)
        if self._diary is not None:
            start = self._diary.reserve(start, gap, now)
        self._next = start + gap
        if start > now:
            await self._sleep(start - now)
        return start

    @property
    def is_limited(self) -> bool:
        """Whether there is a pause between two requests, or one that was asked for goes on."""
        return self.interval.current > 0 or self._paused_until > self._time()

    # --- what answers teach -----------------------------------------------------------

    def slow_down(self) -> None:
        self.interval = self.interval.slower()

    def speed_up(self) -> None:
        self.interval = self.interval.faster()

    def pause(self, seconds: float) -> None:
        """Nothing is asked for `seconds` from now."""
        self._paused_until = max(self._paused_until, self._time() + seconds)
        self._next = max(self._next, self._paused_until)


class _Turn:
    __slots__ = ("_delay", "_pace")

    def __init__(self, pace: SitePace, delay: float) -> None:
        self._pace = pace
        self._delay = delay

    async def __aenter__(self) -> None:
        await self._pace.begin(self._delay)

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._pace.end()


def pause_message(site: str, until: datetime, why: str) -> str:
    """`example.org paused until 06:14 (429, Retry-After 120)`, in local time."""
    return f"{site} paused until {until.astimezone():%H:%M} ({why})"

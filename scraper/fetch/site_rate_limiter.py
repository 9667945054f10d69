"""When the next request may be sent to one site.

At most `rate` requests a second are sent, with at most `connections` in flight, and no faster than
the site's Crawl-delay. After 429 or 503 the interval doubles; each success shortens it again.
Time is passed in: no clock is read here.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType

from scraper.fetch.retry import Sleep
from scraper.fetch.shared_rate_limiter import SharedRateLimiter

# Seconds. Chosen so that a site that keeps answering 429 is still finished: a page a minute.
_MAX_INTERVAL = 60.0
# The first interval of a site without one: the default rate, one request a second.
_FIRST_INTERVAL = 1.0
# The part of the extra interval that is left after a success: about ten of them make up for one
# 429, so that the rate settles just below what the site allows.
_RECOVERY = 0.8
# An extra interval this short ends with the next success, as shrinking alone never would.
_NEGLIGIBLE = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """Seconds between the starts of two requests: as configured, and as they are now."""

    minimum: float
    current: float

    def slower(self) -> Interval:
        """After 429 or 503: twice as long."""
        longer = max(self.current * 2, _FIRST_INTERVAL)
        return Interval(minimum=self.minimum, current=max(min(longer, _MAX_INTERVAL), self.minimum))

    def faster(self) -> Interval:
        """After a success: what exceeds the minimum shrinks by a fifth."""
        if self.current == self.minimum:
            return self
        extra = (self.current - self.minimum) * _RECOVERY
        current = self.minimum + extra if extra > _NEGLIGIBLE else self.minimum
        return Interval(minimum=self.minimum, current=current)


class SiteRateLimiter:
    """The request slots of one site: `async with limiter.slot(delay)` around each request."""

    def __init__(
        self,
        *,
        rate: float,
        connections: int,
        sleep: Sleep,
        time: Callable[[], float],
        shared: SharedRateLimiter | None = None,
    ) -> None:
        """`time` is a monotonic clock in seconds; `shared` holds the reservations of all processes
        that send requests to the site.
        """
        minimum = 1 / rate if rate > 0 else 0.0
        self.interval = Interval(minimum=minimum, current=minimum)
        self._sleep = sleep
        self._time = time
        self._shared = shared
        self._in_flight = asyncio.Semaphore(connections)
        self._next = self._paused_until = 0.0

    def slot(self, crawl_delay: float = 0.0) -> _Slot:
        """A context that is entered when a request may be sent."""
        return _Slot(self, crawl_delay)

    async def acquire(self, crawl_delay: float) -> None:
        await self._in_flight.acquire()
        try:
            await self._wait(crawl_delay)
        except BaseException:
            self._in_flight.release()
            raise

    def release(self) -> None:
        self._in_flight.release()

    async def _wait(self, crawl_delay: float) -> None:
        start = await self._wait_for_start(crawl_delay)
        while start < self._paused_until:
            # the site requested a pause while this request was waiting
            start = await self._wait_for_start(crawl_delay)

    async def _wait_for_start(self, crawl_delay: float) -> float:
        """Reserve a start time, which no other request gets, and wait for it."""
        now = self._time()
        start = max(now, self._next)
        gap = max(self.interval.current, crawl_delay)
        if self._shared is not None:
            start = self._shared.reserve(start, gap, now)
        self._next = start + gap
        if start > now:
            await self._sleep(start - now)
        return start

    @property
    def is_limited(self) -> bool:
        """Whether there is an interval between two requests, or a pause that is not over."""
        return self.interval.current > 0 or self._paused_until > self._time()

    def slow_down(self) -> None:
        self.interval = self.interval.slower()

    def speed_up(self) -> None:
        self.interval = self.interval.faster()

    def pause(self, seconds: float) -> None:
        """Send nothing for `seconds` from now."""
        self._paused_until = max(self._paused_until, self._time() + seconds)
        self._next = max(self._next, self._paused_until)


class _Slot:
    __slots__ = ("_crawl_delay", "_limiter")

    def __init__(self, limiter: SiteRateLimiter, crawl_delay: float) -> None:
        self._limiter = limiter
        self._crawl_delay = crawl_delay

    async def __aenter__(self) -> None:
        await self._limiter.acquire(self._crawl_delay)

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._limiter.release()


def delay_message(site: str, seconds: float) -> str:
    """`example.org: a request every 30 s (Crawl-delay of its robots.txt)`."""
    return f"{site}: a request every {seconds:g} s (Crawl-delay of its robots.txt)"


def pause_message(site: str, until: datetime, reason: str) -> str:
    """`example.org paused until 06:14 (429, Retry-After 120)`, in local time."""
    return f"{site} paused until {until.astimezone():%H:%M} ({reason})"

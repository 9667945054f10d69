"""How much memory the bodies that a process receives at once may take.

Where dozens of sites send long bodies at the same time, they are received one after the other:
beyond the quota only the body that began first is read on. The others wait without a deadline, and
their servers with them (TCP flow control). A page counts until its caller has done with it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from scraper.fetch.exchange import BodyPolicy, RequestBudget, ResourceKind

QUOTA = 8 << 20  # bytes of bodies, encoded and decoded: dozens of ordinary pages
_current: ContextVar[Share | None] = ContextVar("share", default=None)


class BodyQuota:
    """The bodies of one event loop."""

    def __init__(self, limit: int = QUOTA) -> None:
        self._limit = limit
        self._held = 0
        self._reading: dict[Share, None] = {}  # in the order in which they began
        self._waiting: list[asyncio.Future[None]] = []

    @contextmanager
    def page(self) -> Iterator[Share]:
        """Inside, the bodies that this task receives count as those of one page."""
        share = Share(self)
        token = _current.set(share)
        try:
            yield share
        finally:
            _current.reset(token)
            self.add(share, -share.size)
            self.finish(share)

    def begin(self, share: Share) -> None:
        """A body of `share` is read from now on."""
        self._reading[share] = None

    def finish(self, share: Share) -> None:
        """A body of `share` has been read, or was given up."""
        self._reading.pop(share, None)
        self._wake()

    def add(self, share: Share, size: int) -> None:
        """`share` holds `size` bytes more."""
        share.size += size
        self._held += size
        if size < 0:
            self._wake()

    def may_read(self, share: Share) -> bool:
        """Whether there is room; or nothing but bodies that are read, of which one must go on."""
        if self._held <= self._limit:
            return True
        is_first = next(iter(self._reading), None) is share
        return is_first and self._held == sum(one.size for one in self._reading)

    async def wait(self, share: Share) -> None:
        """Wait until more of a body of `share` may be read."""
        while not self.may_read(share):
            future = asyncio.get_running_loop().create_future()
            self._waiting.append(future)
            await future

    def _wake(self) -> None:
        waiting, self._waiting = self._waiting, []
        for future in waiting:
            if not future.done():
                future.set_result(None)


class Share:
    """What one page holds of a quota: `size` bytes."""

    def __init__(self, quota: BodyQuota) -> None:
        self._quota = quota
        self.size = 0

    @contextmanager
    def body(self) -> Iterator[None]:
        """Inside, a body is read."""
        self._quota.begin(self)
        try:
            yield
        finally:
            self._quota.finish(self)

    def grow(self, size: int) -> None:
        """`size` bytes more were received, or decoded."""
        self._quota.add(self, size)

    @property
    def may_grow(self) -> bool:
        return self._quota.may_read(self)

    async def wait(self) -> None:
        """Wait until it may grow."""
        await self._quota.wait(self)


def current_share() -> Share:
    """The share of the page that this task fetches; `own_share` where nobody keeps account."""
    return _current.get() or own_share()


def own_share() -> Share:
    """The only share of a quota, which never waits."""
    return Share(BodyQuota())


class BodyRoom:
    """The room for a body, in the share of its page; waiting for it is no waiting on the network
    (see RequestBudget).
    """

    def __init__(
        self,
        policy: BodyPolicy,
        deadline: asyncio.Timeout,
        budget: RequestBudget,
        loop: asyncio.AbstractEventLoop,
    ) -> None:
        # images are saved one by one, and robots.txt is short
        self.share = current_share() if policy.kind is ResourceKind.PAGE else own_share()
        self.grow = self.share.grow
        self._deadline = deadline
        self._budget = budget
        self._loop = loop

    async def wait(self) -> None:
        when, start = self._deadline.when(), self._loop.time()
        if self.share.may_grow or when is None:
            return
        self._deadline.reschedule(None)
        await self.share.wait()
        waited = self._loop.time() - start
        self._budget.seconds_left += waited
        self._deadline.reschedule(when + waited)

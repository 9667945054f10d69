"""One extraction at a time in a worker, and no more requests while many pages wait for theirs.

Between two extractions the event loop serves its sockets and the pipe: of many pages that have
arrived it would otherwise extract all, and send and receive nothing meanwhile. A target that is
not requested yet stays with the parent, which can give it to another worker.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

# Pages that wait while more are requested: at some tens of milliseconds each, their extraction
# takes longer than most servers need to answer. 4 and 16 gave the same throughput.
_MAX_WAITING = 8


class ExtractionGate:
    """The queue of fetched pages in a worker."""

    def __init__(self) -> None:
        self._waiting = 0
        self._extraction = asyncio.Lock()
        self._capacity = asyncio.Condition()

    async def wait_for_capacity(self) -> None:
        """Wait until another page may be requested."""
        async with self._capacity:
            await self._capacity.wait_for(lambda: self._waiting < _MAX_WAITING)

    @asynccontextmanager
    async def extraction(self) -> AsyncIterator[None]:
        """Inside, a fetched page is extracted; those that arrived earlier come first."""
        self._waiting += 1
        try:
            async with self._extraction:
                await asyncio.sleep(0)
                yield
        finally:
            self._waiting -= 1
            await self._notify()

    async def _notify(self) -> None:
        """Wake one request for each free place; all of them where no page waits."""
        async with self._capacity:
            if self._waiting:
                self._capacity.notify(max(0, _MAX_WAITING - self._waiting))
            else:
                self._capacity.notify_all()

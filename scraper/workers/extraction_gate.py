"""Pages that have come take turns at the processor, and while many wait, no more are asked for.

Between two turns the event loop looks at its sockets and at the pipe: of many pages that have
come side by side it would else do all, and send and hear nothing meanwhile. What is not asked for
stays with the parent, who can give it to another worker.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

# Pages that wait while more are asked for: with some tens of milliseconds for each, these take
# longer than most servers need to answer.
_ENOUGH = 8


class ExtractionGate:
    """The one line of pages in a worker."""

    def __init__(self) -> None:
        self._waiting = 0
        self._processor = asyncio.Lock()
        self._room = asyncio.Condition()

    async def room(self) -> None:
        """Until another page may be asked for."""
        async with self._room:
            await self._room.wait_for(lambda: self._waiting < _ENOUGH)

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """The turn of a page that has come; it begins when the turns of earlier ones are over."""
        self._waiting += 1
        try:
            async with self._processor:
                await asyncio.sleep(0)
                yield
        finally:
            self._waiting -= 1
            await self._let_in()

    async def _let_in(self) -> None:
        """Those who wait for room, one for each page that is missing; all where none is left."""
        async with self._room:
            if self._waiting:
                self._room.notify(max(0, _ENOUGH - self._waiting))
            else:
                self._room.notify_all()

"""One large page at a time: its extraction takes more memory than all else that a run holds.

The workers of a run share a file, of which one has the lock (flock(2)); it is free again when its
holder ends, however that is. Waiting is by polling: a thread that waits could not be cancelled.
"""

from __future__ import annotations

import asyncio
import fcntl
import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import BinaryIO

from scraper.workers.memory import is_large, trim_heap

_EVERY = 0.02  # seconds between two attempts


class LargePages:
    """The turn of large pages in all workers that share the file at `path`."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @asynccontextmanager
    async def turn(self, body: bytes) -> AsyncIterator[None]:
        """Inside, no other worker has a large page to extract and save, if this is one. What was
        allocated is returned to the system before the next one begins.
        """
        if not is_large(body):
            yield
            return
        trim_heap()  # of what pages before it have left
        with self._path.open("ab") as file:
            while not _is_locked(file):  # noqa: ASYNC110 - another process has it
                await asyncio.sleep(_EVERY)
            try:
                yield
            finally:
                gc.collect()  # errors hold the frames in which they were raised
                trim_heap()


def _is_locked(file: BinaryIO) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True

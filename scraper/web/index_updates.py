"""When the search index of an archive is updated: before a search, if the state has changed, and
now and then, as somebody may have changed a file.

Comparing the index with 100,000 articles takes too long for every search.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from pathlib import Path

from scraper.archive.layout import STATE
from scraper.archive.search_index import SearchIndex

_INTERVAL = 30.0  # seconds between updates, while a run changes the state all the time
_FILES_INTERVAL = 120.0  # seconds, while it does not


class IndexUpdates:
    """The updates of one index. An article is found at most 30 seconds after it was saved."""

    def __init__(self, folder: Path, clock: Callable[[], float] = time.monotonic) -> None:
        """`clock` gives seconds."""
        self._files = [folder / STATE, folder / f"{STATE}-wal"]
        self._clock = clock
        self._updated = -math.inf
        self._seen: list[tuple[int, int]] = []

    def update(self, index: SearchIndex) -> bool:
        """Update the index where that is due; whether it was."""
        now, seen = self._clock(), [_stamp(file) for file in self._files]
        interval = _FILES_INTERVAL if seen == self._seen else _INTERVAL
        if now - self._updated < interval:
            return False
        index.update()
        self._updated, self._seen = now, seen
        return True


def _stamp(file: Path) -> tuple[int, int]:
    """Time of the last change and size; of a file that does not exist, zeros."""
    try:
        found = file.stat()
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size

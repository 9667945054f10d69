"""Which page a worker extracts, and since when, in memory that the parent reads.

Messages could say it too, but two for each page would wake the parent each time.
"""

from __future__ import annotations

import ctypes
import time
from collections.abc import Iterable
from hashlib import blake2b
from multiprocessing.sharedctypes import RawValue


class _CurrentPage(ctypes.Structure):
    """`since` (monotonic seconds, the same in all processes) is 0 between two pages."""

    _fields_ = (("since", ctypes.c_double), ("page", ctypes.c_uint64))
    since: float
    page: int


class PageTimer:
    """Shared by one worker and its parent, which makes it and hands it over at the start."""

    def __init__(self) -> None:
        self._current = RawValue(_CurrentPage)

    def start(self, key: str) -> None:
        """The worker begins to extract the page with this URL key."""
        self._current.page = _hash(key)
        self._current.since = time.monotonic()  # last: once it is set, `page` is valid

    def stop(self) -> None:
        """The worker has finished the page."""
        self._current.since = 0.0

    @property
    def seconds(self) -> float:
        """How long the current extraction has taken; 0 where there is none."""
        since = self._current.since
        return time.monotonic() - since if since else 0.0

    def page(self, keys: Iterable[str]) -> str | None:
        """The one of `keys` whose page is extracted, or was when the worker ended."""
        if not self._current.since:
            return None
        return next((key for key in keys if _hash(key) == self._current.page), None)


def _hash(key: str) -> int:
    return int.from_bytes(blake2b(key.encode("utf-8", "replace"), digest_size=8).digest(), "little")

"""The page that a worker is at, in memory that the parent sees.

Messages would say it too, two for each page, and wake the parent each time.
"""

from __future__ import annotations

import ctypes
import time
from collections.abc import Iterable
from hashlib import blake2b
from multiprocessing.sharedctypes import RawValue


class _At(ctypes.Structure):
    """`since` (monotonic seconds, which all processes share) is 0 between two pages."""

    _fields_ = (("since", ctypes.c_double), ("page", ctypes.c_uint64))
    since: float
    page: int


class PageTimer:
    """Made by the parent, one a worker, and handed over when that is started."""

    def __init__(self) -> None:
        self._at = RawValue(_At)

    def begin(self, key: str) -> None:
        """The worker begins with the page of this URL key."""
        self._at.page = _number(key)
        self._at.since = time.monotonic()  # last: where it is set, the page is the one meant

    def end(self) -> None:
        """The worker is done with the page."""
        self._at.since = 0.0

    @property
    def seconds(self) -> float:
        """How long the worker has been at its page; 0 where it is at none."""
        since = self._at.since
        return time.monotonic() - since if since else 0.0

    def page(self, keys: Iterable[str]) -> str | None:
        """Which of `keys` the worker is at, or was when it ended; None where at none of them."""
        if not self._at.since:
            return None
        return next((key for key in keys if _number(key) == self._at.page), None)


def _number(key: str) -> int:
    return int.from_bytes(blake2b(key.encode("utf-8", "replace"), digest_size=8).digest(), "little")

"""Turns of a site that several processes ask: one file a site, in which each books its next.

Pages are asked by one process a site. Pictures are not: many sites keep them at one other. The
file holds the time from which the site may be asked again, in seconds since 1970: the one
clock that processes of several machines share, as well as these keep it.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import struct
import time
from collections.abc import Callable
from pathlib import Path

_TIME = struct.Struct("<d")
_FARTHEST = 3600.0  # seconds; what is farther off was booked by a clock that was wrong


class SharedRateLimiter:
    """The turns of one site."""

    def __init__(self, path: Path, *, clock: Callable[[], float] = time.time) -> None:
        self._path = path
        self._clock = clock

    def reserve(self, start: float, gap: float, now: float) -> float:
        """A turn at `start` or later, after which nobody has one for `gap` seconds. Times are by
        a clock of the caller's, `now` among them.

        The lock is held for microseconds, and freed by the kernel where its holder is killed.
        Raises OSError.
        """
        ahead = self._clock() - now  # what the shared clock shows more than the caller's
        self._path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            booked = os.pread(descriptor, _TIME.size, 0)
            free = _TIME.unpack(booked)[0] - ahead if len(booked) == _TIME.size else 0.0
            if start < free < now + _FARTHEST:
                start = free
            os.pwrite(descriptor, _TIME.pack(start + gap + ahead), 0)
        finally:
            os.close(descriptor)
        return start


def shared_rate_limiter(folder: Path, site: str) -> SharedRateLimiter:
    """The diary of a site in `folder`."""
    return SharedRateLimiter(folder / hashlib.sha256(site.encode()).hexdigest()[:32])

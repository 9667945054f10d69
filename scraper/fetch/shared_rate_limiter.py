"""A rate limit that several processes share: one file per site, holding the next free time.

The pages of a site are requested by one process. Images are not: many sites keep theirs on one
other site. The file holds the time from which the site may be requested again, in seconds since
1970: the one clock that processes of several machines have in common, as far as their clocks agree.
"""

from __future__ import annotations

import hashlib
import os
import struct
import time
from collections.abc import Callable
from pathlib import Path
from typing import Self

_TIME = struct.Struct("<d")
# Seconds. A reservation that is further ahead was made by a clock that is wrong: no queue of one
# run's requests is an hour long.
_MAX_AHEAD = 3600.0


class SharedRateLimiter:
    """The reservations of one site."""

    def __init__(self, path: Path, *, clock: Callable[[], float] = time.time) -> None:
        self._path = path
        self._clock = clock

    @classmethod
    def of_site(cls, folder: Path, site: str) -> Self:
        """The rate limiter of a site whose file is in `folder`."""
        return cls(folder / hashlib.sha256(site.encode()).hexdigest()[:32])

    def reserve(self, start: float, gap: float, now: float) -> float:
        """Reserve a time at `start` or later, with none of another process within `gap` seconds
        after it, and return it. Times are by a clock of the caller's, `now` among them.

        The file is locked for microseconds; the kernel releases the lock of a process that is
        killed. Raises OSError.
        """
        import fcntl  # noqa: PLC0415 - Windows has none, and no images are saved there

        offset = self._clock() - now  # of the shared clock to the caller's
        self._path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            stored = os.pread(descriptor, _TIME.size, 0)
            free = _TIME.unpack(stored)[0] - offset if len(stored) == _TIME.size else 0.0
            if start < free < now + _MAX_AHEAD:
                start = free
            os.pwrite(descriptor, _TIME.pack(start + gap + offset), 0)
        finally:
            os.close(descriptor)
        return start

"""What a page took goes back to the system: glibc keeps it otherwise, a tenth of a whole run.

Without effect where the C library has no such functions (mallopt(3), malloc_trim(3)).
"""

from __future__ import annotations

import contextlib
import ctypes

_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3  # malloc.h
_LARGE = 1024 * 1024  # bytes
_SPARE = 8 * _LARGE  # at the end of the heap


def keep_little() -> None:
    """From now on, what is large is asked for by itself, and freed at once."""
    with contextlib.suppress(OSError, AttributeError):
        libc = ctypes.CDLL(None)
        libc.mallopt(_M_MMAP_THRESHOLD, _LARGE)
        libc.mallopt(_M_TRIM_THRESHOLD, _SPARE)


def give_back() -> None:
    """Free what lies between the things that are still held."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)

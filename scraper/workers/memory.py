"""Memory of a worker: how much one page may allocate, and returning it afterwards.

glibc keeps freed memory otherwise, a tenth of what a whole run has. The functions of the C
library (mallopt(3), malloc_trim(3)) and /proc are used where they exist.
"""

from __future__ import annotations

import contextlib
import ctypes
import mmap
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3  # malloc.h
T = TypeVar("T")
# Blocks over 1 MiB are returned when they are freed, the heap's end from 8 MiB on. Other
# thresholds (128 KiB to 4 MiB) took the same CPU within the noise (docs/performance.md).
_MMAP_THRESHOLD = 1 << 20  # bytes
_TRIM_THRESHOLD = 8 << 20
# A page takes 15 to 50 bytes for each of its own, and up to 2.5 KiB for each element. One of 28
# pages of common corpora is beyond either.
_LONG = 1 << 20  # bytes
_MANY = 15_000  # elements, opened and closed
_RESERVE = 64 << 10  # bytes, with which a MemoryError is handled while its frames hold all others


def is_large(body: bytes) -> bool:
    """Whether a page takes tens of megabytes."""
    return len(body) > _LONG or body.count(b"<") > _MANY


def return_large_blocks() -> None:
    """From now on, large blocks are returned to the system when they are freed."""
    with contextlib.suppress(OSError, AttributeError):
        libc = ctypes.CDLL(None)
        libc.mallopt(_M_MMAP_THRESHOLD, _MMAP_THRESHOLD)
        libc.mallopt(_M_TRIM_THRESHOLD, _TRIM_THRESHOLD)


def trim_heap() -> None:
    """Return the free memory between the blocks that are in use."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


def in_own_thread(function: Callable[[], T]) -> T:
    """The result of `function`, run by a thread: what malloc keeps ready for a thread is freed when
    it ends. It is little, but prevents that all that was freed before it is returned.
    """
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(function).result()


class _MallocInfo(ctypes.Structure):
    """`struct mallinfo2`, mallinfo(3)."""

    _fields_ = tuple(
        (name, ctypes.c_size_t)
        for name in (
            "arena", "ordblks", "smblks", "hblks", "hblkhd", "usmblks", "fsmblks", "uordblks",
            "fordblks", "keepcost",
        )
    )  # fmt: skip
    fordblks: int


def free_memory() -> int:
    """Bytes that were freed and are still this process's, returned by trim_heap or not: the next
    allocations have them again. 0 where unknown.
    """
    try:
        mallinfo = ctypes.CDLL(None).mallinfo2
    except (OSError, AttributeError):
        return 0
    mallinfo.restype = _MallocInfo
    return int(mallinfo().fordblks)


@contextlib.contextmanager
def memory_limit(size: int) -> Iterator[None]:
    """Inside, this process may allocate only `size` bytes more, those included that it has free.
    Raises MemoryError.

    Without effect where there is no /proc.
    """
    if sys.platform == "win32":
        yield
        return
    import resource  # noqa: PLC0415 - Windows has none

    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    allocated = _allocated()
    limit = allocated + max(0, size - free_memory())
    is_stricter = soft != resource.RLIM_INFINITY and soft < limit
    if not allocated or is_stricter:
        yield
        return
    reserve = bytearray(_RESERVE)
    resource.setrlimit(resource.RLIMIT_DATA, (limit, hard))
    try:
        yield
    finally:
        del reserve
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


def _allocated() -> int:
    """Bytes of data memory of this process (proc(5), statm); 0 where unknown."""
    try:
        with open("/proc/self/statm", "rb") as statm:  # noqa: PTH123 - for each page, so quickly
            return int(statm.read().split()[5]) * mmap.PAGESIZE
    except OSError:
        return 0

"""One run at a time holds an archive, one process a shard.

The kernel frees the lock of a process that is gone, a file server that of a machine.
"""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from scraper.archive.atomic_files import archive_errors
from scraper.errors import ArchiveLocked

LOCK = ".lock"  # and what its file names begin with
_HOLDER = ".lock-holder"


@contextmanager
def archive_lock(folder: Path, *, patience: float = 0) -> Iterator[None]:
    """Hold the archive. Raises ArchiveLocked, which says who does, where another run holds it
    and has not let go after `patience` seconds.
    """
    lock = FileLock(folder / LOCK)
    with archive_errors(folder / LOCK):
        try:
            lock.acquire(timeout=patience)
        except Timeout:
            raise ArchiveLocked(
                f"{folder}: another run holds the archive{_holder(folder)}"
            ) from None
    try:
        with archive_errors(folder / _HOLDER):
            since = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
            (folder / _HOLDER).write_text(
                f"process {os.getpid()} on {platform.node()}, since {since}\n"
            )
        yield
    finally:
        with suppress(OSError):  # it is for people; the lock is what counts
            (folder / _HOLDER).unlink()
        lock.release()


def _holder(folder: Path) -> str:
    try:
        text = (folder / _HOLDER).read_text("utf-8")[:100].strip()
    except (OSError, UnicodeDecodeError):
        return ""
    return f" ({text})" if text.isprintable() and text else ""

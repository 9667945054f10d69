"""One run at a time holds an archive, one process a shard.

The lock of a process that has ended is released by the kernel, that of a machine that is gone
by the file server.
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
from scraper.archive.layout import LOCK, LOCK_HOLDER
from scraper.errors import ArchiveLocked


@contextmanager
def archive_lock(folder: Path, *, patience: float = 0) -> Iterator[None]:
    """Hold the archive. Raises ArchiveLocked, which names the holder, where another run holds it
    and has not released it after `patience` seconds.
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
        with archive_errors(folder / LOCK_HOLDER):
            since = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
            (folder / LOCK_HOLDER).write_text(
                f"process {os.getpid()} on {platform.node()}, since {since}\n"
            )
        yield
    finally:
        with suppress(OSError):  # the file only informs people; the lock is what counts
            (folder / LOCK_HOLDER).unlink()
        lock.release()


def _holder(folder: Path) -> str:
    try:
        text = (folder / LOCK_HOLDER).read_text("utf-8")[:100].strip()
    except (OSError, UnicodeDecodeError):
        return ""
    return f" ({text})" if text.isprintable() and text else ""

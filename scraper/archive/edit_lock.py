"""One program at a time changes the `.md` of a saved article.

A run replaces texts while `scraper tag` or the reader in the browser sets a mark in one: without
the lock, the slower of the two would undo the other. It is held for milliseconds.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock

from scraper.archive.layout import EDIT_LOCK

_PATIENCE = 60.0  # seconds


@contextmanager
def edit_lock(folder: Path) -> Iterator[None]:
    """Hold the texts of an archive. Raises OSError, filelock.Timeout is one of them."""
    with FileLock(folder / EDIT_LOCK, timeout=_PATIENCE):
        yield

"""Read access to an archive: its rows and files, while nothing is locked or written."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scraper.archive.layout import STATE
from scraper.archive.lock import archive_lock
from scraper.archive.state.database import OldSchema
from scraper.archive.state.state_store import State
from scraper.errors import ArchiveError


def no_archive(folder: Path) -> ArchiveError:
    """The error about a folder that is no archive, or that does not exist."""
    return ArchiveError(f"{folder}: no archive here (no {STATE})")


@contextmanager
def reading(folder: Path) -> Iterator[State]:
    """The state of the archive in `folder`, read-only; a run may go on meanwhile.

    The state of an older version is migrated first. Raises ArchiveError where there is no
    archive.
    """
    path = folder / STATE
    if not path.is_file():
        raise no_archive(folder)
    try:
        state = State(path, read_only=True)
    except OldSchema:
        with archive_lock(folder):
            State(path).close()
        state = State(path, read_only=True)
    try:
        yield state
    finally:
        state.close()


@contextmanager
def resting(folder: Path) -> Iterator[State]:
    """The same while no run goes on, whose unfinished writes would look like damage.

    Raises ArchiveLocked. An archive that cannot be written is not locked.
    """
    with reading(folder) as state:
        if os.access(folder, os.W_OK):
            with archive_lock(folder):
                yield state
        else:
            yield state

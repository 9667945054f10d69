"""The archive as its readers see it: the rows and files, while nothing is held or written."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scraper.archive.archive_folder import STATE
from scraper.archive.lock import archive_lock
from scraper.archive.state.database import OldSchema
from scraper.archive.state.state_store import State
from scraper.errors import ArchiveError


@contextmanager
def reading(folder: Path) -> Iterator[State]:
    """The state of the archive in `folder`, read only; a run may go on meanwhile.

    Raises ArchiveError where there is no archive.
    """
    path = folder / STATE
    if not path.is_file():
        raise ArchiveError(f"{folder}: no archive here (no {STATE})")
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
    """The same while no run goes on: what is on its way to the disk would look like damage.

    Raises ArchiveLocked. Where nothing can be written, nothing is held.
    """
    with reading(folder) as state:
        if os.access(folder, os.W_OK):
            with archive_lock(folder):
                yield state
        else:
            yield state

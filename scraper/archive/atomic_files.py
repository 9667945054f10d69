"""Files that are whole or not there: written aside, synced once a batch, moved into place.

A crash of the program loses nothing, since a file appears under its name only when it is
whole. A crash of the machine loses nothing either, since it is on the disk before it takes
the place of another. 87 files a second can be synced one by one, 19,000 written: so all of
a batch wait for its end, in `.new` of the top folder that they go to. What a kill leaves
there is swept by the next run.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import takewhile
from pathlib import Path

from scraper.errors import ArchiveError

NEW = ".new"


@contextmanager
def archive_errors(path: Path) -> Iterator[None]:
    """An OSError as an ArchiveError that says where: a full disk, a missing right."""
    try:
        yield
    except OSError as error:
        where = error.filename2 or error.filename or path
        raise ArchiveError(f"{where}: {error.strerror or error}") from error


def sync_path(path: Path) -> None:
    """Bring a file's bytes, or a folder's names, to the disk. Raises OSError."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class Batch:
    """Files written atomically, all of them at the end of the batch."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._waiting: dict[Path, Path] = {}  # a file's name -> where its bytes wait
        self._folders: set[Path] = set()  # whose names change

    def write(self, path: str, content: bytes) -> None:
        """Put `content` at `path` (relative) when the batch ends, with the umask's mode."""
        goal = self._folder / path
        aside = self._folder / Path(path).parts[0] if "/" in path else self._folder
        aside = aside / NEW / secrets.token_hex(8)
        with archive_errors(goal):
            self._make_folder(goal.parent)
            aside.parent.mkdir(exist_ok=True)
            try:
                aside.write_bytes(content)
            except BaseException:
                aside.unlink(missing_ok=True)
                raise
        if (before := self._waiting.pop(goal, None)) is not None:
            before.unlink(missing_ok=True)
        self._waiting[goal] = aside

    def sync(self) -> None:
        """End the batch: its files are on the disk, whole, under their names."""
        for goal, aside in self._waiting.items():
            with archive_errors(goal):
                sync_path(aside)
        for goal in tuple(self._waiting):
            with archive_errors(goal):
                self._waiting[goal].replace(goal)
            del self._waiting[goal]
        for folder in tuple(self._folders):
            with archive_errors(folder):
                sync_path(folder)
            self._folders.remove(folder)

    def discard(self) -> None:
        """Drop what was written since the batch began."""
        for aside in self._waiting.values():
            with suppress(OSError):
                aside.unlink(missing_ok=True)
        self._waiting.clear()
        self._folders.clear()

    def _make_folder(self, folder: Path) -> None:
        missing = tuple(takewhile(lambda each: not each.is_dir(), (folder, *folder.parents)))
        folder.mkdir(parents=True, exist_ok=True)
        self._folders.update((folder, *(each.parent for each in missing)))


def sweep(folder: Path) -> None:
    """Remove what killed processes have left half done. Only where no batch is open."""
    for aside in (folder / NEW, *folder.glob(f"*/{NEW}")):
        with suppress(OSError):  # of no harm where it stays
            for path in aside.iterdir():
                path.unlink()
            aside.rmdir()


class NoBatch(Batch):
    """A batch that writes nothing: what would be written is only looked at."""

    def write(self, path: str, content: bytes) -> None:
        """Nothing."""

"""An archive as the parent of a run holds it: the folder, its lock, its state, its queue."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from scraper.archive.articles.paths import files_of, has_files
from scraper.archive.atomic_files import archive_errors, remove_temporary_files
from scraper.archive.containment import inside
from scraper.archive.edit_lock import edit_lock
from scraper.archive.forgotten import forgotten_keys
from scraper.archive.git_ignore import write_git_ignore
from scraper.archive.layout import IMAGE_RATE_LIMITS, SHARDS, STATE
from scraper.archive.lock import archive_lock
from scraper.archive.state.queue import Queue
from scraper.archive.state.state_store import State
from scraper.errors import ArchiveError


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivePaths:
    """The folder that the files of articles go to, and the state with the rows of this run:
    that of the archive, or that of a shard.
    """

    folder: Path
    state: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """An open archive, held by one process. `forgotten` are the URL keys of what was removed for
    good.
    """

    folder: Path
    state: State
    queue: Queue
    forgotten: frozenset[str] = frozenset()

    @property
    def paths(self) -> ArchivePaths:
        return ArchivePaths(folder=self.folder, state=self.state.database.path)

    def has(self, path: str) -> bool:
        """Whether the files of the article at `path` exist."""
        return has_files(self.folder, path)

    def remove_articles(self, paths: Iterable[str]) -> None:
        """Remove the files of articles that were not reported yet."""
        for path in paths:
            for name in files_of(path):
                file = inside(self.folder, name)
                with archive_errors(file):
                    file.unlink(missing_ok=True)


@contextmanager
def open_archive(folder: Path) -> Iterator[Archive]:
    """The archive in `folder`, which is made where there is none, held until it is closed.

    Raises ArchiveError where it cannot be written or is damaged, ArchiveLocked where another
    run holds it.
    """
    folder = folder.absolute()
    _check_folder(folder)
    with archive_lock(folder):
        _remove_temporary_files(folder)
        write_git_ignore(folder)
        state = State(folder / STATE)
        try:
            yield Archive(
                folder=folder,
                state=state,
                queue=Queue(state.database),
                forgotten=forgotten_keys(folder),
            )
        finally:
            state.close()
            _remove_temporary_files(folder)
            shutil.rmtree(folder / IMAGE_RATE_LIMITS, ignore_errors=True)


def _remove_temporary_files(folder: Path) -> None:
    """Remove what killed processes have left; not what is being written without the lock."""
    with archive_errors(folder), edit_lock(folder):
        remove_temporary_files(folder)


def unmerged_shards(folder: Path) -> list[Path]:
    """The folders of the shards of an archive that are not merged yet, oldest first."""
    with archive_errors(folder / SHARDS):
        if not (folder / SHARDS).is_dir():
            return []
        return sorted(path for path in (folder / SHARDS).iterdir() if path.is_dir())


def _check_folder(folder: Path) -> None:
    """Fail now, and not after the first fetch, where nothing can be written."""
    with archive_errors(folder):
        if folder.exists() and not folder.is_dir():
            raise ArchiveError(f"{folder}: is a file, not a folder")
        folder.mkdir(parents=True, exist_ok=True)
    if not os.access(folder, os.W_OK | os.X_OK):
        is_read_only = os.statvfs(folder).f_flag & os.ST_RDONLY
        reason = "a read-only file system" if is_read_only else "permission denied"
        raise ArchiveError(f"{folder}: cannot be written ({reason})")

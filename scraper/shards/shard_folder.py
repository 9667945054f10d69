"""The folder of a shard: part of a run's work, for one process on any machine.

    shards/pulse                 the heartbeat of the run (heartbeat.py)
    shards/<name>/orders         what the shard is for (spec.py)
    shards/<name>/state.sqlite   its targets, and the rows of their sites
    shards/<name>/journal.jsonl  its results, from which the archive is updated (journal.py)

SQLite allows one writer for a file, with all readers on its machine. So the state of an archive
belongs to the process that has it open, and each shard has its own. Files of articles and raw
pages are written to the archive at once: no two shards write the same file.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scraper.archive.archive_folder import Archive
from scraper.archive.atomic_files import archive_errors, sync_path
from scraper.archive.forgotten import forgotten_keys
from scraper.archive.layout import LOCK, SHARDS, STATE
from scraper.archive.lock import archive_lock
from scraper.archive.state.database import Database
from scraper.archive.state.queue import Queue
from scraper.archive.state.rows import COLUMNS
from scraper.archive.state.state_store import State
from scraper.errors import ArchiveError

JOURNAL = "journal.jsonl"
_SPEC = "orders"

_ROWS = ", ".join(COLUMNS)
_OF_SITES = "site IN (SELECT DISTINCT site FROM shard.queue)"
_OF_TARGETS = "key IN (SELECT key FROM shard.queue)"


class NewShard:
    """A shard while it is cut: its targets are added to `queue`, then it is closed."""

    def __init__(self, archive: Archive, name: str) -> None:
        self.folder = archive.folder / SHARDS / name
        self._archive = archive
        with archive_errors(self.folder):
            self.folder.mkdir(parents=True)
        self._state = State(self.folder / STATE, journal="TRUNCATE")
        self.queue = Queue(self._state.database)

    def close(self, spec: bytes, *, whole_sites: bool) -> None:
        """Add the rows of its targets, or of their whole sites, and the spec.

        A run needs whole sites, as a feed may name any article of its site; a reprocessing needs
        only its targets. Near copies of articles on other sites are found at the merge.
        """
        self._state.close()
        _copy_rows(self._archive.state.database, self.folder / STATE, whole_sites=whole_sites)
        with archive_errors(self.folder):
            (self.folder / _SPEC).write_bytes(spec)
            sync_path(self.folder / _SPEC)


def _copy_rows(archive: Database, shard: Path, *, whole_sites: bool) -> None:
    condition = _OF_SITES if whole_sites else _OF_TARGETS
    with archive.attached(shard), archive.errors():
        archive.connection.execute(
            f"INSERT INTO shard.article ({_ROWS}) "  # noqa: S608 - constants of this module
            f"SELECT {_ROWS} FROM main.article WHERE {condition}"
        )
        archive.connection.execute(
            "INSERT INTO shard.alias SELECT alias.key, alias.article FROM shard.article AS own "
            "JOIN main.alias AS alias ON alias.article = own.key"
        )


def read_spec(shard: Path) -> bytes:
    """The encoded spec. Raises ArchiveError."""
    with archive_errors(shard):
        return (shard / _SPEC).read_bytes()


@contextmanager
def open_shard(shard: Path, *, lock_timeout: float) -> Iterator[Archive]:
    """A shard as the archive of one process: the shard's rows, the archive's files.

    Raises ArchiveLocked where another process works on it after `lock_timeout` seconds,
    ArchiveError.
    """
    with archive_lock(shard, patience=lock_timeout):
        if not (shard / STATE).is_file():
            raise ArchiveError(f"{shard}: no shard here (no {STATE})")
        state = State(shard / STATE, journal="TRUNCATE")
        try:
            folder = shard.parent.parent
            yield Archive(
                folder=folder,
                state=state,
                queue=Queue(state.database),
                forgotten=forgotten_keys(folder),
            )
        finally:
            state.close()


def clear_shard(shard: Path) -> None:
    """Remove the files of a shard while its lock is held, so that nobody can open it later.

    Raises ArchiveError.
    """
    with archive_errors(shard):
        for path in shard.iterdir():
            if not path.name.startswith(LOCK):
                path.unlink()


def remove_shard(shard: Path) -> None:
    """Remove the folder of a shard that is cleared and not locked: on NFS, an open file cannot
    be removed, nor its folder. Raises ArchiveError.
    """
    with archive_errors(shard):
        shutil.rmtree(shard)

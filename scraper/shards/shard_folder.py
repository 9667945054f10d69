"""A shard: some of a run's work in a folder of its own, for one process on any machine.

    shards/pulse                 what the run says to all its shards (pulse.py)
    shards/<name>/orders         what is to be done, and how
    shards/<name>/state.sqlite   its targets, and what is known of their sites
    shards/<name>/journal.jsonl  what is done: all that is taken into the archive (lines.py)

SQLite wants one writer a file and its readers on the same machine. So the state of an archive
stays with the process that holds it, and each shard has its own. Files of articles and raw
pages go where they belong at once: no two shards write the same.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scraper.archive.archive_folder import Archive
from scraper.archive.atomic_files import archive_errors, sync_path
from scraper.archive.layout import LOCK, SHARDS, STATE
from scraper.archive.lock import archive_lock
from scraper.archive.state.database import Database
from scraper.archive.state.queue import Queue
from scraper.archive.state.rows import COLUMNS
from scraper.archive.state.state_store import State
from scraper.errors import ArchiveError

JOURNAL = "journal.jsonl"
_ORDERS = "orders"

_ROWS = ", ".join(COLUMNS)
_OF_SITES = "site IN (SELECT DISTINCT site FROM shard.queue)"
_OF_TARGETS = "key IN (SELECT key FROM shard.queue)"


class NewShard:
    """A shard while it is cut. Its targets come into `queue`; then it is closed."""

    def __init__(self, archive: Archive, name: str) -> None:
        self.folder = archive.folder / SHARDS / name
        self._archive = archive
        with archive_errors(self.folder):
            self.folder.mkdir(parents=True)
        self._state = State(self.folder / STATE, journal="TRUNCATE")
        self.queue = Queue(self._state.database)

    def close(self, orders: bytes, *, whole_sites: bool) -> None:
        """End the cut: what is known of its targets, or of all their sites, goes with it.

        A feed may name any article of its site; a reprocessing touches its targets alone. What
        is nearly the same as an older article is found when the shard is taken in.
        """
        self._state.close()
        _copy_rows(self._archive.state.database, self.folder / STATE, whole_sites=whole_sites)
        with archive_errors(self.folder):
            (self.folder / _ORDERS).write_bytes(orders)
            sync_path(self.folder / _ORDERS)


def _copy_rows(archive: Database, shard: Path, *, whole_sites: bool) -> None:
    which = _OF_SITES if whole_sites else _OF_TARGETS
    with archive.attached(shard), archive.errors():
        archive.connection.execute(
            f"INSERT INTO shard.article ({_ROWS}) "  # noqa: S608 - names of our own
            f"SELECT {_ROWS} FROM main.article WHERE {which}"
        )
        archive.connection.execute(
            "INSERT INTO shard.alias SELECT alias.key, alias.article FROM shard.article AS own "
            "JOIN main.alias AS alias ON alias.article = own.key"
        )


def read_spec(shard: Path) -> bytes:
    """Raises ArchiveError."""
    with archive_errors(shard):
        return (shard / _ORDERS).read_bytes()


@contextmanager
def open_shard(shard: Path, *, patience: float) -> Iterator[Archive]:
    """A shard as the archive of one process: its own rows, the files of the whole.

    Raises ArchiveLocked where another process works on it, ArchiveError.
    """
    with archive_lock(shard, patience=patience):
        if not (shard / STATE).is_file():
            raise ArchiveError(f"{shard}: no shard here (no {STATE})")
        state = State(shard / STATE, journal="TRUNCATE")
        try:
            yield Archive(folder=shard.parent.parent, state=state, queue=Queue(state.database))
        finally:
            state.close()


def clear_shard(shard: Path) -> None:
    """Remove what a shard holds, while its lock is held: whoever comes later finds nothing.

    Raises ArchiveError.
    """
    with archive_errors(shard):
        for path in shard.iterdir():
            if not path.name.startswith(LOCK):
                path.unlink()


def remove_shard(shard: Path) -> None:
    """Remove the folder of a shard that is cleared and not held: on NFS, a file that is open
    keeps its folder. Raises ArchiveError.
    """
    with archive_errors(shard):
        shutil.rmtree(shard)

"""The queue of the run that is on: its targets wait on the disk, so that no list is held."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from scraper.archive.state.database import Database
from scraper.archive.state.record import Record
from scraper.archive.state.rows import COLUMNS, from_row, storable
from scraper.models import Target

_CHUNK = 1000  # targets that are looked at together
_LOOKAHEAD = 10_000  # sites whose names are read at once: a megabyte
_KNOWN = ", ".join(f"article.{name}" for name in COLUMNS)
_TAKE = "UPDATE queue SET taken = 1 WHERE position = ?"


def _site(target: Target) -> str:
    return target.site


class Queue:
    """Targets in the order of the list, handed out by group, which is the site where no other is
    named. May raise ArchiveError.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._db = database.connection

    def clear(self) -> None:
        """Forget what the run before has left."""
        with self._database.transaction():
            self._db.execute("DELETE FROM queue")

    def add(
        self,
        targets: Iterable[Target],
        *,
        group: Callable[[Target], str] = _site,
        taken: bool = False,
    ) -> int:
        """Queue the targets whose keys are not queued in this run yet; how many these are.

        Those that somebody has `taken` already are only noted, so that they are not queued again.
        """
        with self._database.transaction():
            before = self._db.total_changes
            self._db.executemany(
                "INSERT OR IGNORE INTO queue (key, url, site, source, line, work_group, taken) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    (*map(storable, (t.key, t.url, t.site, t.source, t.line, group(t))), taken)
                    for t in targets
                ),
            )
            return self._db.total_changes - before

    def reopen(self) -> None:
        """Let all targets wait again, also those that were handed out."""
        with self._database.transaction():
            self._db.execute("UPDATE queue SET taken = 0")

    def close(self, keys: Iterable[str]) -> None:
        """Targets that are done."""
        with self._database.transaction():
            self._db.executemany(
                "UPDATE queue SET taken = 1 WHERE key = ?", ((storable(key),) for key in keys)
            )

    def groups(self, limit: int = _LOOKAHEAD) -> list[str]:
        """The groups that have targets waiting, those with most first."""
        with self._database.errors():
            rows = self._db.execute(
                "SELECT work_group FROM queue WHERE taken = 0 GROUP BY work_group "
                "ORDER BY count(*) DESC, min(position) LIMIT ?",
                (limit,),
            ).fetchall()
        return [group for (group,) in rows]

    def count(self, group: str, most: int) -> int:
        """How many targets of a group are waiting; counted up to `most`."""
        with self._database.errors():
            row = self._db.execute(
                "SELECT count(*) FROM "
                "(SELECT 1 FROM queue WHERE taken = 0 AND work_group = ? LIMIT ?)",
                (group, most),
            ).fetchone()
        return int(row[0])

    def take(self, group: str, limit: int) -> list[tuple[Target, Record | None]]:
        """The next targets of a group, in the order of the list, with what is known of each."""
        with self._database.transaction():
            rows = self._db.execute(
                f"SELECT position, queue.key, queue.url, queue.site, source, line, {_KNOWN} "  # noqa: S608
                "FROM queue LEFT JOIN article ON article.key = queue.key "
                "WHERE taken = 0 AND work_group = ? ORDER BY position LIMIT ?",
                (group, limit),
            ).fetchall()
            self._db.executemany(_TAKE, ((row[0],) for row in rows))
        return [
            (_target(row[1:6]), from_row(row[6:], self._database.path) if row[6] else None)
            for row in rows
        ]

    def known(self, after: int = 0) -> Iterator[list[tuple[int, Target, Record]]]:
        """The waiting targets that the archive knows, from a position of the list on, in chunks:
        position, target and what is known of it.
        """
        while rows := self._known_rows(after):
            after = rows[-1][0]
            yield [
                (row[0], _target(row[1:6]), from_row(row[6:], self._database.path)) for row in rows
            ]

    # CROSS and + keep SQLite to the order of the list, which needs no sorting
    def _known_rows(self, after: int) -> list[tuple[Any, ...]]:
        with self._database.errors():
            return self._db.execute(
                f"SELECT position, queue.key, queue.url, queue.site, source, line, {_KNOWN} "  # noqa: S608
                "FROM queue CROSS JOIN article ON article.key = queue.key "
                "WHERE +taken = 0 AND position > ? ORDER BY position LIMIT ?",
                (after, _CHUNK),
            ).fetchall()

    def pass_over(self, positions: Iterable[int]) -> None:
        """Targets that need not be handed out."""
        with self._database.transaction():
            self._db.executemany(_TAKE, ((position,) for position in positions))

    @property
    def end(self) -> int:
        """The last position of the list."""
        with self._database.errors():
            row = self._db.execute("SELECT max(position) FROM queue").fetchone()
        return int(row[0] or 0)

    def waiting(self) -> Iterator[Target]:
        """The targets that wait, all of them."""
        with self._database.errors():
            for row in self._db.execute(
                "SELECT key, url, site, source, line FROM queue WHERE taken = 0 ORDER BY position"
            ):
                yield _target(row)

    def __len__(self) -> int:
        """How many targets are waiting."""
        with self._database.errors():
            row = self._db.execute("SELECT count(*) FROM queue WHERE taken = 0").fetchone()
        return int(row[0])


def _target(row: tuple[Any, ...]) -> Target:
    key, url, site, source, line = row
    return Target(key=key, url=url, site=site, source=source, line=line)

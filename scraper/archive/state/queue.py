"""The queue of the current run: its targets are on the disk, so that no list is in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

import msgspec

from scraper.archive.state.database import Database
from scraper.archive.state.record import Record
from scraper.archive.state.rows import COLUMNS, from_row
from scraper.archive.unicode_scalars import scalars
from scraper.models import Target

_CHUNK = 1000  # rows of a query: a megabyte
_MAX_GROUPS = 10_000  # whose names are read at once: a megabyte
_KNOWN = ", ".join(f"article.{name}" for name in COLUMNS)
_QUEUED = "queue.key, queue.url, queue.site, source, line, tags, added"
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
        """Remove the targets of an earlier run."""
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

        With `taken` they are only recorded, so that they are not queued again.
        """
        with self._database.transaction():
            before = self._db.total_changes
            self._db.executemany(
                "INSERT OR IGNORE INTO queue "
                "(key, url, site, source, work_group, tags, added, line, taken) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                ((*_texts(t, group(t)), t.line, taken) for t in targets),
            )
            return self._db.total_changes - before

    def requeue_all(self) -> None:
        """Queue all targets again, also those that were taken."""
        with self._database.transaction():
            self._db.execute("UPDATE queue SET taken = 0")

    def mark_done(self, keys: Iterable[str]) -> None:
        """Take the targets of these keys, as they are done."""
        with self._database.transaction():
            self._db.executemany(
                "UPDATE queue SET taken = 1 WHERE key = ?", ((scalars(key),) for key in keys)
            )

    def groups(self, limit: int = _MAX_GROUPS) -> list[str]:
        """The groups that have waiting targets, those with most first."""
        with self._database.errors():
            rows = self._db.execute(
                "SELECT work_group FROM queue WHERE taken = 0 GROUP BY work_group "
                "ORDER BY count(*) DESC, min(position) LIMIT ?",
                (limit,),
            ).fetchall()
        return [group for (group,) in rows]

    def count(self, group: str, limit: int) -> int:
        """How many targets of a group are waiting, but at most `limit`."""
        with self._database.errors():
            row = self._db.execute(
                "SELECT count(*) FROM "
                "(SELECT 1 FROM queue WHERE taken = 0 AND work_group = ? LIMIT ?)",
                (group, limit),
            ).fetchone()
        return int(row[0])

    def take(self, group: str, limit: int) -> list[tuple[Target, Record | None]]:
        """Take the next targets of a group, in the order of the list, with the rows they have."""
        with self._database.transaction():
            rows = self._db.execute(
                f"SELECT position, {_QUEUED}, {_KNOWN} "  # noqa: S608
                "FROM queue LEFT JOIN article ON article.key = queue.key "
                "WHERE taken = 0 AND work_group = ? ORDER BY position LIMIT ?",
                (group, limit),
            ).fetchall()
            self._db.executemany(_TAKE, ((row[0],) for row in rows))
        return [
            (_target(row[1:8]), from_row(row[8:], self._database.path) if row[8] else None)
            for row in rows
        ]

    def waiting_known(self, after: int = 0) -> Iterator[list[tuple[int, Target, Record]]]:
        """The waiting targets that have rows, after a position of the list, in chunks: position,
        target and row.
        """
        while rows := self._known_rows(after):
            after = rows[-1][0]
            yield [
                (row[0], _target(row[1:8]), from_row(row[8:], self._database.path)) for row in rows
            ]

    # CROSS and + make SQLite scan in the order of the list, so that it need not sort
    def _known_rows(self, after: int) -> list[tuple[Any, ...]]:
        with self._database.errors():
            return self._db.execute(
                f"SELECT position, {_QUEUED}, {_KNOWN} "  # noqa: S608
                "FROM queue CROSS JOIN article ON article.key = queue.key "
                "WHERE +taken = 0 AND position > ? ORDER BY position LIMIT ?",
                (after, _CHUNK),
            ).fetchall()

    def skip(self, positions: Iterable[int]) -> None:
        """Take the targets at these positions, as they are not due."""
        with self._database.transaction():
            self._db.executemany(_TAKE, ((position,) for position in positions))

    @property
    def last_position(self) -> int:
        """The last position of the list."""
        with self._database.errors():
            row = self._db.execute("SELECT max(position) FROM queue").fetchone()
        return int(row[0] or 0)

    def waiting(self) -> Iterator[Target]:
        """All targets that are waiting, in the order of the list."""
        with self._database.errors():
            for row in self._db.execute(
                f"SELECT {_QUEUED} FROM queue WHERE taken = 0 ORDER BY position"  # noqa: S608
            ):
                yield _target(row)

    def __len__(self) -> int:
        """How many targets are waiting."""
        with self._database.errors():
            row = self._db.execute("SELECT count(*) FROM queue WHERE taken = 0").fetchone()
        return int(row[0])


def _texts(target: Target, group: str) -> Iterator[str]:
    tags = msgspec.json.encode([scalars(tag) for tag in target.tags]).decode()
    added = target.added.isoformat() if target.added else ""
    return map(scalars, (target.key, target.url, target.site, target.source, group, tags, added))


def _target(row: tuple[Any, ...]) -> Target:
    key, url, site, source, line, tags, added = row
    return Target(
        key=key,
        url=url,
        site=site,
        source=source,
        line=line,
        tags=() if tags == "[]" else msgspec.json.decode(tags, type=tuple[str, ...]),
        added=datetime.fromisoformat(added) if added else None,
    )

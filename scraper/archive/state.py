"""state.sqlite: one row a URL key, the log of runs, and the queue of the run that is on.

One writer: the parent of a run, which holds the archive's lock. Files come first, then the
row, so that a row never points to what is not there.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from scraper.archive.record import Record
from scraper.archive.scalars import scalars
from scraper.errors import ArchiveError
from scraper.models import Target
from scraper.outcomes import OutcomeName

# Each step brings the schema from version n to n+1 (PRAGMA user_version). Never change one.
_MIGRATIONS = (
    """
    CREATE TABLE article (
        key TEXT PRIMARY KEY, id TEXT NOT NULL, url TEXT NOT NULL, site TEXT NOT NULL,
        outcome TEXT NOT NULL, reason TEXT NOT NULL, final_url TEXT NOT NULL, status INTEGER,
        etag TEXT NOT NULL, last_modified TEXT NOT NULL, checked_at TEXT NOT NULL,
        retry_at TEXT, failures INTEGER NOT NULL, path TEXT NOT NULL, title TEXT NOT NULL,
        words INTEGER NOT NULL, text_hash TEXT NOT NULL, published TEXT NOT NULL,
        created TEXT, saved_at TEXT, version INTEGER NOT NULL, raw_hash TEXT NOT NULL,
        raw_file TEXT NOT NULL, raw_offset INTEGER, duplicate_of TEXT NOT NULL
    ) WITHOUT ROWID;
    CREATE INDEX article_id ON article (id);
    CREATE INDEX article_text ON article (text_hash) WHERE path <> '';
    CREATE TABLE alias (key TEXT PRIMARY KEY, article TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE run (
        id INTEGER PRIMARY KEY, started TEXT NOT NULL, ended TEXT, completed INTEGER,
        outcomes TEXT NOT NULL DEFAULT '{}'
    );
    CREATE TABLE queue (
        position INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, url TEXT NOT NULL,
        site TEXT NOT NULL, source TEXT NOT NULL, line INTEGER, taken INTEGER NOT NULL DEFAULT 0
    );
    CREATE INDEX queue_site ON queue (taken, site, position);
    """,
)
_COLUMNS = tuple(field.name for field in fields(Record))
_INSTANTS = frozenset({"checked_at", "retry_at", "created", "saved_at"})
_PUT = (
    f"INSERT OR REPLACE INTO article ({', '.join(_COLUMNS)}) "  # noqa: S608 - names of our own
    f"VALUES ({', '.join('?' * len(_COLUMNS))})"
)
_SELECT = f"SELECT {', '.join('article.' + name for name in _COLUMNS)} FROM article"  # noqa: S608
_CHUNK = 1000


class State:
    """The rows of an archive. Every method may raise ArchiveError (damage, a full disk)."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        """Open the state; `read_only` where another process is its writer."""
        self._path = path
        mode = "ro" if read_only else "rwc"
        with self._errors():
            self._db = sqlite3.connect(
                f"file:{quote(str(path))}?mode={mode}", uri=True, isolation_level=None
            )
        try:
            if not read_only:
                self._prepare()
        except ArchiveError:
            self._db.close()
            raise

    def _prepare(self) -> None:
        with self._errors():
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = NORMAL")
            version = self._db.execute("PRAGMA user_version").fetchone()[0]
        if version > len(_MIGRATIONS):
            raise ArchiveError(
                f"{self._path}: made by a newer version of this program (schema {version})"
            )
        for number in range(version, len(_MIGRATIONS)):
            with self._errors():
                self._db.executescript(
                    f"BEGIN;{_MIGRATIONS[number]}PRAGMA user_version = {number + 1};COMMIT;"
                )

    def close(self) -> None:
        with self._errors():
            self._db.close()

    # --- articles -------------------------------------------------------------------------

    def get(self, key: str) -> Record | None:
        """The row of a URL key."""
        return self._one("WHERE article.key = ?", key)

    def put(self, records: Iterable[Record], aliases: Iterable[tuple[str, str]] = ()) -> None:
        """Store rows, in one transaction; `aliases` are (other key, key of the article)."""
        with self._transaction():
            self._db.executemany(_PUT, map(_row, records))
            self._db.executemany("INSERT OR REPLACE INTO alias VALUES (?, ?)", aliases)

    def find(self, key: str) -> Record | None:
        """The saved article that is known under `key`, be it its own or an alias."""
        return self._one(
            "WHERE path <> '' AND article.key IN (?1, (SELECT article FROM alias WHERE key = ?1))",
            key,
        )

    def with_id(self, article_id: str) -> Record | None:
        """The row of an article by the 8 characters of its id."""
        return self._one("WHERE article.id = ?", article_id)

    def find_text(self, text_hash: str) -> Record | None:
        """A saved article with exactly this text."""
        return self._one("WHERE path <> '' AND text_hash = ?", text_hash)

    def _one(self, where: str, value: str) -> Record | None:
        with self._errors():
            row = self._db.execute(f"{_SELECT} {where} LIMIT 1", (value,)).fetchone()
        return self._record(row) if row else None

    def records(self) -> Iterator[Record]:
        """All rows, by key."""
        with self._errors():
            for row in self._db.execute(f"{_SELECT} ORDER BY key"):
                yield self._record(row)

    # --- runs -----------------------------------------------------------------------------

    def add_run(self, started: datetime) -> int:
        """Log the beginning of a run; its number. The queue of the run before is emptied."""
        with self._transaction():
            self._db.execute("DELETE FROM queue")
            cursor = self._db.execute("INSERT INTO run (started) VALUES (?)", (_instant(started),))
        return int(cursor.lastrowid or 0)

    def end_run(
        self, run: int, ended: datetime, *, completed: bool, outcomes: Mapping[OutcomeName, int]
    ) -> None:
        """Log the end of a run."""
        counts = json.dumps({name.value: count for name, count in outcomes.items()})
        with self._transaction():
            self._db.execute(
                "UPDATE run SET ended = ?, completed = ?, outcomes = ? WHERE id = ?",
                (_instant(ended), completed, counts, run),
            )

    # --- the queue ------------------------------------------------------------------------

    def enqueue(self, targets: Iterable[Target]) -> int:
        """Queue the targets whose keys are not queued in this run yet; how many these are."""
        with self._transaction():
            before = self._db.total_changes
            self._db.executemany(
                "INSERT OR IGNORE INTO queue (key, url, site, source, line) VALUES (?, ?, ?, ?, ?)",
                (tuple(map(_storable, (t.key, t.url, t.site, t.source, t.line))) for t in targets),
            )
            return self._db.total_changes - before

    def sites(self, limit: int = _CHUNK) -> list[str]:
        """The sites that have targets waiting, those with most first."""
        with self._errors():
            rows = self._db.execute(
                "SELECT site FROM queue WHERE taken = 0 GROUP BY site "
                "ORDER BY count(*) DESC, min(position) LIMIT ?",
                (limit,),
            ).fetchall()
        return [site for (site,) in rows]

    def take(self, site: str, limit: int) -> list[tuple[Target, Record | None]]:
        """The next targets of a site, in the order of the list, with what is known of each."""
        names = ", ".join(f"article.{name}" for name in _COLUMNS)
        with self._transaction():
            rows = self._db.execute(
                f"SELECT position, queue.key, queue.url, queue.site, source, line, {names} "  # noqa: S608
                "FROM queue LEFT JOIN article ON article.key = queue.key "
                "WHERE taken = 0 AND queue.site = ? ORDER BY position LIMIT ?",
                (site, limit),
            ).fetchall()
            self._db.executemany(
                "UPDATE queue SET taken = 1 WHERE position = ?", ((row[0],) for row in rows)
            )
        return [(_target(row[1:6]), self._record(row[6:]) if row[6] else None) for row in rows]

    def left(self) -> int:
        """How many targets are waiting."""
        with self._errors():
            row = self._db.execute("SELECT count(*) FROM queue WHERE taken = 0").fetchone()
        return int(row[0])

    # --- sqlite ---------------------------------------------------------------------------

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._errors():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:  # a full disk has ended it already
                    self._db.execute("ROLLBACK")
                raise

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise ArchiveError(f"{self._path}: {error}") from error

    def _record(self, row: tuple[Any, ...]) -> Record:
        try:
            return _record(row)
        except (TypeError, ValueError) as error:
            raise ArchiveError(
                f"{self._path}: the row of {row[0]!r} is damaged: {error}"
            ) from error


def _target(row: tuple[Any, ...]) -> Target:
    key, url, site, source, line = row
    return Target(key=key, url=url, site=site, source=source, line=line)


def _row(record: Record) -> tuple[Any, ...]:
    return tuple(
        _instant(value) if isinstance(value, datetime) else _storable(value)
        for value in (getattr(record, name) for name in _COLUMNS)
    )


def _storable(value: Any) -> Any:
    """A text without lone surrogates, which a file name in `source` may hold."""
    return scalars(value) if isinstance(value, str) else value


def _record(row: tuple[Any, ...]) -> Record:
    values = dict(zip(_COLUMNS, row, strict=True))
    for name in _INSTANTS:
        if values[name] is not None:
            values[name] = datetime.fromisoformat(values[name])
    values["outcome"] = OutcomeName(values["outcome"])
    return Record(**values)


def _instant(value: datetime) -> str:
    return value.astimezone(UTC).isoformat()

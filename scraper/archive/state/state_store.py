"""The rows of an archive: one a URL key, the addresses that lead to it, and the log of runs.

Files come first, then the row, so that a row never points to what is not there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

from scraper.archive.minhash import bands, nearest
from scraper.archive.state.database import Database, JournalMode
from scraper.archive.state.record import Record
from scraper.archive.state.rows import COLUMNS, from_row, instant, to_row
from scraper.outcomes import OutcomeName

_PUT = (
    f"INSERT OR REPLACE INTO article ({', '.join(COLUMNS)}) "  # noqa: S608 - names of our own
    f"VALUES ({', '.join('?' * len(COLUMNS))})"
)
_CANDIDATES = 50  # texts that share a band, and are compared
_SELECT = f"SELECT {', '.join('article.' + name for name in COLUMNS)} FROM article"  # noqa: S608


class State:
    """The rows of an archive. Every method may raise ArchiveError (damage, a full disk)."""

    def __init__(
        self, path: Path, *, read_only: bool = False, journal: JournalMode = "WAL"
    ) -> None:
        """Open the state; `read_only` where another process is its writer."""
        self.database = Database(path, read_only=read_only, journal=journal)
        self._db = self.database.connection

    def close(self) -> None:
        self.database.close()

    # --- articles -------------------------------------------------------------------------

    def get(self, key: str) -> Record | None:
        """The row of a URL key."""
        return self._one("WHERE article.key = ?", key)

    def put(self, records: Iterable[Record], aliases: Iterable[tuple[str, str]] = ()) -> None:
        """Store rows, in one transaction; `aliases` are (other key, key of the article)."""
        records = tuple(records)
        with self.database.transaction():
            self._db.executemany(_PUT, map(to_row, records))
            self._db.executemany("INSERT OR IGNORE INTO alias VALUES (?, ?)", aliases)
            self._db.executemany(
                "INSERT OR IGNORE INTO band VALUES (?, ?)",
                ((band, record.id) for record in records for band in bands(record.sketch)),
            )

    def at(self, key: str) -> Record | None:
        """The saved article that is known under `key`, be it its own or an alias."""
        return self._one(
            "WHERE path <> '' AND article.key IN (?1, (SELECT article FROM alias WHERE key = ?1)) "
            "ORDER BY article.key <> ?1",
            key,
        )

    def with_id(self, article_id: str) -> Record | None:
        """The row of an article by the 8 characters of its id."""
        return self._one("WHERE article.id = ? ORDER BY path = ''", article_id)

    def with_text(self, text_hash: str) -> Record | None:
        """A saved article with exactly this text."""
        return self._one("WHERE path <> '' AND text_hash = ?", text_hash)

    def near(self, sketch: bytes) -> Record | None:
        """The saved article whose text is most like that of `sketch`, from NEAR on."""
        wanted = bands(sketch)
        if not wanted:
            return None
        marks = ", ".join("?" * len(wanted))
        with self.database.errors():
            rows = self._db.execute(
                f"{_SELECT} WHERE path <> '' AND id IN "  # noqa: S608 - question marks
                f"(SELECT id FROM band WHERE hash IN ({marks}) "
                f"GROUP BY id ORDER BY count(*) DESC LIMIT {_CANDIDATES})",
                wanted,
            ).fetchall()
        found = [from_row(row, self.database.path) for row in rows]
        return nearest(sketch, found)

    def _one(self, where: str, value: str) -> Record | None:
        with self.database.errors():
            row = self._db.execute(f"{_SELECT} {where} LIMIT 1", (value,)).fetchone()
        return from_row(row, self.database.path) if row else None

    def records(self) -> Iterator[Record]:
        """All rows, by key."""
        with self.database.errors():
            for row in self._db.execute(f"{_SELECT} ORDER BY key"):
                yield from_row(row, self.database.path)

    def saved(self) -> Iterator[Record]:
        """The rows that have an article, by the name of its file."""
        with self.database.errors():
            rows = self._db.execute(f"{_SELECT} WHERE path <> '' ORDER BY path")
            for row in rows:
                yield from_row(row, self.database.path)

    # --- runs -----------------------------------------------------------------------------

    def add_run(self, started: datetime) -> int:
        """Log the beginning of a run; its number."""
        with self.database.transaction():
            cursor = self._db.execute("INSERT INTO run (started) VALUES (?)", (instant(started),))
        return int(cursor.lastrowid or 0)

    def end_run(
        self, run: int, ended: datetime, *, completed: bool, outcomes: Mapping[OutcomeName, int]
    ) -> None:
        """Log the end of a run."""
        counts = json.dumps({name.value: count for name, count in outcomes.items()})
        with self.database.transaction():
            self._db.execute(
                "UPDATE run SET ended = ?, completed = ?, outcomes = ? WHERE id = ?",
                (instant(ended), completed, counts, run),
            )

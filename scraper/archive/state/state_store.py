"""The rows of an archive: one for each URL key, its aliases, and the log of runs.

Files are written before their row, so that no row names a file that is missing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from scraper.archive.minhash import bands, most_similar
from scraper.archive.state.database import Database, JournalMode
from scraper.archive.state.record import Record
from scraper.archive.state.rows import COLUMNS, from_row, to_row, utc_text
from scraper.archive.unicode_scalars import scalars
from scraper.outcomes import FAILURES, OutcomeName

_PUT = (
    f"INSERT OR REPLACE INTO article ({', '.join(COLUMNS)}) "  # noqa: S608 - constant names
    f"VALUES ({', '.join('?' * len(COLUMNS))})"
)
_MAX_CANDIDATES = 50  # texts that are compared, those that share most bands first
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
                ((band, record.id) for record in records for band in bands(record.minhash)),
            )

    def keys_of(self, record: Record) -> tuple[str, ...]:
        """All URL keys that lead to an article: its own, its aliases, and those of its copies."""
        with self.database.errors():
            rows = self._db.execute(
                "SELECT key FROM alias WHERE article = ?1 "
                "UNION SELECT key FROM article WHERE duplicate_of = ?2 AND path = ''",
                (scalars(record.key), record.id),
            ).fetchall()
        return tuple(dict.fromkeys((record.key, *(key for (key,) in rows))))

    def remove(self, keys: Iterable[str]) -> None:
        """Remove rows with all that is known of them, in one transaction."""
        named = [(scalars(key),) for key in keys]
        with self.database.transaction():
            self._db.executemany(
                "DELETE FROM band WHERE id IN (SELECT id FROM article WHERE key = ?)", named
            )
            self._db.executemany("DELETE FROM alias WHERE ?1 IN (key, article)", named)
            self._db.executemany("DELETE FROM article WHERE key = ?", named)

    def failing(self, keys: Iterable[str]) -> dict[str, Record]:
        """The rows of these URL keys whose last request failed, by key."""
        names, wanted = sorted(FAILURES), tuple(map(scalars, keys))
        with self.database.errors():
            rows = self._db.execute(
                f"{_SELECT} WHERE key IN ({_marks(wanted)}) "
                f"AND outcome IN ({_marks(names)}) AND failures > 0",
                (*wanted, *names),
            ).fetchall()
        found = (from_row(row, self.database.path) for row in rows)
        return {record.key: record for record in found}

    def find_saved(self, key: str) -> Record | None:
        """The saved article under this URL key or alias."""
        return self._one(
            "WHERE path <> '' AND article.key IN (?1, (SELECT article FROM alias WHERE key = ?1)) "
            "ORDER BY article.key <> ?1",
            key,
        )

    def get_by_id(self, article_id: str) -> Record | None:
        """The row of an article by the 8 characters of its id."""
        return self._one("WHERE article.id = ? ORDER BY path = ''", article_id)

    def find_same_text(self, text_hash: str) -> Record | None:
        """A saved article with exactly this text."""
        return self._one("WHERE path <> '' AND text_hash = ?", text_hash)

    def find_similar(self, minhash: bytes) -> Record | None:
        """The saved article whose text is most similar to that of the signature, if any is."""
        wanted = bands(minhash)
        if not wanted:
            return None
        with self.database.errors():
            rows = self._db.execute(
                f"{_SELECT} WHERE path <> '' AND id IN "  # noqa: S608 - question marks
                f"(SELECT id FROM band WHERE hash IN ({_marks(wanted)}) "
                f"GROUP BY id ORDER BY count(*) DESC LIMIT {_MAX_CANDIDATES})",
                wanted,
            ).fetchall()
        found = [from_row(row, self.database.path) for row in rows]
        return most_similar(minhash, found)

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
        """The rows of saved articles, by path."""
        with self.database.errors():
            rows = self._db.execute(f"{_SELECT} WHERE path <> '' ORDER BY path")
            for row in rows:
                yield from_row(row, self.database.path)

    def saved_keys(self) -> Iterator[tuple[str, str, str]]:
        """The key of each saved article, when it was saved last (ISO 8601), and its path."""
        with self.database.errors():
            yield from self._db.execute(
                "SELECT key, coalesce(saved_at, ''), path FROM article WHERE path <> ''"
            )

    # --- runs -----------------------------------------------------------------------------

    def add_run(self, started: datetime) -> int:
        """Log the start of a run; its number."""
        with self.database.transaction():
            cursor = self._db.execute("INSERT INTO run (started) VALUES (?)", (utc_text(started),))
        return int(cursor.lastrowid or 0)

    def end_run(
        self, run: int, ended: datetime, *, completed: bool, outcomes: Mapping[OutcomeName, int]
    ) -> None:
        """Log the end of a run."""
        counts = json.dumps({name.value: count for name, count in outcomes.items()})
        with self.database.transaction():
            self._db.execute(
                "UPDATE run SET ended = ?, completed = ?, outcomes = ? WHERE id = ?",
                (utc_text(ended), completed, counts, run),
            )


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))

"""state.sqlite as a file: its schema from version to version, transactions, errors.

It has one writer, the parent of a run, which holds the archive's lock. The file of an archive
has a write-ahead log, which requires all readers to be on one machine (sqlite.org/wal.html);
that of a shard is in a folder that machines share, and has a rollback journal.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from scraper.archive.minhash import bands
from scraper.errors import ArchiveError

# Each step migrates the schema from version n to n+1 (PRAGMA user_version). Never change one.
MIGRATIONS = (
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
    """
    ALTER TABLE article ADD COLUMN file_hash TEXT NOT NULL DEFAULT '';
    ALTER TABLE article ADD COLUMN sketch BLOB NOT NULL DEFAULT x'';
    CREATE TABLE band (hash INTEGER, id TEXT, PRIMARY KEY (hash, id)) WITHOUT ROWID;
    CREATE TABLE health (
        site TEXT, run INTEGER, asked INTEGER NOT NULL, saved INTEGER NOT NULL,
        words INTEGER NOT NULL, PRIMARY KEY (site, run)
    ) WITHOUT ROWID;
    """,
    """
    CREATE INDEX article_site ON article (site);
    CREATE INDEX alias_article ON alias (article);
    """,
    # In a table WITHOUT ROWID a row of more than 1,002 bytes, which those with a signature often
    # have, takes a whole page more (sqlite.org/fileformat2.html, B-tree cell format).
    """
    ALTER TABLE article RENAME TO old;
    DROP INDEX article_id; DROP INDEX article_text; DROP INDEX article_site;
    CREATE TABLE article (
        key TEXT NOT NULL UNIQUE, id TEXT NOT NULL, url TEXT NOT NULL, site TEXT NOT NULL,
        outcome TEXT NOT NULL, reason TEXT NOT NULL, final_url TEXT NOT NULL, status INTEGER,
        etag TEXT NOT NULL, last_modified TEXT NOT NULL, checked_at TEXT NOT NULL,
        retry_at TEXT, failures INTEGER NOT NULL, path TEXT NOT NULL, title TEXT NOT NULL,
        words INTEGER NOT NULL, text_hash TEXT NOT NULL, published TEXT NOT NULL,
        created TEXT, saved_at TEXT, version INTEGER NOT NULL, raw_hash TEXT NOT NULL,
        raw_file TEXT NOT NULL, raw_offset INTEGER, duplicate_of TEXT NOT NULL,
        file_hash TEXT NOT NULL DEFAULT '', sketch BLOB NOT NULL DEFAULT x''
    );
    INSERT INTO article SELECT * FROM old;
    DROP TABLE old;
    CREATE INDEX article_id ON article (id);
    CREATE INDEX article_text ON article (text_hash) WHERE path <> '';
    CREATE INDEX article_site ON article (site);
    """,
    """
    ALTER TABLE article ADD COLUMN lacking INTEGER NOT NULL DEFAULT -1;
    """,
    # From here on a band has four minima instead of eight.
    """
    DELETE FROM band;
    INSERT OR IGNORE INTO band
    SELECT band.value, article.id FROM article, json_each(bands_of(sketch)) AS band
    WHERE sketch <> x'';
    """,
    # Targets are handed out by group: a site, or the raw file of a reprocessing.
    """
    DROP TABLE queue;
    CREATE TABLE queue (
        position INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, url TEXT NOT NULL,
        site TEXT NOT NULL, work_group TEXT NOT NULL, source TEXT NOT NULL, line INTEGER,
        taken INTEGER NOT NULL DEFAULT 0
    );
    CREATE INDEX queue_group ON queue (taken, work_group, position);
    """,
    """
    ALTER TABLE article ADD COLUMN named INTEGER NOT NULL DEFAULT 0;
    UPDATE article SET named = CAST(substr(reason, 7) AS INTEGER)
    WHERE outcome = 'feed' AND reason LIKE 'names %';
    """,
    # What an exported list says of an address: tags (a JSON array) and when it was added.
    """
    ALTER TABLE queue ADD COLUMN tags TEXT NOT NULL DEFAULT '[]';
    ALTER TABLE queue ADD COLUMN added TEXT NOT NULL DEFAULT '';
    """,
    """
    ALTER TABLE article ADD COLUMN failing_since TEXT;
    ALTER TABLE health ADD COLUMN failing INTEGER NOT NULL DEFAULT 0;
    """,
)

_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_ADVICE = (
    "; move state.sqlite* away, and `scraper verify --repair` makes it again of the articles' files"
)


JournalMode = Literal["WAL", "TRUNCATE"]


def bands_of(minhash: bytes) -> str:
    """For a migration: the bands of a signature as a JSON array."""
    return json.dumps(bands(minhash))


class OldSchema(ArchiveError):
    """The file is of an older version and was opened read-only, so it cannot be migrated."""


class Database:
    """An open state.sqlite of the newest schema. Raises ArchiveError."""

    def __init__(
        self, path: Path, *, read_only: bool = False, journal: JournalMode = "WAL"
    ) -> None:
        """Open the file; `read_only` where another process is its writer."""
        self.path = path
        self._journal = journal
        if not read_only and path.exists():
            # A connection that may write changes the file when it is closed: its log is merged.
            self.connection = self._connect("ro")
            try:
                self._version()
            finally:
                self.connection.close()
        self.connection = self._connect("ro" if read_only else "rwc")
        try:
            self._check() if read_only else self._prepare()
        except ArchiveError:
            self.connection.close()
            raise

    def _connect(self, mode: str) -> sqlite3.Connection:
        with self.errors():
            return sqlite3.connect(
                f"file:{quote(str(self.path))}?mode={mode}", uri=True, isolation_level=None
            )

    def close(self) -> None:
        with self.errors():
            self.connection.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of what is executed inside is stored, or none of it."""
        with self.errors():
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self.connection.execute("COMMIT")
            except BaseException:
                if self.connection.in_transaction:  # SQLite rolls back by itself on a full disk
                    self.connection.execute("ROLLBACK")
                raise

    def checkpoint(self) -> None:
        """Bring all that is committed to the disk."""
        with self.errors():
            self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    @contextmanager
    def attached(self, path: Path) -> Iterator[None]:
        """The tables of another file of the newest schema, as `shard.article` and so on."""
        with self.errors():
            self.connection.execute("ATTACH ? AS shard", (str(path),))
        try:
            yield
        finally:
            with self.errors():
                self.connection.execute("DETACH shard")

    @contextmanager
    def errors(self) -> Iterator[None]:
        """An error of sqlite becomes an ArchiveError that names the file."""
        try:
            yield
        except sqlite3.Error as error:
            code = getattr(error, "sqlite_errorcode", None)
            advice = _ADVICE if code in _DAMAGED else ""
            raise ArchiveError(f"{self.path}: {error}{advice}") from error

    def _prepare(self) -> None:
        version = self._version()
        with self.errors():
            self.connection.execute(f"PRAGMA journal_mode = {self._journal}")
            self.connection.execute("PRAGMA synchronous = NORMAL")
            self.connection.create_function("bands_of", 1, bands_of, deterministic=True)
        for number in range(version, len(MIGRATIONS)):
            with self.errors():
                self.connection.executescript(
                    f"BEGIN;{MIGRATIONS[number]}PRAGMA user_version = {number + 1};COMMIT;"
                )

    def _check(self) -> None:
        """A reader cannot migrate an old schema. Raises OldSchema."""
        if self._version() < len(MIGRATIONS):
            raise OldSchema(f"{self.path}: made by an older version of this program")

    def _version(self) -> int:
        with self.errors():
            version = int(self.connection.execute("PRAGMA user_version").fetchone()[0])
        if version > len(MIGRATIONS):
            raise ArchiveError(
                f"{self.path}: made by a newer version of this program (schema {version})"
            )
        return version

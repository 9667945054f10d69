"""Full-text search: search.sqlite, an index that is made of the articles' files.

It is brought up to date when it is asked, from the rows that have changed since; lost or
damaged, it is made again. FTS5 with unicode61 folds case and diacritics. It takes a run of
letters for one word, so the characters of scripts that are written without spaces are set
apart by zero-width spaces, in what is indexed and in what is asked.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from scraper.archive.articles.saved_article import read_saved
from scraper.archive.state.record import Record
from scraper.archive.state.state_store import State
from scraper.errors import ArchiveError, UsageError

INDEX = "search.sqlite"
MARK, UNMARK = "\x02", "\x03"  # around a found word in a snippet

_SCHEMA = """
    CREATE TABLE IF NOT EXISTS entry (id INTEGER PRIMARY KEY, key TEXT UNIQUE, saved_at TEXT);
    CREATE VIRTUAL TABLE IF NOT EXISTS page
    USING fts5(title, text, tokenize = 'unicode61 remove_diacritics 2');
"""
# Han, kana, Thai, Lao, Khmer, Burmese: written without spaces between words.
_CHARACTER = r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]"
_DENSE = re.compile(rf"(?<={_CHARACTER})(?=\w)|(?<=\w)(?={_CHARACTER})")
_APART = "\u200b"
_TERM = re.compile(r'(-?)(?:"([^"]*)"|(\S+))')


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchHit:
    """A found article; in `snippet` the found words stand between MARK and UNMARK."""

    record: Record
    title: str
    snippet: str


class SearchIndex:
    """The search index of an archive. A context manager's value; see `open_index`."""

    def __init__(self, folder: Path, state: State, database: sqlite3.Connection) -> None:
        self._folder = folder
        self._state = state
        self._db = database

    def update(self) -> int:
        """Read the articles that are new or changed; how many these are."""
        known = dict(self._db.execute("SELECT key, saved_at FROM entry"))
        count = 0
        with self._db:
            for record in self._state.records():
                if not record.path:
                    continue
                stamp = record.saved_at.isoformat() if record.saved_at else ""
                if known.pop(record.key, None) != stamp:
                    count += self._put(record, stamp)
            for key in known:
                self._drop(key)
        return count

    def search(self, query: str, *, limit: int, site: str | None = None) -> Iterator[SearchHit]:
        """The best articles first (BM25, a word of the title counting ten times).

        Raises UsageError for a query without a word.
        """
        rows = self._db.execute(
            "SELECT entry.key, title, snippet(page, 1, ?, ?, ' … ', 24) FROM page "
            "JOIN entry ON entry.id = page.rowid WHERE page MATCH ? "
            "ORDER BY bm25(page, 10.0, 1.0)",
            (MARK, UNMARK, fts_query(query)),
        )
        for key, title, snippet in rows:
            record = self._state.get(key)
            if record is None or (site is not None and record.site != site):
                continue
            yield SearchHit(record=record, title=_together(title), snippet=_together(snippet))
            limit -= 1
            if limit <= 0:
                return

    def _put(self, record: Record, stamp: str) -> bool:
        self._drop(record.key)
        try:
            saved = read_saved(self._folder, record)
        except ArchiveError:
            return False  # `scraper verify` says what is missing
        cursor = self._db.execute(
            "INSERT INTO entry (key, saved_at) VALUES (?, ?)", (record.key, stamp)
        )
        self._db.execute(
            "INSERT INTO page (rowid, title, text) VALUES (?, ?, ?)",
            (cursor.lastrowid, apart(record.title), apart(saved.body)),
        )
        return True

    def _drop(self, key: str) -> None:
        self._db.execute(
            "DELETE FROM page WHERE rowid IN (SELECT id FROM entry WHERE key = ?)", (key,)
        )
        self._db.execute("DELETE FROM entry WHERE key = ?", (key,))


@contextmanager
def open_index(folder: Path, state: State) -> Iterator[SearchIndex]:
    """The index of an archive, made where there is none or a damaged one; in memory where the
    folder cannot be written. Raises ArchiveError.
    """
    database = _database(folder / INDEX)
    try:
        yield SearchIndex(folder, state, database)
    except sqlite3.Error as error:
        raise ArchiveError(f"{folder / INDEX}: {error}") from error
    finally:
        database.close()


def _database(path: Path) -> sqlite3.Connection:
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        return _prepared(":memory:")
    try:
        return _prepared(str(path))
    except sqlite3.DatabaseError:  # no database at all: it can be made again
        path.unlink(missing_ok=True)
        return _prepared(str(path))


def _prepared(name: str) -> sqlite3.Connection:
    database = sqlite3.connect(name)
    try:
        database.executescript(_SCHEMA)
    except sqlite3.Error:
        database.close()
        raise
    return database


def fts_query(text: str) -> str:
    """What a person types as a query of FTS5: all words, "phrases", begin*, and -without.

    Everything is quoted, so that no word is taken for syntax. Raises UsageError.
    """
    wanted: list[str] = []
    without: list[str] = []
    for minus, phrase, word in _TERM.findall(text):
        prefix = "*" if word.endswith("*") else ""
        plain = apart(phrase or word.rstrip("*")).replace('"', "")
        if re.search(r"\w", plain):
            (without if minus else wanted).append(f'"{plain}"{prefix}')
    if not wanted:
        raise UsageError(f"{text!r}: no word to search for")
    return " NOT ".join([_all(wanted), *without])


def _all(terms: Iterable[str]) -> str:
    return "(" + " AND ".join(terms) + ")"


def apart(text: str) -> str:
    """`text` with its characters set apart where they are words."""
    return _DENSE.sub(_APART, text)


def _together(text: str) -> str:
    return text.replace(_APART, "")

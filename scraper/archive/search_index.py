"""Full-text search: search.sqlite, an index of the articles' files.

It is updated before a search from the rows and files that have changed since; lost or damaged,
it is made again. It knows the marks of articles too (mark_index.py). FTS5 with unicode61 folds
case and diacritics. It takes a run of letters for one word, so the characters of scripts that are
written without spaces are separated by zero-width spaces, in the index and in queries.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from scraper.archive.articles.article_places import ArticlePlaces
from scraper.archive.articles.saved_article import read_saved
from scraper.archive.layout import INDEX
from scraper.archive.mark_index import MARK_SCHEMA, MarkIndex
from scraper.archive.state.record import Record
from scraper.archive.state.rows import utc_text
from scraper.archive.state.state_store import State
from scraper.errors import ArchiveError, UsageError

_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_PATIENCE = 60.0  # seconds to wait for another search, which may index a whole archive

MARK, UNMARK = "\x02", "\x03"  # before and after a match in a snippet

_SCHEMA = """
    CREATE TABLE IF NOT EXISTS entry (id INTEGER PRIMARY KEY, key TEXT UNIQUE, saved_at TEXT);
    CREATE VIRTUAL TABLE IF NOT EXISTS page
    USING fts5(title, text, tokenize = 'unicode61 remove_diacritics 2');
"""
# Han, kana, Thai, Lao, Khmer, Burmese: written without spaces between words.
_CHARACTER = r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]"
_UNSPACED = re.compile(rf"(?<={_CHARACTER})(?=\w)|(?<=\w)(?={_CHARACTER})")
_ZERO_WIDTH_SPACE = "\u200b"
_TERM = re.compile(r'(-?)(?:"([^"]*)"|(\S+))')


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchHit:
    """A found article; in `snippet` each match is between MARK and UNMARK."""

    record: Record
    title: str
    snippet: str


class SearchIndex:
    """The search index of an archive; see `open_index`."""

    def __init__(self, folder: Path, state: State, database: sqlite3.Connection) -> None:
        self._folder = folder
        self._state = state
        self._db = database
        self._places = ArticlePlaces(folder)
        self.marks = MarkIndex(database)

    def update(self) -> int:
        """Index the articles that are new or changed; how many these are."""
        indexed = dict(self._db.execute("SELECT key, saved_at FROM entry"))
        count = 0
        with self._db:
            for key, saved_at, path in self._state.saved_keys():
                stamp = f"{saved_at} {_stamp(self._folder, path)}"
                if indexed.pop(key, None) != stamp:
                    count += self._add(key, stamp)
            for key in indexed:
                self._remove(key)
        return count

    def refresh(self, record: Record) -> None:
        """Index an article that has just been changed."""
        saved_at = utc_text(record.saved_at) if record.saved_at else ""
        with self._db:
            self._add(record.key, f"{saved_at} {_stamp(self._folder, record.path)}")

    def remove(self, keys: Iterable[str]) -> None:
        """Remove articles."""
        with self._db:
            for key in keys:
                self._remove(key)

    def search(
        self,
        query: str,
        *,
        limit: int,
        site: str | None = None,
        among: Callable[[Record], bool] = lambda _record: True,
    ) -> Iterator[SearchHit]:
        """The best articles first (BM25, in which a match in the title counts ten times), of a
        site and `among` those that match.

        Raises UsageError for a query without a word.
        """
        match = fts_query(query)
        # Snippets are made of the hits that are shown: of all, they would take seconds.
        rows = self._db.execute(
            "SELECT rowid FROM page WHERE page MATCH ? AND rank MATCH 'bm25(10.0, 1.0)' "
            "ORDER BY rank",
            (match,),
        )
        for (number,) in rows:
            record = self._record(number)
            if record is None or (site is not None and record.site != site):
                continue
            if not among(record):
                continue
            title, snippet = self._snippet(match, number)
            yield SearchHit(record=record, title=_joined(title), snippet=_joined(snippet))
            limit -= 1
            if limit <= 0:
                return

    def _record(self, number: int) -> Record | None:
        """The row of an entry of the index."""
        found = self._db.execute("SELECT key FROM entry WHERE id = ?", (number,)).fetchone()
        return self._state.get(found[0]) if found else None

    def _snippet(self, match: str, number: int) -> tuple[str, str]:
        """Title and snippet of an entry that matches the query."""
        title, snippet = self._db.execute(
            "SELECT title, snippet(page, 1, ?, ?, ' … ', 24) FROM page "
            "WHERE page MATCH ? AND rowid = ?",
            (MARK, UNMARK, match, number),
        ).fetchone()
        return title, snippet

    def _add(self, key: str, stamp: str) -> bool:
        self._remove(key)
        record = self._state.get(key)
        if record is None:
            return False  # removed since
        try:
            saved = read_saved(self._folder, record, self._places)
        except ArchiveError:
            return False  # `scraper verify` reports what is missing
        cursor = self._db.execute(
            "INSERT INTO entry (key, saved_at) VALUES (?, ?)", (record.key, stamp)
        )
        self._db.execute(
            "INSERT INTO page (rowid, title, text) VALUES (?, ?, ?)",
            (
                cursor.lastrowid,
                separated(saved.sidecar.title),
                separated("\n\n".join(filter(None, (saved.body, saved.notes)))),
            ),
        )
        self.marks.add(key, saved.marks)
        return True

    def _remove(self, key: str) -> None:
        self._db.execute(
            "DELETE FROM page WHERE rowid IN (SELECT id FROM entry WHERE key = ?)", (key,)
        )
        self._db.execute("DELETE FROM entry WHERE key = ?", (key,))
        self.marks.remove(key)


def _stamp(folder: Path, path: str) -> str:
    """When a file was changed and its size; `-` for one that is not there."""
    try:
        found = os.stat(f"{folder}/{path}")  # noqa: PTH116 - called for each article
    except OSError:
        return "-"
    return f"{found.st_mtime_ns} {found.st_size}"


@contextmanager
def open_index(folder: Path, state: State) -> Iterator[SearchIndex]:
    """The index of an archive, which is made where it is missing or damaged, in memory where the
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
        return _connect(":memory:")
    try:
        return _connect(str(path))
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode not in _DAMAGED:  # locked, say: another search writes it
            raise ArchiveError(f"{path}: {error}") from error
    path.unlink(missing_ok=True)  # it can be made again
    return _connect(str(path))


def _connect(name: str) -> sqlite3.Connection:
    database = sqlite3.connect(name, timeout=_PATIENCE)
    try:
        database.executescript(_SCHEMA + MARK_SCHEMA)
    except sqlite3.Error:
        database.close()
        raise
    return database


def fts_query(text: str) -> str:
    """What a person types, as a query of FTS5: all words, "phrases", prefix*, and -excluded.

    Everything is quoted, so that no word is taken for syntax. Raises UsageError.
    """
    required: list[str] = []
    excluded: list[str] = []
    for minus, phrase, word in _TERM.findall(text):
        prefix = "*" if word.endswith("*") else ""
        plain = separated(phrase or word.rstrip("*")).replace('"', "")
        if re.search(r"\w", plain):
            (excluded if minus else required).append(f'"{plain}"{prefix}')
    if not required:
        raise UsageError(f"{text!r}: no word to search for")
    return " NOT ".join([_all(required), *excluded])


def _all(terms: Iterable[str]) -> str:
    return "(" + " AND ".join(terms) + ")"


def separated(text: str) -> str:
    """`text` with zero-width spaces around the characters of unspaced scripts."""
    return _UNSPACED.sub(_ZERO_WIDTH_SPACE, text)


def _joined(text: str) -> str:
    return text.replace(_ZERO_WIDTH_SPACE, "")

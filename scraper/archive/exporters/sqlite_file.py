"""A SQLite file with a row for each article, for Datasette and SQL; not the archive's state."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec

from scraper.archive.articles.saved_article import SavedArticle
from scraper.archive.exporters.export_row import FIELDS, INTEGERS, LISTS, export_row
from scraper.errors import ArchiveError

_COLUMNS = (
    *(name for name in FIELDS if name not in LISTS),
    *("published_day", "read", "path", "markdown", "text"),
)
_TYPES = dict.fromkeys((*INTEGERS, "free_access", "read"), "INTEGER") | {"confidence": "REAL"}
_SCHEMA = f"""
CREATE TABLE article ({", ".join(f"{name} {_TYPES.get(name, 'TEXT')}" for name in _COLUMNS)},
    PRIMARY KEY (id));
CREATE TABLE author (article TEXT NOT NULL REFERENCES article (id), position INTEGER NOT NULL,
    name TEXT NOT NULL, PRIMARY KEY (article, position));
CREATE TABLE tag (article TEXT NOT NULL REFERENCES article (id), name TEXT NOT NULL,
    PRIMARY KEY (article, name));
CREATE VIRTUAL TABLE article_fts USING fts5 (title, text, content='article');
"""
_INSERT = (
    f"INSERT OR REPLACE INTO article ({', '.join(_COLUMNS)}) "  # noqa: S608 - names of ours
    f"VALUES ({', '.join('?' * len(_COLUMNS))})"
)
_INDEXES = """
CREATE INDEX author_name ON author (name);
CREATE INDEX tag_name ON tag (name);
CREATE INDEX article_domain ON article (domain, published_day);
INSERT INTO article_fts (article_fts) VALUES ('rebuild');
"""


def write_sqlite(articles: Iterable[SavedArticle], path: Path) -> None:
    """The tables `article`, `author`, `tag` and a full-text index, in a new file.

    Raises ArchiveError.
    """
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as database:
            database.executescript(_SCHEMA)
            database.execute("BEGIN")
            for article in articles:
                _insert(database, export_row(article))
            database.execute("COMMIT")
            database.executescript(_INDEXES)
    except sqlite3.Error as error:
        raise ArchiveError(f"{path}: {error}") from error


def _insert(database: sqlite3.Connection, row: dict[str, Any]) -> None:
    plain = msgspec.to_builtins(row)
    database.execute(_INSERT, [plain[name] for name in _COLUMNS])
    id_ = plain["id"]
    authors = ((id_, number, name) for number, name in enumerate(plain["author"], start=1))
    database.executemany("INSERT OR REPLACE INTO author VALUES (?, ?, ?)", authors)
    tags = ((id_, name) for name in plain["tags"])
    database.executemany("INSERT OR IGNORE INTO tag VALUES (?, ?)", tags)

"""Which articles have a tag or are read: two tables of the search index (search_index.py)."""

from __future__ import annotations

import sqlite3

from scraper.archive.articles.marks import Marks, tag_key

MARK_SCHEMA = """
    CREATE TABLE IF NOT EXISTS tag (
        name TEXT, key TEXT, shown TEXT, PRIMARY KEY (name, key)
    ) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS seen (key TEXT PRIMARY KEY) WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS tag_of ON tag (key);
"""


class MarkIndex:
    """The marks of all articles. Its methods may raise sqlite3.Error."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._db = database

    def add(self, key: str, marks: Marks) -> None:
        self.remove(key)
        rows = ((tag_key(tag), key, tag) for tag in marks.tags)
        self._db.executemany("INSERT OR IGNORE INTO tag VALUES (?, ?, ?)", rows)
        if marks.is_read:
            self._db.execute("INSERT INTO seen VALUES (?)", (key,))

    def remove(self, key: str) -> None:
        self._db.execute("DELETE FROM tag WHERE key = ?", (key,))
        self._db.execute("DELETE FROM seen WHERE key = ?", (key,))

    def tags(self) -> list[tuple[str, int]]:
        """All tags, each with the number of its articles, by name."""
        rows = self._db.execute("SELECT min(shown), count(*) FROM tag GROUP BY name ORDER BY name")
        return [(tag, count) for tag, count in rows]

    def keys_with(self, tag: str) -> frozenset[str]:
        """The keys of the articles with a tag, or with one within it."""
        name = tag_key(tag)
        rows = self._db.execute(
            "SELECT key FROM tag WHERE name = ?1 OR (name > ?1 || '/' AND name < ?1 || '0')",
            (name,),  # 0 is the character after /
        )
        return frozenset(key for (key,) in rows)

    def read_keys(self) -> frozenset[str]:
        """The keys of the articles that are read."""
        return frozenset(key for (key,) in self._db.execute("SELECT key FROM seen"))

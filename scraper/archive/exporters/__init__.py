"""Saved articles in formats for other programs. Streaming: one article at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import BinaryIO

from scraper.archive.articles.saved_article import SavedArticle
from scraper.archive.exporters.csl import write_csl
from scraper.archive.exporters.epub import write_epub
from scraper.archive.exporters.html_site import write_html
from scraper.archive.exporters.hugo import write_hugo
from scraper.archive.exporters.parquet import write_parquet
from scraper.archive.exporters.sqlite_file import write_sqlite
from scraper.archive.exporters.tabular import write_csv, write_jsonl
from scraper.archive.exporters.text_files import write_text

StreamWriter = Callable[[Iterable[SavedArticle], BinaryIO], None]
PathWriter = Callable[[Iterable[SavedArticle], Path], None]

# Formats that are one stream of bytes; those of `BINARY` are nothing for a terminal.
FORMATS: dict[str, StreamWriter] = {
    "jsonl": write_jsonl,
    "csv": write_csv,
    "epub": write_epub,
    "csl": write_csl,
    "parquet": write_parquet,
}
BINARY = frozenset({"epub", "parquet"})
# Formats that need a path: a new file, or a new folder that exists already.
FILES: dict[str, PathWriter] = {"sqlite": write_sqlite}
FOLDERS: dict[str, PathWriter] = {"html": write_html, "hugo": write_hugo, "text": write_text}
# Formats that are read from the first to the last: their articles are in order of time.
READ_IN_ORDER = frozenset({"epub"})

__all__ = ["BINARY", "FILES", "FOLDERS", "FORMATS", "READ_IN_ORDER", "PathWriter", "StreamWriter"]

"""Saved articles in formats for other programs. Streaming: one article at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import BinaryIO

from scraper.archive.articles.saved_article import SavedArticle
from scraper.archive.exporters.csl import write_csl
from scraper.archive.exporters.epub import write_epub
from scraper.archive.exporters.tabular import write_csv, write_jsonl

Writer = Callable[[Iterable[SavedArticle], BinaryIO], None]

FORMATS: dict[str, Writer] = {
    "jsonl": write_jsonl,
    "csv": write_csv,
    "epub": write_epub,
    "csl": write_csl,
}

__all__ = ["FORMATS", "Writer"]

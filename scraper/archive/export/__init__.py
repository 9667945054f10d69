"""Saved articles in the forms that other programs read. Streaming: one article at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import BinaryIO

from scraper.archive.export.bibliography import write_csl
from scraper.archive.export.book import write_epub
from scraper.archive.export.tables import write_csv, write_jsonl
from scraper.archive.saved import Saved

Writer = Callable[[Iterable[Saved], BinaryIO], None]

FORMATS: dict[str, Writer] = {
    "jsonl": write_jsonl,
    "csv": write_csv,
    "epub": write_epub,
    "csl": write_csl,
}

__all__ = ["FORMATS", "Writer"]

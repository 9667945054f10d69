"""Marks of articles, changed in files and index: for the command line and the browser alike."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from scraper.archive.articles.marks import MarkChange, Marks, change_marks
from scraper.archive.layout import INDEX
from scraper.archive.search_index import open_index
from scraper.archive.state.record import Record
from scraper.archive.state.state_store import State
from scraper.errors import ArchiveError


def mark_articles(
    folder: Path, state: State, records: Iterable[Record], change: MarkChange
) -> list[Marks]:
    """Change the marks of saved articles, of all or of none; what they are then.

    Raises ArchiveError where a file cannot be changed.
    """
    records = tuple(records)
    marks = change_marks(folder, records, change)
    if (folder / INDEX).exists():
        # an error is none: at its next update the index sees which files have changed
        with suppress(ArchiveError), open_index(folder, state) as index:
            for record in records:
                index.refresh(record)
    return marks

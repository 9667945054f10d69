"""What a list of articles shows of each: its row, and where it was found, the text around it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from scraper.archive.articles.article_places import ArticlePlaces
from scraper.archive.articles.marks import Marks, marks_of
from scraper.archive.search_index import MARK, UNMARK
from scraper.archive.state.record import Record
from scraper.errors import ArchiveError


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveListEntry:
    """An article in a list, with its marks; `snippet` is text in parts, each with whether it was
    searched for.
    """

    record: Record
    marks: Marks
    snippet: tuple[tuple[bool, str], ...] = ()

    @property
    def day(self) -> str:
        created = self.record.created
        return self.record.published[:10] or (created.date().isoformat() if created else "")


def list_entries(folder: Path, found: Iterable[tuple[Record, str]]) -> list[ArchiveListEntry]:
    """The entries of articles, each with a snippet of the search or an empty text. One whose file
    cannot be read has no marks.
    """
    places = ArticlePlaces(folder)
    return [
        ArchiveListEntry(
            record=record,
            marks=_marks(folder, record, places),
            snippet=snippet_parts(snippet),
        )
        for record, snippet in found
    ]


def _marks(folder: Path, record: Record, places: ArticlePlaces) -> Marks:
    try:
        return marks_of(folder, record, places)
    except ArchiveError:
        return Marks()


def snippet_parts(snippet: str) -> tuple[tuple[bool, str], ...]:
    """A snippet of the search, in parts that match and do not."""
    parts: list[tuple[bool, str]] = []
    for number, piece in enumerate(snippet.split(MARK)):
        match, end, rest = piece.partition(UNMARK)
        parts += [(True, match), (False, rest)] if number and end else [(False, piece)]
    return tuple((is_match, text) for is_match, text in parts if text)

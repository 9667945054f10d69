"""What a list of articles shows of each: its row, and where it was found, the text around it."""

from __future__ import annotations

from dataclasses import dataclass

from scraper.archive.search_index import MARK, UNMARK
from scraper.archive.state.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveListEntry:
    """An article in a list; `snippet` is text in parts, each with whether it was searched for."""

    record: Record
    snippet: tuple[tuple[bool, str], ...] = ()

    @property
    def day(self) -> str:
        created = self.record.created
        return self.record.published[:10] or (created.date().isoformat() if created else "")


def snippet_parts(snippet: str) -> tuple[tuple[bool, str], ...]:
    """A snippet of the search, in parts that match and do not."""
    parts: list[tuple[bool, str]] = []
    for number, piece in enumerate(snippet.split(MARK)):
        match, end, rest = piece.partition(UNMARK)
        parts += [(True, match), (False, rest)] if number and end else [(False, piece)]
    return tuple((is_match, text) for is_match, text in parts if text)

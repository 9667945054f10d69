"""A Record as a row of the state, and back."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from scraper.archive.state.record import Record
from scraper.archive.unicode_scalars import scalars
from scraper.errors import ArchiveError
from scraper.outcomes import OutcomeName

COLUMNS = Record.__struct_fields__
_INSTANTS = frozenset({"checked_at", "retry_at", "created", "saved_at"})


def to_row(record: Record) -> tuple[Any, ...]:
    """The values of COLUMNS."""
    return tuple(
        instant(value) if isinstance(value, datetime) else storable(value)
        for value in (getattr(record, name) for name in COLUMNS)
    )


def from_row(row: tuple[Any, ...], path: Path) -> Record:
    """The record of a row of the state at `path`. Raises ArchiveError where it is damaged."""
    values = dict(zip(COLUMNS, row, strict=True))
    try:
        for name in _INSTANTS:
            if values[name] is not None:
                values[name] = datetime.fromisoformat(values[name])
        values["outcome"] = OutcomeName(values["outcome"])
        return Record(**values)
    except (TypeError, ValueError) as error:
        raise ArchiveError(f"{path}: the row of {row[0]!r} is damaged: {error}") from error


def instant(value: datetime) -> str:
    """ISO 8601 in UTC, so that texts sort as instants do."""
    return value.astimezone(UTC).isoformat()


def storable(value: Any) -> Any:
    """A text without lone surrogates, which a file name may hold."""
    return scalars(value) if isinstance(value, str) else value

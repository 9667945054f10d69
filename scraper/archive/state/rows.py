"""A Record as a row of the state, and back.

The columns bear the names that they had when an archive was first made. Two fields have better
names now, and the nested `raw` is three columns.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from scraper.archive.state.record import RawRef, Record
from scraper.archive.unicode_scalars import scalars
from scraper.errors import ArchiveError

_COLUMN_OF = {"minhash": "sketch", "missing_images": "lacking"}  # the others have the same name
_RAW_COLUMN_OF = {"sha256": "raw_hash", "file": "raw_file", "offset": "raw_offset"}
_FIELDS = {_COLUMN_OF.get(name, name): name for name in Record.__struct_fields__ if name != "raw"}
_NO_RAW = RawRef(file="", offset=-1, sha256="")

COLUMNS = (*_FIELDS, *_RAW_COLUMN_OF.values())


def to_row(record: Record) -> tuple[Any, ...]:
    """The values of COLUMNS."""
    return tuple(map(_to_sql, to_columns(record).values()))


def from_row(row: tuple[Any, ...], path: Path) -> Record:
    """The record of a row of the state at `path`. Raises ArchiveError where it is damaged."""
    try:
        return from_columns(dict(zip(COLUMNS, row, strict=True)))
    except msgspec.ValidationError as error:
        raise ArchiveError(f"{path}: the row of {row[0]!r} is damaged: {error}") from error


def to_columns(record: Record) -> dict[str, Any]:
    """The values of a record by the names of COLUMNS, in their order."""
    raw = record.raw or _NO_RAW
    values = {column: getattr(record, name) for column, name in _FIELDS.items()}
    values |= {column: getattr(raw, name) for name, column in _RAW_COLUMN_OF.items()}
    return values if record.raw else values | {"raw_offset": None}


def from_columns(values: Mapping[str, Any]) -> Record:
    """The record of values by the names of COLUMNS; instants and outcome as texts, too. A value
    that is missing is that of an unknown. Raises msgspec.ValidationError.
    """
    fields = {name: values[column] for column, name in _FIELDS.items() if column in values}
    if values.get("raw_offset") is not None:
        fields["raw"] = {name: values.get(column, "") for name, column in _RAW_COLUMN_OF.items()}
    return msgspec.convert(fields, Record)


def utc_text(value: datetime) -> str:
    """An instant as ISO 8601 in UTC, so that texts sort as instants do."""
    return value.astimezone(UTC).isoformat()


def _to_sql(value: Any) -> Any:
    if isinstance(value, datetime):
        return utc_text(value)
    return scalars(value) if isinstance(value, str) else value

"""What a shard has done, a JSON line each: results, targets that were not due, notices.

The archive is updated from it alone, and a shard that is started again resumes from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from scraper.archive.state.rows import from_columns, to_columns
from scraper.archive.unicode_scalars import json_bytes
from scraper.outcomes import Outcome
from scraper.pipeline.job import Result
from scraper.shards.append_log import AppendLog, read_lines


class JournalLine(msgspec.Struct, frozen=True, omit_defaults=True):
    """One of the three."""

    result: Result | None = None
    not_due: Outcome | None = msgspec.field(default=None, name="put_off")
    notice: str = ""


class Journal:
    """The writing end. Results are on the disk when `write_results` returns."""

    def __init__(self, lines: AppendLog) -> None:
        self._lines = lines

    def write_results(self, results: Iterable[Result]) -> None:
        self._lines.append(map(_encode, results))

    def write_not_due(self, outcome: Outcome) -> None:
        self._lines.append_unsynced([json_bytes(JournalLine(not_due=outcome))])

    def write_notice(self, text: str) -> None:
        self._lines.append_unsynced([json_bytes(JournalLine(notice=text))])


class JournalReader:
    """The reading end: each call continues where the last one ended."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._offset = 0

    def read(self) -> Iterator[list[JournalLine]]:
        """What has been written since, in parts of some megabytes. Raises ArchiveError."""
        while True:
            lines, self._offset = read_lines(self._path, self._offset)
            if not lines:
                return
            yield [line for line in map(_decode, lines) if line is not None]


def finished_keys(lines: Iterable[JournalLine]) -> Iterator[str]:
    """The keys of the targets that have their outcomes."""
    for line in lines:
        outcome = line.result.outcome if line.result else line.not_due
        if outcome is not None:
            yield outcome.target.key


def _encode(result: Result) -> bytes:
    """A line in which the record has the columns of its row, whose names never change: the
    journal of a run that was killed may be read by another version.
    """
    names = zip(result.__struct_fields__, result.__struct_encode_fields__, strict=True)
    fields = {encoded: getattr(result, name) for name, encoded in names}
    return json_bytes({"result": fields | {"record": to_columns(result.record)}})


def _decode(line: bytes) -> JournalLine | None:
    """None for a line that a crash cut short."""
    try:
        fields = msgspec.json.decode(line, type=dict[str, Any])
        if isinstance(result := fields.get("result"), dict):
            result["record"] = from_columns(result.get("record", {}))
        return msgspec.convert(fields, JournalLine)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None

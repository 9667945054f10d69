"""What a shard has done, a JSON line each: results, targets that were put off, notices.

It is all that is taken into the archive, and what a shard that is done again begins with.
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


class Line(msgspec.Struct, frozen=True, omit_defaults=True):
    """One of the three."""

    result: Result | None = None
    put_off: Outcome | None = None
    notice: str = ""


class Journal:
    """The writing end. Results are on the disk when `results` returns."""

    def __init__(self, lines: AppendLog) -> None:
        self._lines = lines

    def results(self, results: Iterable[Result]) -> None:
        self._lines.append(map(_encoded, results))

    def put_off(self, outcome: Outcome) -> None:
        self._lines.note([json_bytes(Line(put_off=outcome))])

    def notice(self, text: str) -> None:
        self._lines.note([json_bytes(Line(notice=text))])


class JournalReader:
    """The reading end: each call goes on where the last one stopped."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._offset = 0

    def read(self) -> Iterator[list[Line]]:
        """What has been written since, in parts of some megabytes. Raises ArchiveError."""
        while True:
            lines, self._offset = read_lines(self._path, self._offset)
            if not lines:
                return
            yield [line for line in map(_decoded, lines) if line is not None]


def done_in(lines: Iterable[Line]) -> Iterator[str]:
    """The keys of the targets that have their outcomes."""
    for line in lines:
        outcome = line.result.outcome if line.result else line.put_off
        if outcome is not None:
            yield outcome.target.key


def _encoded(result: Result) -> bytes:
    """A line in which the record has the columns of its row, whose names never change: the
    journal of a run that was killed may be read by another version.
    """
    fields = {name: getattr(result, name) for name in result.__struct_fields__}
    return json_bytes({"result": fields | {"record": to_columns(result.record)}})


def _decoded(line: bytes) -> Line | None:
    """None for a line that a crash cut short."""
    try:
        fields = msgspec.json.decode(line, type=dict[str, Any])
        if isinstance(result := fields.get("result"), dict):
            result["record"] = from_columns(result.get("record", {}))
        return msgspec.convert(fields, Line)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None

"""A file of lines that only grows, written by one process and read by another meanwhile.

What a crash cut short is no line: it is ended by the next writer and skipped by readers.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

from scraper.archive.atomic_files import archive_errors

_MOST = 4 << 20  # bytes that are read at once


class AppendLog:
    """The writing end. A context manager."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with archive_errors(path):
            self._file = path.open("a+b")
            if self._file.seek(0, os.SEEK_END):
                self._file.seek(-1, os.SEEK_END)
                if self._file.read(1) != b"\n":
                    self._file.write(b"\n")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        with archive_errors(self._path):
            self._file.close()

    def append(self, lines: Iterable[bytes]) -> None:
        """Add lines (without their ends), and bring them to the disk. Raises ArchiveError."""
        self.note(lines)
        with archive_errors(self._path):
            os.fsync(self._file.fileno())

    def note(self, lines: Iterable[bytes]) -> None:
        """Add lines that may be lost when the machine goes. Raises ArchiveError."""
        with archive_errors(self._path):
            self._file.write(b"".join(line + b"\n" for line in lines))
            self._file.flush()


def read_lines(path: Path, offset: int) -> tuple[list[bytes], int]:
    """Some of the whole lines from `offset` on, and where the next begin.

    None of them where there are no more. The file is opened anew each time: that is when a file
    server is asked for what another machine has written. Raises ArchiveError.
    """
    with archive_errors(path):
        if not path.exists():
            return [], offset
        with path.open("rb") as file:
            file.seek(offset)
            content = file.read(_MOST)
            if content and b"\n" not in content:  # one line longer than that
                content += file.readline()
    whole = content[: content.rfind(b"\n") + 1]
    return whole.split(b"\n")[:-1], offset + len(whole)

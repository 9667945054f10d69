"""A file of lines that only grows, written by one process and read by another meanwhile.

A line that a crash cut short is ended by the next writer and ignored by readers.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

from scraper.archive.atomic_files import archive_errors

_CHUNK = 4 << 20  # bytes of a read: a few thousand results


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
        """Append lines (without line ends) and sync them to the disk. Raises ArchiveError."""
        self.append_unsynced(lines)
        with archive_errors(self._path):
            os.fsync(self._file.fileno())

    def append_unsynced(self, lines: Iterable[bytes]) -> None:
        """Append lines that may be lost when the machine fails. Raises ArchiveError."""
        with archive_errors(self._path):
            self._file.write(b"".join(line + b"\n" for line in lines))
            self._file.flush()


def read_lines(path: Path, offset: int) -> tuple[list[bytes], int]:
    """Complete lines from `offset` on, some megabytes at most, and the offset of the next.

    Empty where there are no more. The file is opened each time: on NFS, that is when the client
    checks for what another machine has written (close-to-open consistency). Raises ArchiveError.
    """
    with archive_errors(path):
        if not path.exists():
            return [], offset
        with path.open("rb") as file:
            file.seek(offset)
            content = file.read(_CHUNK)
            if content and b"\n" not in content:  # a line longer than a chunk
                content += file.readline()
    complete = content[: content.rfind(b"\n") + 1]
    return complete.split(b"\n")[:-1], offset + len(complete)

"""Where an export goes: a file or a folder appears under its name only when it is complete."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scraper.archive.atomic_files import archive_errors
from scraper.errors import UsageError

_MARK = ".scraper-export"  # a folder that has it was made by an export, and may be replaced


@contextmanager
def export_file(path: Path) -> Iterator[Path]:
    """A temporary path beside `path`, which replaces it at the end, unless an error is raised.

    The folders that it is in are made. Raises ArchiveError.
    """
    temporary = path.with_name(f".{path.name}.part")
    with archive_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            temporary.unlink(missing_ok=True)
            yield temporary
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)


@contextmanager
def export_folder(path: Path) -> Iterator[Path]:
    """The same for a folder. Raises UsageError where there is something that is no export."""
    if path.exists() and not (path / _MARK).is_file() and not _is_empty_folder(path):
        raise UsageError(f"{path}: exists and was not made by an export; name a new folder")
    temporary = path.with_name(f".{path.name}.part")
    with archive_errors(path):
        shutil.rmtree(temporary, ignore_errors=True)
        temporary.mkdir(parents=True)
        try:
            (temporary / _MARK).touch()
            yield temporary
            if path.exists():
                shutil.rmtree(path)
            temporary.rename(path)
        finally:
            shutil.rmtree(temporary, ignore_errors=True)


def _is_empty_folder(path: Path) -> bool:
    return path.is_dir() and not any(path.iterdir())

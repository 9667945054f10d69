"""Paths that are read from a file or a row lead to no place outside of the archive."""

from __future__ import annotations

from pathlib import Path

from scraper.errors import ArchiveError


def inside(folder: Path, path: str) -> Path:
    """The file at `path` (relative) in the archive `folder`.

    Raises ArchiveError where `path` leads out of it: by `..`, as an absolute path, or through a
    symbolic link.
    """
    file = folder / path
    if not is_inside(folder, path):
        raise ArchiveError(f"{file}: is outside the archive")
    return file


def is_inside(folder: Path, path: str) -> bool:
    """Whether `path` (relative) leads to a file in the archive `folder`."""
    try:
        whole, file = folder.resolve(), (folder / path).resolve()
    except (OSError, RuntimeError, ValueError):  # a loop of links, a NUL
        return False
    return file != whole and file.is_relative_to(whole)

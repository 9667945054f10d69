"""Where an export goes: a file or a folder appears under its name only when it is complete."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from scraper.archive.atomic_files import archive_errors
from scraper.errors import UsageError

_MARK = ".scraper-export"  # a folder that has it was made by an export, and may be replaced
_TITLE = "# the files of this export, with their SHA-256\n"


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
    """The same for a folder, in which files that no export wrote are kept.

    Raises UsageError where there is something that is no export, or where a file of the export
    before was changed.
    """
    if path.exists() and not (path / _MARK).is_file() and not _is_empty_folder(path):
        raise UsageError(f"{path}: exists and was not made by an export; name a new folder")
    temporary = path.with_name(f".{path.name}.part")
    with archive_errors(path):
        kept = list(_added_files(path))
        shutil.rmtree(temporary, ignore_errors=True)
        temporary.mkdir(parents=True)
        try:
            yield temporary
            _write_mark(temporary)
            _copy_files(kept, path, temporary)
            if path.exists():
                shutil.rmtree(path)
            temporary.rename(path)
        finally:
            shutil.rmtree(temporary, ignore_errors=True)


def _write_mark(folder: Path) -> None:
    """List the files of an export, each with its hash."""
    names = sorted(_files(folder))
    with (folder / _MARK).open("w", encoding="utf-8", errors="surrogateescape") as mark:
        mark.write(_TITLE)
        mark.writelines(f"{_file_hash(folder / name)} {name}\n" for name in names)


def _added_files(folder: Path) -> Iterator[str]:
    """The files in an export that it did not write. Raises UsageError for one that was changed."""
    mark = folder / _MARK
    title, *lines = (mark.read_text("utf-8", "surrogateescape") if mark.exists() else "").split(
        "\n"
    )
    if f"{title}\n" != _TITLE:  # of an earlier version, which listed nothing
        return
    hashes = {name: hash_ for hash_, _, name in (line.partition(" ") for line in lines)}
    for name in _files(folder):
        if name not in hashes:
            yield name
        elif _file_hash(folder / name) != hashes[name]:
            advice = "move it away, or name another folder"
            raise UsageError(f"{folder / name}: was changed since it was exported; {advice}")


def _copy_files(names: Iterable[str], folder: Path, to: Path) -> None:
    for name in names:
        if (to / name).exists():
            raise UsageError(f"{folder / name}: is where an exported file belongs; move it away")
        (to / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(folder / name, to / name, follow_symlinks=False)


def _files(folder: Path) -> Iterator[str]:
    """The files in a folder, and links to folders, but the mark; relative to it."""
    for parent, folders, files in os.walk(folder):
        links = [each for each in folders if Path(parent, each).is_symlink()]
        for name in (*files, *links):
            relative = Path(parent, name).relative_to(folder).as_posix()
            if relative != _MARK:
                yield relative


def _file_hash(file: Path) -> str:
    """SHA-256 (hex) of a file; empty for what is none, such as a broken link."""
    if not file.is_file():
        return ""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _is_empty_folder(path: Path) -> bool:
    return path.is_dir() and not any(path.iterdir())

"""What the user names: files, folders, patterns. Nothing is read but the first bytes."""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from scraper.errors import UsageError

PAGE = re.compile(r"\.x?html?(?:\.gz)?$", re.IGNORECASE)
_WARC = re.compile(r"\.(?:w?arc(?:\.gz)?|wacz)$", re.IGNORECASE)
_WARC_START = b"WARC/"


def check_names(names: Iterable[str]) -> None:
    """Raises UsageError for what is no file, folder with pages, or pattern with a match."""
    for name in names:
        if "://" in name:
            raise UsageError(f"{name}: extract reads files; `scraper get {name}` fetches one")
        if name != "-" and not paths_of(name):
            raise UsageError(f"{name}: No such file or directory")
        if name != "-" and not any(next(files_in(path, _ignore), None) for path in paths_of(name)):
            raise UsageError(f"{name}: no page (.html, .html.gz) and no WARC file in it")


def warc_files(names: Iterable[str]) -> list[Path]:
    """The WARC files that `names` stand for. Raises UsageError where one stands for none."""
    found: list[Path] = []
    for name in names:
        files = [file for path in paths_of(name) for file in files_in(path, _ignore)]
        warcs = [file for file in files if is_warc(file)]
        if not warcs:
            kind = "is no WARC file, and has none in it" if files else "No such file or directory"
            raise UsageError(f"{name}: {kind}")
        found.extend(warcs)
    return found


def is_one_page(names: tuple[str, ...]) -> bool:
    """Whether the names are one file with one page, or standard input."""
    if "-" in names:
        return len(names) == 1
    paths = [path for name in names for path in paths_of(name)]
    return len(paths) == 1 and not paths[0].is_dir() and not is_warc(paths[0])


def _ignore(_problem: str) -> None:
    """A folder that cannot be read has nothing in it."""


def paths_of(name: str) -> list[Path]:
    """The file or folder of this name or, where there is none, those that match the pattern."""
    if os.path.lexists(name):
        return [Path(name)]
    return sorted(map(Path, glob.iglob(name, recursive=True)))  # noqa: PTH207 - absolute ones too


def files_in(path: Path, on_problem: Callable[[str], None]) -> Iterator[Path]:
    """A file itself; the pages and WARC files in a folder, and in all below it, by name."""
    if not path.is_dir():
        yield path
        return

    def report(error: OSError) -> None:
        on_problem(f"{error.filename}: {error.strerror}")

    for folder, folders, files in os.walk(path, onerror=report):
        folders[:] = sorted(each for each in folders if not each.startswith("."))
        for file in sorted(files):
            if not file.startswith(".") and (PAGE.search(file) or _WARC.search(file)):
                yield Path(folder, file)


def is_warc(path: Path) -> bool:
    """Whether a file is a WARC file, by its name or its first bytes; a pipe is read only once."""
    if _WARC.search(path.name) or not path.is_file():
        return bool(_WARC.search(path.name))
    try:
        with path.open("rb") as file:
            return file.read(len(_WARC_START)) == _WARC_START
    except OSError:
        return False


def output_path(relative: Path) -> str:
    """The path of the article of a file, relative and without an ending."""
    return PAGE.sub("", relative.as_posix()) or "page"

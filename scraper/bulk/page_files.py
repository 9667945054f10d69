"""What the user names -> pages: files, folders, patterns, WARC files, standard input."""

from __future__ import annotations

import glob
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from scraper.archive.raw.foreign_warc import is_warc_name
from scraper.bulk.page_input import PageInput
from scraper.errors import ArchiveError, ScraperError, UsageError
from scraper.pipeline.page_file import page_bytes
from scraper.pipeline.warc_pages import read_warc

_PAGE = re.compile(r"\.x?html?(?:\.gz)?$", re.IGNORECASE)
_WARC_START = b"WARC/"


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPage:
    """A page to extract. `name` is for messages; `path` names its output, relative and without an
    ending, and is empty where the article has to name it.
    """

    item: PageInput
    name: str
    path: str = ""


def check_names(names: Iterable[str]) -> None:
    """Raises UsageError for what is no file, folder or pattern with a match."""
    for name in names:
        if "://" in name:
            raise UsageError(f"{name}: extract reads files; `scraper get {name}` fetches one")
        if name != "-" and not _paths(name):
            raise UsageError(f"{name}: No such file or directory")


def warc_files(names: Iterable[str]) -> list[Path]:
    """The WARC files that `names` stand for. Raises UsageError where one stands for none."""
    found: list[Path] = []
    for name in names:
        files = [file for path in _paths(name) for file in _files(path, _ignore)]
        warcs = [file for file in files if _is_warc(file)]
        if not warcs:
            kind = "is no WARC file, and has none in it" if files else "No such file or directory"
            raise UsageError(f"{name}: {kind}")
        found.extend(warcs)
    return found


def is_one_page(names: tuple[str, ...]) -> bool:
    """Whether the names are one file with one page, or standard input."""
    if "-" in names:
        return len(names) == 1
    paths = [path for name in names for path in _paths(name)]
    return len(paths) == 1 and not paths[0].is_dir() and not _is_warc(paths[0])


def named_pages(
    names: Iterable[str], *, max_bytes: int, on_problem: Callable[[str], None]
) -> Iterator[NamedPage]:
    """The pages that `names` stand for, read as they are needed; one line for each file that
    cannot be read goes to `on_problem`.
    """
    for name in names:
        if name == "-":
            content = sys.stdin.buffer.read(max_bytes)
            try:
                yield NamedPage(
                    item=page_bytes(content, max_bytes=max_bytes), name="-", path="stdin"
                )
            except ScraperError as error:
                on_problem(f"-: {error}")
            continue
        for path in _paths(name):
            for file in _files(path, on_problem):
                relative = file.relative_to(path) if file != path else Path(file.name)
                yield from _pages(file, relative, max_bytes, on_problem)


def _ignore(_problem: str) -> None:
    """A folder that cannot be read has nothing to take in."""


def _pages(
    file: Path, relative: Path, max_bytes: int, on_problem: Callable[[str], None]
) -> Iterator[NamedPage]:
    if not _is_warc(file):
        stem = _PAGE.sub("", relative.as_posix()) or "page"
        yield NamedPage(item=file, name=str(file), path=stem)
        return
    try:
        for page in read_warc(file, max_bytes=max_bytes):
            yield NamedPage(item=page, name=page.final_url)
    except ArchiveError as error:
        on_problem(str(error))


def _paths(name: str) -> list[Path]:
    """The file or folder of this name or, where there is none, those that match the pattern."""
    if os.path.lexists(name):
        return [Path(name)]
    return sorted(map(Path, glob.iglob(name, recursive=True)))  # noqa: PTH207 - absolute ones too


def _files(path: Path, on_problem: Callable[[str], None]) -> Iterator[Path]:
    """A file itself; the pages and WARC files in a folder, and in all below it, by name."""
    if not path.is_dir():
        yield path
        return

    def report(error: OSError) -> None:
        on_problem(f"{error.filename}: {error.strerror}")

    for folder, folders, files in os.walk(path, onerror=report):
        folders[:] = sorted(each for each in folders if not each.startswith("."))
        for file in sorted(files):
            if not file.startswith(".") and (_PAGE.search(file) or is_warc_name(file)):
                yield Path(folder, file)


def _is_warc(path: Path) -> bool:
    """Whether a file is a WARC file, by its name or its first bytes; a pipe is read only once."""
    if is_warc_name(path.name) or not path.is_file():
        return is_warc_name(path.name)
    try:
        with path.open("rb") as file:
            return file.read(len(_WARC_START)) == _WARC_START
    except OSError:
        return False

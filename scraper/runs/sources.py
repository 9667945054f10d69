"""What the user named (list files, `-`, URLs) -> targets, read line by line."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from scraper.errors import UrlError, UrlListError
from scraper.models import BadLine, Target
from scraper.urls import parse_url_list, target

_URL = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*://")


def read_targets(
    sources: Iterable[str], *, on_bad_line: Callable[[BadLine], None]
) -> Iterator[Target]:
    """The targets of all sources, one by one; lines that name none go to `on_bad_line`.

    A source is a URL, the path of a list file, or `-` for standard input. Raises
    UrlListError where a list cannot be read, or where nothing in it is a URL, and UrlError
    for a URL among the sources that is none.
    """
    for source in sources:
        if _URL.match(source):
            yield _named(source)
        else:
            yield from _listed(source, on_bad_line)


def check_sources(sources: Iterable[str]) -> None:
    """Find out before anything is begun that a list is not there. Raises as read_targets."""
    for source in sources:
        if _URL.match(source):
            _named(source)
        elif source != "-":
            with _lines(Path(source)):
                pass


def _named(url: str) -> Target:
    try:
        return target(url)
    except UrlError as error:
        raise UrlListError(f"{url}: {error}") from error


def _listed(source: str, on_bad_line: Callable[[BadLine], None]) -> Iterator[Target]:
    name = "stdin" if source == "-" else source
    found = False
    try:
        with _lines(None if source == "-" else Path(source)) as lines:
            for item in parse_url_list(lines, source=name):
                if isinstance(item, BadLine):
                    on_bad_line(item)
                else:
                    found = True
                    yield item
    except OSError as error:
        raise UrlListError(f"{name}: {error.strerror or error}") from error
    if not found:
        raise UrlListError(f"{name}: no URL in it (one a line is expected)")


def _lines(path: Path | None) -> _Lines:
    return _Lines(path)


class _Lines:
    """The lines of a list file or of standard input; what is no UTF-8 becomes U+FFFD."""

    def __init__(self, path: Path | None) -> None:
        self._path = path

    def __enter__(self) -> Iterable[str]:
        if self._path is None:
            sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
            self._file = sys.stdin
            return self._file
        try:
            if self._path.is_dir():
                raise UrlListError(f"{self._path}: is a folder, not a list of URLs")
            self._file = self._path.open(encoding="utf-8", errors="replace")
        except OSError as error:
            raise UrlListError(f"{self._path}: {error.strerror or error}") from error
        return self._file

    def __exit__(self, *_: object) -> None:
        if self._path is not None:
            self._file.close()

"""List files, standard input (`-`) and URLs -> targets, read line by line."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, TextIO

from scraper.errors import UrlError, UrlListError
from scraper.models import BadLine, Target
from scraper.urls import parse_url_list, target

_URL = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*://")


def read_targets(
    sources: Iterable[str], *, on_bad_line: Callable[[BadLine], None]
) -> Iterator[Target]:
    """The targets of all sources, one by one; lines that are no URL go to `on_bad_line`.

    A source is a URL, the path of a list file, or `-` for standard input. Raises
    UrlListError where a list cannot be read or holds no URL, and for a source that looks like
    a URL and is none.
    """
    for source in sources:
        if _URL.match(source):
            yield _parse(source)
        else:
            yield from _read_list(source, on_bad_line)


def check_sources(sources: Iterable[str]) -> None:
    """Open all lists once, so that a missing one is found before the run. Raises UrlListError."""
    for source in sources:
        if _URL.match(source):
            _parse(source)
        elif source != "-" and not Path(source).is_fifo():  # a pipe can be opened only once
            with _Lines(Path(source)):
                pass


def _parse(url: str) -> Target:
    try:
        return target(url)
    except UrlError as error:
        raise UrlListError(f"{url}: {error}") from error


def _read_list(source: str, on_bad_line: Callable[[BadLine], None]) -> Iterator[Target]:
    name = "stdin" if source == "-" else source
    found = False
    try:
        with _Lines(None if source == "-" else Path(source)) as lines:
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


class _Lines:
    """The lines of a list file or of standard input, in UTF-8 or, with a byte order mark, UTF-16;
    what is invalid becomes U+FFFD.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._file: TextIO

    def __enter__(self) -> Iterable[str]:
        if self._path is None:
            encoding = _encoding_of(sys.stdin.buffer)
            sys.stdin.reconfigure(encoding=encoding, errors="replace")  # type: ignore[union-attr]
            self._file = sys.stdin
            return self._file
        try:
            if self._path.is_dir():
                raise UrlListError(f"{self._path}: is a folder, not a list of URLs")
            binary = self._path.open("rb")
            self._file = io.TextIOWrapper(binary, encoding=_encoding_of(binary), errors="replace")
        except OSError as error:
            raise UrlListError(f"{self._path}: {error.strerror or error}") from error
        return self._file

    def __exit__(self, *_: object) -> None:
        if self._path is not None:
            self._file.close()


def _encoding_of(binary: BinaryIO) -> str:
    """By its first bytes, which stay to be read."""
    start = binary.peek(2)[:2] if isinstance(binary, io.BufferedReader) else b""
    return "utf-16" if start in {b"\xff\xfe", b"\xfe\xff"} else "utf-8"

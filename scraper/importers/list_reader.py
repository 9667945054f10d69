"""A list in a file, in a ZIP of files, or on standard input -> targets and bad lines."""

from __future__ import annotations

import codecs
import csv
import io
import re
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, TypeAlias

import msgspec

from scraper.errors import UrlError, UrlListError
from scraper.importers.link_markup import read_markup
from scraper.importers.list_entry import ListEntry
from scraper.importers.list_format import ListFormat, recognise
from scraper.importers.plain_list import read_links, read_plain
from scraper.importers.url_objects import read_json, read_json_lines
from scraper.importers.url_tables import read_table
from scraper.models import BadLine, Target
from scraper.urls import target, with_scheme

_READERS: dict[ListFormat, Callable[[Iterable[str]], Iterator[ListEntry]]] = {
    ListFormat.PLAIN: read_plain,
    ListFormat.TEXT: read_links,
    ListFormat.MARKUP: read_markup,
    ListFormat.TABLE: read_table,
    ListFormat.JSON: read_json,
    ListFormat.JSON_LINES: read_json_lines,
}
_Stream: TypeAlias = "io.BufferedReader[Any]"
_ZIP = b"PK\x03\x04"
# Lists in the ZIPs of exports: Omnivore has its articles, Pocket its annotations beside them.
_IN_ZIP = (".csv", ".tsv", ".json", ".jsonl", ".html", ".opml", ".txt")
_NOT_IN_ZIP = ("content/", "annotations/", "highlights/", "__MACOSX/")
_SAMPLE = 64 * 1024  # bytes by which a format is recognised
_MAX_SHOWN = 80  # characters of a bad line in its message
_OTHER_SCHEME = re.compile(r"(?!https?:)[a-z][a-z0-9+.-]*:(?!\d)", re.IGNORECASE)


def read_list(name: str, *, on_notice: Callable[[str], None]) -> Iterator[Target | BadLine]:
    """What the list in the file `name` (`-`: standard input) holds, one by one.

    Entries of an export that are no web pages (`javascript:`, `place:`) are left out, and their
    number is a notice, as is that URLs without a scheme were taken as https. Duplicates, which
    have the same key, are not removed. Raises UrlListError.
    """
    label = "stdin" if name == "-" else name
    parsing = _EntryParser(label)
    with _list_errors(label), _opened(name) as file:
        for part, stream in _parts(file, label):
            yield from parsing.targets(part, stream)
    for notice in parsing.notices():
        on_notice(notice)


def check_list(name: str) -> None:
    """Recognise a file, so that one without URLs is found before the run. Raises UrlListError.

    A named pipe can be read only once, and is not opened.
    """
    if Path(name).is_fifo():
        return
    with _list_errors(name), _opened(name) as file:
        for part, stream in _parts(file, name):
            _recognised(stream, part)


class _EntryParser:
    """Entries -> targets, and what is said of them once."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._without_scheme = ""
        self._no_page = 0

    def targets(self, part: str, stream: _Stream) -> Iterator[Target | BadLine]:
        kind, encoding = _recognised(stream, part)
        with _lines(stream, encoding, kind) as lines:
            for entry in _READERS[kind](lines):
                if kind is not ListFormat.PLAIN and _OTHER_SCHEME.match(entry.url):
                    self._no_page += 1
                else:
                    yield self._parse(entry)

    def notices(self) -> Iterator[str]:
        if url := self._without_scheme:
            yield f"{self._label}: URLs without a scheme are taken as https ({url})"
        if self._no_page:
            entries = "1 entry is" if self._no_page == 1 else f"{self._no_page} entries are"
            yield f"{self._label}: {entries} no web page, left out"

    def _parse(self, entry: ListEntry) -> Target | BadLine:
        url = with_scheme(entry.url)
        if url is not None:
            self._without_scheme = self._without_scheme or url
        try:
            return target(
                url or entry.url,
                source=self._label,
                line=entry.line,
                tags=entry.tags,
                added=entry.added,
            )
        except UrlError as error:
            text = entry.url[:_MAX_SHOWN]
            return BadLine(source=self._label, line=entry.line, text=text, reason=str(error))


def _recognised(stream: _Stream, name: str) -> tuple[ListFormat, str]:
    """The format and the encoding of a list, of which nothing is read yet."""
    sample = stream.peek(_SAMPLE)
    is_utf16 = sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    encoding = "utf-16" if is_utf16 else "utf-8-sig"
    text = codecs.getincrementaldecoder(encoding)("replace").decode(sample)
    return recognise(text, name, is_whole=len(sample) < _SAMPLE), encoding


@contextmanager
def _lines(stream: _Stream, encoding: str, kind: ListFormat) -> Iterator[Iterable[str]]:
    """The lines of a list; what is not valid in its encoding becomes U+FFFD."""
    newline = "" if kind is ListFormat.TABLE else None
    text = io.TextIOWrapper(stream, encoding, errors="replace", newline=newline)
    try:
        yield text
    finally:
        text.detach()  # the stream is closed by whoever opened it


@contextmanager
def _opened(name: str) -> Iterator[_Stream]:
    if name == "-":
        stdin = sys.stdin.buffer
        yield stdin if isinstance(stdin, io.BufferedReader) else _buffered(stdin)
        return
    if Path(name).is_dir():
        raise UrlListError(f"{name}: is a folder, not a list of URLs")
    with io.BufferedReader(Path(name).open("rb", buffering=0), _SAMPLE) as file:
        yield file


def _buffered(stream: BinaryIO) -> _Stream:
    return io.BufferedReader(stream, _SAMPLE)


def _parts(file: _Stream, label: str) -> Iterator[tuple[str, _Stream]]:
    """The lists in a file: itself, or those in a ZIP."""
    if not file.peek(len(_ZIP)).startswith(_ZIP):
        yield label, file
        return
    content = file if file.seekable() else io.BytesIO(file.read())
    with zipfile.ZipFile(content) as archive:
        names = [name for name in archive.namelist() if _is_list(name)]
        if not names:
            raise UrlListError(f"{label}: no list of URLs in this ZIP")
        for name in names:
            with archive.open(name) as part:
                yield f"{label}/{name}", io.BufferedReader(part, _SAMPLE)


def _is_list(name: str) -> bool:
    return name.lower().endswith(_IN_ZIP) and not any(folder in name for folder in _NOT_IN_ZIP)


@contextmanager
def _list_errors(label: str) -> Iterator[None]:
    """An error of reading or parsing becomes a UrlListError that names the list."""
    try:
        yield
    except OSError as error:
        raise UrlListError(f"{label}: {error.strerror or error}") from error
    except csv.Error as error:
        raise UrlListError(f"{label}: not valid CSV: {error}") from error
    except msgspec.DecodeError as error:
        raise UrlListError(f"{label}: not valid JSON: {error}") from error
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError) as error:
        raise UrlListError(f"{label}: not a ZIP that can be read: {error}") from error

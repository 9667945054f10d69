"""WARC files of any program (wget, browsertrix, Heritrix, Common Crawl), read from start to end.

`.warc`, `.warc.gz`, the older `.arc`, and `.wacz`, which is a ZIP of WARC files. Responses come
out as pages; requests, metadata and revisits (which have no body) are passed over.
"""

from __future__ import annotations

import gzip
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.limitreader import LimitReader

from scraper.archive.atomic_files import archive_errors
from scraper.errors import ArchiveError
from scraper.models import Headers, Page

_CUT = "the file ends in the middle"
_MEMBER = re.compile(r"\.w?arc(?:\.gz)?$", re.IGNORECASE)
# The last four are what warcio raises on damaged headers.
_UNREADABLE = (
    *(ArchiveLoadFailed, gzip.BadGzipFile, zipfile.BadZipFile, zlib.error),
    *(ValueError, AttributeError, IndexError, TypeError),
)


def read_responses(
    path: Path, *, max_bytes: int, wanted: Callable[[int, Headers], bool]
) -> Iterator[Page]:
    """The responses in a file, in its order, as they were received: the transfer coding is
    removed, the content coding is on (`body` is `content`). Of a body, `max_bytes` are read.

    Those whose status and headers are not `wanted` are passed over. Raises ArchiveError where the
    file cannot be read, is no WARC file, or ends in the middle: after the pages before that.
    """
    with archive_errors(path):
        if path.name.lower().endswith(".wacz"):
            yield from _from_zip(path, max_bytes, wanted)
            return
        with path.open("rb") as file:
            yield from _from_stream(file, str(path), max_bytes, wanted)


def _from_zip(path: Path, max_bytes: int, wanted: Callable[[int, Headers], bool]) -> Iterator[Page]:
    try:
        with zipfile.ZipFile(path) as archive:
            for name in filter(_MEMBER.search, archive.namelist()):
                with archive.open(name) as file:
                    yield from _from_stream(file, f"{path}: {name}", max_bytes, wanted)
    except _UNREADABLE as error:
        raise ArchiveError(f"{path}: {_reason(error)}") from error


def _from_stream(
    file: Any, name: str, max_bytes: int, wanted: Callable[[int, Headers], bool]
) -> Iterator[Page]:
    records = iter(ArchiveIterator(_plain(file), arc2warc=True))
    for number in count():
        try:
            record = next(records, None)
            if record is None and not number:
                raise ArchiveLoadFailed("there is no record in it")
            if record is None:
                return
            page = _page(record, max_bytes, wanted)
        except _UNREADABLE as error:
            raise ArchiveError(f"{name}: {_reason(error)}") from error
        if page is not None:
            yield page


def _plain(file: Any) -> Any:
    """The stream, decompressed: warcio refuses files that are not in one member for each record,
    as a plain `gzip` makes them, and takes one that ends in the middle for complete.
    """
    start = file.read(2)
    file.seek(0)
    return _Gunzip(fileobj=file) if start == b"\x1f\x8b" else file


class _Gunzip(gzip.GzipFile):
    """A gzip stream whose end in the middle is an error that warcio passes on."""

    def read(self, size: int | None = -1) -> bytes:
        try:
            return self.read1(-1 if size is None else size)  # what comes before the error first
        except EOFError as error:
            raise ArchiveLoadFailed(_CUT) from error


def _page(record: Any, max_bytes: int, wanted: Callable[[int, Headers], bool]) -> Page | None:
    """The page of a record, or None where it is no response, or not wanted."""
    if record.rec_headers.get_header("Content-Length") is None:
        raise ArchiveLoadFailed(_CUT)
    url = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")  # wget writes <…>
    if record.rec_type != "response" or record.http_headers is None or "://" not in url:
        return None
    code = record.http_headers.get_statuscode()
    status = int(code) if code.isdecimal() else 0
    headers = tuple(record.http_headers.headers)
    if not wanted(status, headers):
        return None
    content = _content(record, max_bytes)
    return Page(
        url=url,
        final_url=url,
        status=status,
        headers=tuple((name, value) for name, value in headers if name.lower() != _CHUNKED),
        content=content,
        body=content,
        fetched_at=_instant(record.rec_headers.get_header("WARC-Date") or ""),
        reason_phrase=record.http_headers.statusline.partition(" ")[2],
        http_version=record.http_headers.protocol or "HTTP/1.1",
    )


_CHUNKED = "transfer-encoding"


def _content(record: Any, max_bytes: int) -> bytes:
    """The body without its transfer coding. Programs that removed it leave the header: a body
    that is not in chunks is read as it is.
    """
    # twice: a body of the longest allowed may have as many bytes of chunk headers
    stream: Any = LimitReader(record.raw_stream, 2 * max_bytes)
    if (record.http_headers.get_header(_CHUNKED) or "").lower() == "chunked":
        stream = ChunkedDataReader(stream, decomp_type=None)
    parts: list[bytes] = []
    while max_bytes > 0 and (part := stream.read(min(max_bytes, 1 << 16))):
        parts.append(part)
        max_bytes -= len(part)
    if max_bytes > 0 and record.raw_stream.limit > 0 and not stream.read(1):
        raise ArchiveLoadFailed(_CUT)
    return b"".join(parts)


def _instant(date: str) -> datetime:
    """A WARC-Date; 1970 where it is no date, so that no date of a page is taken for later."""
    try:
        found = datetime.fromisoformat(date)
    except ValueError:
        return datetime.fromtimestamp(0, UTC)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _reason(error: Exception) -> str:
    """The first line of warcio's message."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return f"damaged, or not a WARC file ({lines[0] if lines else type(error).__name__})"

"""Records of pages that were removed for good, taken out of the raw files.

Rows name records by their offset. So a record is replaced by one of the same length: a gzip member
with a comment of spaces and an empty WARC record. The file is written anew beside the old one, and
replaces it.
"""

from __future__ import annotations

import re
import struct
import uuid
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from scraper.archive.atomic_files import archive_errors, sync_path
from scraper.archive.layout import NEW, RAW

_CHUNK = 1 << 20
_MAX_HEAD = 64 * 1024  # bytes of a record in which its address is looked for
_TARGET = re.compile(rb"^WARC-Target-URI:[ \t]*<?([^\r\n>]*)", re.MULTILINE | re.IGNORECASE)
# A member with a comment (FCOMMENT), from an unknown system (RFC 1952, 2.3).
_HEADER = b"\x1f\x8b\x08\x10\x00\x00\x00\x00\x00\xff"


def erase_records(folder: Path, is_erased: Callable[[str], bool]) -> int:
    """Erase the records of all addresses for which `is_erased` is true; how many these were.

    All raw files are read. Raises ArchiveError.
    """
    count = 0
    with archive_errors(folder / RAW):
        files = sorted((folder / RAW).glob("*.warc.gz"))
    for path in files:
        with archive_errors(path):
            spans = [span for span, address in _members(path) if address and is_erased(address)]
            if spans:
                _rewrite(path, spans)
        count += len(spans)
    return count


def _members(path: Path) -> Iterator[tuple[tuple[int, int], str]]:
    """The gzip members of a raw file: start and end, and the address of the record. What comes
    after a member that is cut short or damaged cannot be told apart, and is not read.
    """
    with path.open("rb") as file:
        start, left = 0, b""
        while True:
            inflater = zlib.decompressobj(zlib.MAX_WBITS | 16)
            size, head = 0, b""
            while not inflater.eof:
                chunk = left or file.read(_CHUNK)
                left = b""
                if not chunk:
                    return
                try:
                    inflated = inflater.decompress(chunk)
                except zlib.error:
                    return
                head += inflated[: _MAX_HEAD - len(head)]
                size += len(chunk) - len(inflater.unused_data)
            left = inflater.unused_data
            found = _TARGET.search(head.partition(b"\r\n\r\n")[0])
            yield (start, start + size), found.group(1).decode("utf-8", "replace") if found else ""
            start += size


def _rewrite(path: Path, spans: list[tuple[int, int]]) -> None:
    """Replace the members at `spans` by empty ones. Raises OSError."""
    temporary = path.parent / NEW / path.name
    temporary.parent.mkdir(exist_ok=True)
    try:
        with path.open("rb") as old, temporary.open("wb") as new:
            for start, end in spans:
                _copy(old, new, start - old.tell())
                new.write(_empty_member(end - start))
                old.seek(end)
            _copy(old, new, path.stat().st_size - old.tell())
        sync_path(temporary)
        temporary.replace(path)
        sync_path(path.parent)
    finally:
        temporary.unlink(missing_ok=True)


def _copy(old: BinaryIO, new: BinaryIO, size: int) -> None:
    while size > 0 and (chunk := old.read(min(size, _CHUNK))):
        new.write(chunk)
        size -= len(chunk)


def _empty_member(size: int) -> bytes:
    """A gzip member of exactly `size` bytes, with a record that says nothing."""
    stamp = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    record = (
        "WARC/1.1\r\nWARC-Type: metadata\r\n"
        f"WARC-Record-ID: <urn:uuid:{uuid.uuid4()}>\r\nWARC-Date: {stamp}\r\n"
        "Content-Length: 0\r\n\r\n\r\n\r\n"
    ).encode()
    member = _member(record, size)
    return member if len(member) == size else _member(b"", size)


def _member(content: bytes, size: int) -> bytes:
    """`content` as a gzip member of `size` bytes, or of more where it takes more."""
    deflater = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    body = deflater.compress(content) + deflater.flush()
    body += struct.pack("<LL", zlib.crc32(content), len(content))
    comment = b" " * (size - len(_HEADER) - len(body) - 1)
    return _HEADER + comment + b"\0" + body

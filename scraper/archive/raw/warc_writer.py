"""Raw pages as WARC/1.1 (ISO 28500:2017): responses as received, to extract from them again.

A worker writes one file in a run, or several of a given size. Each record is a gzip member of
its own, so that it can be read from its offset, and a file that was truncated by a crash is
valid up to its last complete record.
"""

from __future__ import annotations

import base64
import hashlib
import os
import zlib
from contextlib import suppress
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from scraper.archive.atomic_files import archive_errors, sync_path
from scraper.archive.layout import RAW
from scraper.archive.program_version import program_version
from scraper.archive.raw.warc_reader import RawHead, read_head
from scraper.archive.state.record import RawRef
from scraper.archive.unicode_scalars import scalars
from scraper.errors import ArchiveError
from scraper.models import Headers, Page, Redirect

_REVISIT = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
_IDENTICAL = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
_HEADER_ASCII = "".join(map(chr, range(0x20, 0x7F)))  # RFC 9110, 5.5
# The body is stored without its transfer coding, so readers must not see the header that names it.
_RENAMED_HEADERS = {"transfer-encoding": "X-Archive-Orig-Transfer-Encoding"}
# Levels of gzip. A body with a content coding is compressed already: to compress it again takes
# a millisecond and saves nothing. Levels above 6 take twice as long for 1% of the size.
_STORE, _COMPRESS = 0, 6


class RawFiles:
    """Appends pages to raw/<time>-<process>-<worker>-<number>.warc.gz, until it is closed."""

    def __init__(self, folder: Path, *, worker: str, max_bytes: int) -> None:
        self._folder = folder
        self._worker = worker
        self._max_bytes = max_bytes
        self._file: Any = None
        self._record = BytesIO()  # the one that is being written, before it is compressed
        self._writer: WARCWriter | None = None
        self._name = ""
        self._number = 0
        self._is_named = False  # whether the name of the file is on the disk

    def close(self) -> None:
        """Close the file. What was not synced was not reported, so a full disk is no error here."""
        if self._file is not None:
            with suppress(OSError):
                self._file.close()

    def append(self, page: Page, prior: RawRef | None = None) -> RawRef:
        """Write the page's redirects, response and request; where its body is.

        `prior` is the record of an earlier response: a body of the same bytes is not stored
        again, and a revisit record refers to it.
        """
        same = self._same_body(page, prior) if prior is not None else None
        with archive_errors(self._folder / RAW):
            writer = self._open(page.fetched_at)
            for redirect in page.redirects:
                self._write(_redirect_record(writer, redirect, page))
            offset = self._file.tell()
            response = _response_record(writer, page, same)
            self._write(response, _STORE if len(page.content) < len(page.body) else _COMPRESS)
            self._write(_request_record(writer, page, response))
            ref = RawRef(file=self._name, offset=offset, sha256=_sha256(page.body))
            if self._file.tell() >= self._max_bytes:
                self._finish()
        return prior if prior is not None and same is not None else ref

    def _same_body(self, page: Page, prior: RawRef) -> RawHead | None:
        """The head of the earlier record, if it has this body."""
        if page.status == 304 or prior.sha256 != _sha256(page.body):
            return None
        try:
            head = read_head(self._folder, prior)
        except ArchiveError:
            return None  # it is lost, so this body is stored
        return head if head.payload_digest == _payload_digest(page.content) else None

    def sync(self) -> None:
        """Bring what was appended to the disk."""
        if self._file is not None:
            with archive_errors(self._folder / self._name):
                self._file.flush()
                os.fsync(self._file.fileno())
                if not self._is_named:
                    sync_path(self._folder / RAW)
                    sync_path(self._folder)
                    self._is_named = True

    def _open(self, when: datetime) -> WARCWriter:
        if self._writer is None:
            stamp = when.astimezone(UTC).strftime("%Y%m%dT%H%M%S")
            path = self._create(f"{stamp}-{os.getpid()}-{self._worker}")
            self._is_named = False
            self._writer = WARCWriter(self._record, gzip=False, warc_version="1.1")
            info = {
                "software": f"scraper {program_version()}",
                "format": "WARC File Format 1.1",
                "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
            }
            self._write(self._writer.create_warcinfo_record(path.name, info))
        return self._writer

    def _write(self, record: Any, level: int = _COMPRESS) -> None:
        """Append a record as a gzip member of its own."""
        assert self._writer is not None
        self._record.seek(0)
        self._record.truncate()  # an error may have interrupted the record before
        self._writer.write_record(record)
        gzip = zlib.compressobj(level, zlib.DEFLATED, zlib.MAX_WBITS | 16)
        self._file.write(gzip.compress(self._record.getvalue()) + gzip.flush())

    def _create(self, stem: str) -> Path:
        """A new file: after the clock was set back, a name may exist already."""
        (self._folder / RAW).mkdir(parents=True, exist_ok=True)
        while True:
            self._number += 1
            self._name = f"{RAW}/{stem}-{self._number}.warc.gz"
            path = self._folder / self._name
            with suppress(FileExistsError):
                self._file = path.open("xb")
                return path

    def _finish(self) -> None:
        if self._file is not None:
            with archive_errors(self._folder / self._name):
                self.sync()
                self._file.close()
        self._file = self._writer = None


def _response_record(writer: WARCWriter, page: Page, same: RawHead | None) -> Any:
    reason = _header_text(page.reason_phrase) or "-"
    headers = StatusAndHeaders(
        f"{page.status} {reason}", _headers(page.headers), protocol=page.http_version
    )
    warc_headers = {"WARC-Date": _stamp(page.fetched_at)}
    if page.status == 304:
        warc_headers |= {
            "WARC-Profile": _REVISIT,
            "WARC-Refers-To-Target-URI": page.final_url,
        }
        return writer.create_warc_record(
            page.final_url, "revisit", http_headers=headers, warc_headers_dict=warc_headers
        )
    if same is not None:
        warc_headers |= {
            "WARC-Profile": _IDENTICAL,
            "WARC-Payload-Digest": same.payload_digest,
            "WARC-Refers-To-Target-URI": same.uri,
            "WARC-Refers-To-Date": same.date,
        }
        return writer.create_warc_record(
            page.final_url, "revisit", http_headers=headers, warc_headers_dict=warc_headers
        )
    return writer.create_warc_record(
        page.final_url,
        "response",
        payload=BytesIO(page.content),
        length=len(page.content),
        http_headers=headers,
        warc_headers_dict=warc_headers,
    )


def _request_record(writer: WARCWriter, page: Page, response: Any) -> Any:
    parts = urlsplit(page.final_url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    headers = StatusAndHeaders(
        f"GET {_header_text(path)} HTTP/1.1", _headers(page.request_headers), is_http_request=True
    )
    return writer.create_warc_record(
        page.final_url,
        "request",
        http_headers=headers,
        warc_headers_dict={
            "WARC-Date": _stamp(page.fetched_at),
            "WARC-Concurrent-To": response.rec_headers.get_header("WARC-Record-ID"),
        },
    )


def _redirect_record(writer: WARCWriter, redirect: Redirect, page: Page) -> Any:
    """A hop of a redirect, of which status and Location are known."""
    headers = StatusAndHeaders(
        f"{redirect.status} -", [("Location", _header_text(redirect.location))], protocol="HTTP/1.1"
    )
    return writer.create_warc_record(
        redirect.url,
        "response",
        http_headers=headers,
        warc_headers_dict={"WARC-Date": _stamp(page.fetched_at)},
    )


def _headers(headers: Headers) -> list[tuple[str, str]]:
    return [
        (_header_text(_RENAMED_HEADERS.get(name.lower(), name)), _header_text(value))
        for name, value in headers
    ]


def _header_text(text: str) -> str:
    """Text for a header: one line of ASCII, other characters percent-encoded (RFC 3986, 2.5)."""
    if text.isascii() and text.isprintable():
        return text
    return quote(" ".join(scalars(text).splitlines()), safe=_HEADER_ASCII)


def _stamp(when: datetime) -> str:
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _payload_digest(content: bytes) -> str:
    """As warcio writes it: SHA-1 in base 32."""
    digest = hashlib.sha1(content, usedforsecurity=False).digest()
    return f"sha1:{base64.b32encode(digest).decode('ascii')}"


def _sha256(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()

"""Raw pages read back from their WARC records."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from scraper.archive.articles.sidecar import read_sidecar
from scraper.archive.atomic_files import archive_errors
from scraper.archive.containment import inside
from scraper.archive.state.record import RawRef
from scraper.errors import ArchiveError
from scraper.models import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class RawHead:
    """The headers of a record that a later record of the same body refers to."""

    uri: str
    date: str
    payload_digest: str


def read_raw(folder: Path, ref: RawRef, *, url: str, saved: str = "") -> Page:
    """The page of a record, its body with the Content-Encoding still on.

    `url` is the address that was requested. The redirects are those in the `.json` of the article
    at `saved`; a record names none. Raises ArchiveError where the record is missing or damaged
    (its digest is verified).
    """
    with _record(folder, ref) as record:
        content = _content(record, folder, ref)
        http = record.http_headers
        return Page(
            url=url,
            final_url=record.rec_headers.get_header("WARC-Target-URI"),
            status=int(http.get_statuscode()),
            headers=tuple(http.headers),
            content=content,
            body=content,
            fetched_at=datetime.fromisoformat(record.rec_headers.get_header("WARC-Date")),
            redirects=read_sidecar(folder, saved).http.redirects if saved else (),
            reason_phrase=http.statusline.partition(" ")[2],
            http_version=http.protocol,
        )


def check_raw(folder: Path, ref: RawRef) -> None:
    """Raises ArchiveError where the record is missing or damaged."""
    with _record(folder, ref) as record:
        _content(record, folder, ref)


def read_head(folder: Path, ref: RawRef) -> RawHead:
    """The headers of a record. Raises ArchiveError."""
    with _record(folder, ref) as record:
        headers = record.rec_headers
        return RawHead(
            uri=headers.get_header("WARC-Target-URI") or "",
            date=headers.get_header("WARC-Date") or "",
            payload_digest=headers.get_header("WARC-Payload-Digest") or "",
        )


@contextmanager
def _record(folder: Path, ref: RawRef) -> Iterator[Any]:
    path = inside(folder, ref.file)
    with archive_errors(path), path.open("rb") as file:
        file.seek(ref.offset)
        try:
            record = next(iter(ArchiveIterator(file, check_digests=True)), None)
            if record is None or record.rec_type != "response" or record.http_headers is None:
                raise ArchiveError(f"{path}: no response at {ref.offset}")
            yield record
        except (ArchiveLoadFailed, ValueError, EOFError) as error:
            raise ArchiveError(f"{path}: the record at {ref.offset} is damaged: {error}") from error


def _content(record: Any, folder: Path, ref: RawRef) -> bytes:
    content: bytes = record.raw_stream.read()
    if record.digest_checker.passed is False:
        raise ArchiveError(f"{folder / ref.file}: the record at {ref.offset} is damaged")
    return content

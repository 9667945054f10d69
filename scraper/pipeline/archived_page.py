"""The raw page of a row, as it was when it had been fetched: ready to be extracted again."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from scraper.archive.raw.warc_reader import read_raw
from scraper.archive.state.record import RawRef, Record
from scraper.fetch.bounded_body import decode_body
from scraper.models import Page


def read_archived_page(folder: Path, ref: RawRef, record: Record, *, max_bytes: int) -> Page:
    """The page at `ref`, which is that of `record`, its content coding decoded.

    Raises ArchiveError where it is missing or damaged, BodyError where it cannot be decoded or
    is longer than `max_bytes`.
    """
    page = read_raw(folder, ref, url=record.url, saved=record.path)
    body = decode_body(page.content, page.header("content-encoding"), max_bytes=max_bytes)
    return replace(page, body=body)

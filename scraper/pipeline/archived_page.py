"""The raw page of a row, as it was when it had been fetched: extracted or explained again."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from scraper.archive.raw.warc_reader import read_raw
from scraper.archive.state.record import RawRef, Record
from scraper.errors import ArchiveError
from scraper.extraction.explain import Explanation, explain
from scraper.fetch.bounded_body import decode_body
from scraper.fetch.content_coding import BodyError
from scraper.models import Page
from scraper.settings import ExtractSettings, Settings, extract_settings_for


def read_archived_page(folder: Path, ref: RawRef, record: Record, *, max_bytes: int) -> Page:
    """The page at `ref`, which is that of `record`, its content coding decoded.

    Raises ArchiveError where it is missing or damaged, BodyError where it cannot be decoded or
    is longer than `max_bytes`.
    """
    page = read_raw(folder, ref, url=record.url, saved=record.path)
    body = decode_body(page.content, page.header("content-encoding"), max_bytes=max_bytes)
    return replace(page, body=body)


def explain_page(page: Page, settings: ExtractSettings) -> Explanation:
    """A fetched page, explained."""
    return explain(
        page.body,
        url=page.final_url,
        headers=page.headers,
        fetched_at=page.fetched_at,
        status=page.status,
        settings=settings,
    )


def explain_archived(folder: Path, ref: RawRef, record: Record, settings: Settings) -> Explanation:
    """The page at `ref`, which is that of `record`, explained. Raises ArchiveError."""
    try:
        page = read_archived_page(folder, ref, record, max_bytes=settings.fetch.max_bytes)
    except BodyError as error:
        raise ArchiveError(f"{folder}: the raw page of {record.id}: {error}") from error
    return explain_page(page, extract_settings_for(settings, record.site))

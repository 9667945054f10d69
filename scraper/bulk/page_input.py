"""What `extract_many` takes, and how it is read. Reading is done in the worker processes."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias

from scraper.models import Article, Page
from scraper.pipeline.page_file import extract, read_page_file, settings_of_url
from scraper.pipeline.page_outcome import extract_page
from scraper.settings import Settings

# HTML as text or bytes, a file, HTML or a file with its URL, or a page (see read_warc).
PageInput: TypeAlias = str | bytes | Path | tuple[str | bytes | Path, str] | Page


def extract_input(item: PageInput, settings: Settings) -> Article:
    """The article of one input. Raises OSError for a file that cannot be read."""
    if isinstance(item, Page):
        return extract_page(item, settings_of_url(settings, item.final_url))
    html, url = item if isinstance(item, tuple) else (item, "")
    if isinstance(html, Path):
        html = read_page_file(html, max_bytes=settings.fetch.max_bytes)
    return extract(
        html,
        url=url or None,
        fetched_at=datetime.now(UTC),
        settings=settings_of_url(settings, url),
    )

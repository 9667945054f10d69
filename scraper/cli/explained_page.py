"""The page that `why` is given, explained: a URL, a file, or an article of an archive."""

from __future__ import annotations

import asyncio
import re
from datetime import UTC, datetime
from pathlib import Path

from scraper.archive.readonly import no_archive, reading
from scraper.cli.article_lookup import find_article
from scraper.cli.single_article import read_html
from scraper.cli.terminal import one_line, write_stderr
from scraper.errors import ArchiveError, FetchError, UrlError, UsageError
from scraper.extraction.explain import Explanation, explain
from scraper.pipeline.archived_page import explain_archived, explain_page
from scraper.pipeline.page_file import settings_of_url
from scraper.pipeline.single import fetch_page
from scraper.settings import Settings, extract_settings_for
from scraper.urls import site_of

_ID = re.compile(r"[a-z2-7]{8}")  # archive/articles/paths.py


def read_explanation(
    page: str, *, url: str, archive: Path, settings: Settings
) -> Explanation | None:
    """The page at a URL, in a file, or in the archive under an id, explained.

    `url` is the address of the page in a file. A file takes precedence over an id of the same
    name. None, after a message, where the archive has no page for the id. Raises FetchError,
    UsageError, ArchiveError.
    """
    is_file = "://" not in page and (Path(page).exists() or not _ID.fullmatch(page))
    if is_file:
        return explain(
            read_html(Path(page)),
            url=url or None,
            fetched_at=datetime.now(UTC),
            settings=settings_of_url(settings, url),
        )
    if url:
        raise UsageError("--url: only for a file; other pages have their own address")
    if "://" not in page:
        return _archived(page, archive, settings)
    try:
        site = site_of(page)
        fetched = asyncio.run(fetch_page(page, site, settings))
    except UrlError as error:
        raise UsageError(f"{page}: {error}") from error
    except FetchError as error:
        if error.page is None:
            raise
        fetched = error.page  # a refusal, which may be a bot wall
    return explain_page(fetched, extract_settings_for(settings, site))


def _archived(article_id: str, archive: Path, settings: Settings) -> Explanation | None:
    """The raw page of an article, explained; None, after a message, where there is none."""
    if not archive.exists():
        raise ArchiveError(f"{article_id}: no such file; {no_archive(archive)}")
    with reading(archive) as state:
        record = find_article(state, article_id)
    if record is None or record.raw is None:
        missing = "nothing" if record is None else "no raw page"
        write_stderr(one_line(f"scraper: {missing} in {archive} for {article_id}"))
        return None
    return explain_archived(archive, record.raw, record, settings)

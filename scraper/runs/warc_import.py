"""WARC files of other programs -> an archive: their pages become its raw pages, then articles.

An import that is killed loses nothing: `reprocess` extracts what it has taken in, and the same
import again takes in the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path

from msgspec.structs import replace

from scraper.archive.archive_folder import Archive, open_archive
from scraper.archive.articles.paths import article_id
from scraper.archive.raw.warc_writer import RawFiles
from scraper.archive.state.record import RawRef, Record
from scraper.errors import ArchiveError, UrlError
from scraper.models import Page
from scraper.outcomes import OutcomeName
from scraper.pipeline.recorder import RunCallbacks
from scraper.pipeline.warc_pages import read_warc
from scraper.runs.session import reprocess_open_archive
from scraper.settings import Settings
from scraper.urls import site_of, url_key

_BATCH = 200  # pages that are synced together
_REASON = "taken in from a WARC file, not extracted yet"


def import_warc_files(
    paths: Iterable[Path],
    folder: Path,
    settings: Settings,
    *,
    callbacks: RunCallbacks,
    on_problem: Callable[[str], None],
) -> bool:
    """Take the pages of WARC files into the archive in `folder`; True when all is done.

    A page whose URL has an article there already, or had one that was removed for good, is passed
    over, and so is one that is older than the raw page of its URL. A line for each file that is
    damaged, or no WARC file, goes to `on_problem`; the pages before the damage are taken in.
    Raises ArchiveError (`folder`).
    """
    with open_archive(folder) as archive:
        names: set[str] = set()  # of the raw files that are written now
        with closing(_raw_files(archive, settings)) as raw:
            for path in paths:
                pages = _readable(read_pages(path, settings), on_problem)
                names.update(_take_in(archive, raw, pages, callbacks))
        if callbacks.should_stop():
            return False
        return reprocess_open_archive(
            archive,
            settings,
            callbacks=callbacks,
            wanted=lambda record: record.raw is not None and record.raw.file in names,
        )


def read_pages(path: Path, settings: Settings) -> Iterator[Page]:
    """The pages of a WARC file. Raises ArchiveError."""
    return read_warc(path, max_bytes=settings.fetch.max_bytes)


def _raw_files(archive: Archive, settings: Settings) -> RawFiles:
    limit = settings.archive.raw_max_bytes
    return RawFiles(archive.folder, worker="import", max_bytes=limit)


def _readable(pages: Iterator[Page], on_problem: Callable[[str], None]) -> Iterator[Page]:
    """The pages before the place where a file is damaged."""
    while True:
        try:
            page = next(pages, None)
        except ArchiveError as error:
            on_problem(str(error))
            return
        if page is None:
            return
        yield page


def _take_in(
    archive: Archive, raw: RawFiles, pages: Iterable[Page], callbacks: RunCallbacks
) -> Iterator[str]:
    """Keep the pages as raw pages with rows; the names of the raw files that they are in.

    A row is stored when its page is on the disk.
    """
    rows: dict[str, Record] = {}
    for page in pages:
        if callbacks.should_stop():
            break
        if (row := _row(archive, raw, page, rows)) is not None:
            rows[row.key] = row
        if len(rows) >= _BATCH:
            yield from _store(archive, raw, rows)
    yield from _store(archive, raw, rows)


def _store(archive: Archive, raw: RawFiles, rows: dict[str, Record]) -> Iterator[str]:
    raw.sync()
    archive.state.put(rows.values())
    yield from {row.raw.file for row in rows.values() if row.raw is not None}
    rows.clear()


def _row(archive: Archive, raw: RawFiles, page: Page, rows: dict[str, Record]) -> Record | None:
    """The row of a page that is taken in, which is appended to the raw pages; None for others."""
    try:
        key, site = url_key(page.url), site_of(page.url)
        if not archive.forgotten.isdisjoint((key, url_key(page.final_url))):
            return None
    except UrlError:
        return None
    prior = rows.get(key) or archive.state.find_saved(key) or archive.state.get(key)
    if prior is not None and (prior.path or _has_newer(prior, page)):
        return None
    ref: RawRef = raw.append(page)
    base = prior or Record(
        key=key,
        id=article_id(key),
        url=page.url,
        site=site,
        outcome=OutcomeName.FAILED,
        reason=_REASON,
        checked_at=page.fetched_at,
    )
    return replace(
        base,
        final_url=page.final_url,
        status=page.status,
        checked_at=page.fetched_at,
        etag=page.header("etag") or "",
        last_modified=page.header("last-modified") or "",
        raw=ref,
    )


def _has_newer(prior: Record, page: Page) -> bool:
    return prior.raw is not None and prior.checked_at >= page.fetched_at

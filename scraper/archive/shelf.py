"""A worker's way into the archive: files only. The rows that go with them are the parent's.

What is saved is decided here by the text: the same text is `unchanged` and writes nothing, a
new text is `updated`, and the old one moves to versions/.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from scraper.archive.entry import Entry, entry_json, entry_markdown, text_hash
from scraper.archive.files import Batch, archive_errors
from scraper.archive.names import article_id, article_path, json_path
from scraper.archive.raw import RawFiles
from scraper.archive.record import RawRef, Record
from scraper.models import Article, OutcomeName, Page, Target
from scraper.settings import ArchiveSettings


class Shelf:
    """Files of articles and raw pages. A context manager.

    `worker` is part of the names of its raw files; `rules` is the version of the extraction
    that the articles come from.
    """

    def __init__(self, folder: Path, settings: ArchiveSettings, *, worker: str, rules: str) -> None:
        self._folder = folder
        self._rules = rules
        self._files = Batch(folder)
        self._raw = (
            RawFiles(folder, worker=worker, max_bytes=settings.raw_max_bytes)
            if settings.raw
            else None
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._raw is not None:
            self._raw.__exit__(kind, error, traceback)

    def keep_raw(self, page: Page) -> RawRef | None:
        """Append the page to the raw files; None where these are turned off."""
        return self._raw.append(page) if self._raw is not None else None

    def flush(self) -> None:
        """Bring everything to the disk; only then may its rows be stored."""
        if self._raw is not None:
            self._raw.sync()
        self._files.sync()

    def save(
        self,
        article: Article,
        page: Page,
        target: Target,
        *,
        prior: Record | None,
        raw: RawRef | None,
        now: datetime,
    ) -> tuple[OutcomeName, Record]:
        """Write the article where it is new or changed; the outcome and its row.

        Raises ArchiveError where that is not possible.
        """
        record = self._record(article, page, target, prior, now)
        if raw is not None:
            record = replace(record, raw_hash=raw.sha256, raw_file=raw.file, raw_offset=raw.offset)
        saved = prior if prior is not None and prior.path else None
        if saved is None:
            name = OutcomeName.NEW
        elif saved.text_hash == record.text_hash and saved.title == record.title:
            name = OutcomeName.UNCHANGED
            if self._has(saved.path):
                return name, replace(record, outcome=name, saved_at=saved.saved_at)
        else:
            name = OutcomeName.UPDATED
            if saved.text_hash != record.text_hash:
                self._keep_version(saved, now)
                record = replace(record, version=saved.version + 1)
        record = replace(record, outcome=name, saved_at=now)
        self._write(Entry(article=article, page=page, record=record, raw=raw, rules=self._rules))
        return name, record

    def _record(
        self, article: Article, page: Page, target: Target, prior: Record | None, now: datetime
    ) -> Record:
        """The row of the article as it is now; name, id and first save are kept for good."""
        id_ = article_id(target.key)
        published = article.published
        created = (prior.created if prior else None) or now
        path = (prior.path if prior else "") or article_path(
            site=target.site, day=_day(published) or created.date(), title=article.title, id_=id_
        )
        return Record(
            key=target.key,
            id=id_,
            url=target.url,
            site=target.site,
            outcome=OutcomeName.NEW,
            final_url=page.final_url,
            status=page.status,
            etag=page.header("etag") or "",
            last_modified=page.header("last-modified") or "",
            checked_at=now,
            path=path,
            title=article.title,
            words=article.word_count,
            text_hash=text_hash(article),
            published=published.isoformat() if published else "",
            created=created,
            saved_at=now,
            version=(prior.version if prior else 0) or 1,
        )

    def _has(self, path: str) -> bool:
        return all((self._folder / name).is_file() for name in (path, json_path(path)))

    def _keep_version(self, saved: Record, now: datetime) -> None:
        """The old text, moved aside before the new one takes its name."""
        old = self._folder / saved.path
        with archive_errors(old):
            if old.is_file():
                stamp = (saved.saved_at or now).strftime("%Y%m%dT%H%M%SZ")
                self._files.write(f"versions/{saved.id}/{stamp}.md", old.read_bytes())

    def _write(self, entry: Entry) -> None:
        self._files.write(json_path(entry.record.path), entry_json(entry))
        self._files.write(entry.record.path, entry_markdown(entry))


def _day(published: date | datetime | None) -> date | None:
    return published.date() if isinstance(published, datetime) else published

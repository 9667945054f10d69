"""A worker's way into the archive: files only. The rows that go with them are the parent's.

What is saved is decided here by the text: the same text is `unchanged` and writes nothing, a
new text is `updated`. No text is ever overwritten: what lies in the place of another goes to
versions/ first. What was not flushed was not saved.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Self

from scraper.archive.entry import (
    Entry,
    comments_json,
    entry_json,
    entry_markdown,
    holds_text,
    text_hash,
)
from scraper.archive.files import Batch, NoBatch, archive_errors
from scraper.archive.leftovers import Leftovers
from scraper.archive.names import (
    article_id,
    article_path,
    comments_path,
    has_files,
    json_path,
)
from scraper.archive.raw import RawFiles
from scraper.archive.record import RawRef, Record
from scraper.archive.scalars import scalars
from scraper.archive.sketch import sketch_of
from scraper.models import Article, Page, Target
from scraper.outcomes import OutcomeName
from scraper.settings import ArchiveSettings


class Shelf:
    """Files of articles and raw pages. A context manager.

    `rules` is the version of the extraction that the articles come from.
    """

    def __init__(
        self,
        folder: Path,
        files: Batch,
        raw: RawFiles | None,
        *,
        rules: str,
        writes_better: bool = False,
    ) -> None:
        self._folder = folder
        self._rules = rules
        self._files = files
        self._leftovers = Leftovers(folder)
        self._raw = raw
        self._writes_better = writes_better

    @classmethod
    def of_run(cls, folder: Path, settings: ArchiveSettings, *, worker: str, rules: str) -> Self:
        """The shelf of a run's worker; `worker` is part of the names of its raw files."""
        raw = RawFiles(folder, worker=worker, max_bytes=settings.raw_max_bytes)
        return cls(folder, Batch(folder), raw if settings.raw else None, rules=rules)

    @classmethod
    def again(cls, folder: Path, *, rules: str, is_preview: bool) -> Self:
        """The shelf of a reprocessing; a preview writes nothing.

        As the page is the same, what it would be written as today counts, not the text alone.
        """
        files = NoBatch(folder) if is_preview else Batch(folder)
        return cls(folder, files, None, rules=rules, writes_better=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._files.discard()
        if self._raw is not None:
            self._raw.__exit__(kind, error, traceback)

    def keep_raw(self, page: Page, prior: Record | None = None) -> RawRef | None:
        """Append the page to the raw files; None where these are turned off.

        `prior` is what is known of the URL: the same bytes are not kept twice.
        """
        if self._raw is None:
            return None
        return self._raw.append(page, prior.raw if prior is not None else None)

    def has(self, path: str) -> bool:
        """Whether the files of the article at `path` are there."""
        return has_files(self._folder, path)

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

        The files are in place after `flush`. Raises ArchiveError where they cannot be written.
        """
        is_saved = prior is not None and bool(prior.path)
        saved = prior if is_saved else self._leftovers.find(target.site, target.key)
        record = self._record(article, page, target, saved=saved, now=now)
        if raw is not None:
            record = replace(record, raw_hash=raw.sha256, raw_file=raw.file, raw_offset=raw.offset)
        self._write_comments(article, record.path)
        if is_saved and saved is not None:
            record = replace(record, outcome=_change(saved, record))
        entry = Entry(article=article, page=page, record=record, raw=raw, rules=self._rules)
        if record.outcome is OutcomeName.UNCHANGED and saved and self.has(saved.path):
            if not self._writes_better or self._is_written(entry, saved):
                return record.outcome, _still(record, saved)
            record = replace(record, outcome=OutcomeName.UPDATED)
        self._set_aside(record, saved)
        return record.outcome, replace(record, file_hash=self._write(entry))

    def _record(
        self, article: Article, page: Page, target: Target, *, saved: Record | None, now: datetime
    ) -> Record:
        """The row of the article as it is now; name, id and first save are kept for good."""
        id_, hash_ = article_id(target.key), text_hash(article)
        published = article.published
        created = (saved.created if saved else None) or now
        day = published.date() if isinstance(published, datetime) else published
        path = saved.path if saved else ""
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
            path=path
            or article_path(
                site=target.site, day=day or created.date(), title=article.title, id_=id_
            ),
            title=scalars(article.title),
            words=article.word_count,
            text_hash=hash_,
            published=published.isoformat() if published else "",
            created=created,
            saved_at=now,
            version=saved.version + (saved.text_hash != hash_) if saved else 1,
            sketch=sketch_of(article.text),
        )

    def _is_written(self, entry: Entry, saved: Record) -> bool:
        """Whether the `.md` would be written as it was, or is so already."""
        markdown, path = entry_markdown(entry), self._folder / saved.path
        with archive_errors(path):
            return _sha256(markdown) == saved.file_hash or path.read_bytes() == markdown

    def _set_aside(self, record: Record, saved: Record | None) -> None:
        """Keep the text that lies where `record` goes, unless it is the same text.

        What lies there is not always what the row says: a save that was cut short may have
        put its text there, and the one before into versions/. So nothing there is replaced.
        """
        old = self._folder / record.path
        with archive_errors(old):
            if not old.is_file() or not (content := old.read_bytes()).strip():
                return
            if holds_text(content, record.text_hash) and not _is_edited(content, saved):
                return
            when = saved.saved_at if saved else None
            stamp = when or datetime.fromtimestamp(old.stat().st_mtime, UTC)
            stem = f"versions/{record.id}/{stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}"
            for name in (f"{stem}{suffix}.md" for suffix in _suffixes()):
                kept = self._folder / name
                if not kept.exists():
                    self._files.write(name, content)
                    return
                if kept.read_bytes() == content:
                    return

    def _write(self, entry: Entry) -> str:
        """Write both files; the hash of the `.md`."""
        markdown = entry_markdown(entry)
        self._files.write(json_path(entry.record.path), entry_json(entry))
        self._files.write(entry.record.path, markdown)
        return _sha256(markdown)

    def _write_comments(self, article: Article, path: str) -> None:
        """Write the readers' comments where there are new ones. Those that were read stay."""
        content, name = comments_json(article), comments_path(path)
        with archive_errors(old := self._folder / name):
            if content and not (old.is_file() and old.read_bytes() == content):
                self._files.write(name, content)


def _still(record: Record, saved: Record) -> Record:
    """The row of an article whose files stay."""
    return replace(
        record,
        saved_at=saved.saved_at,
        published=saved.published,
        file_hash=saved.file_hash,
    )


def _is_edited(content: bytes, saved: Record | None) -> bool:
    """Whether somebody has changed the `.md` since it was written."""
    if saved is None or not saved.file_hash:
        return False
    return holds_text(content, saved.text_hash) and _sha256(content) != saved.file_hash


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _change(saved: Record, record: Record) -> OutcomeName:
    same = (saved.text_hash, saved.title) == (record.text_hash, record.title)
    return OutcomeName.UNCHANGED if same else OutcomeName.UPDATED


def _suffixes() -> Iterator[str]:
    """What keeps two versions of one second apart."""
    yield ""
    yield from (f"-{number}" for number in count(2))

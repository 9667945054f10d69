"""A worker's way into the archive: files only. The rows that go with them are the parent's.

What is saved is decided here by the text: the same text is `unchanged` and writes nothing, a
new text is `updated`. No text is ever overwritten: what lies in the place of another goes to
versions/ first. What was not flushed was not saved.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from msgspec.structs import replace

from scraper.archive.articles.assets import SavedImage, asset_path, joined, missing_images
from scraper.archive.articles.entry import (
    ArticleEntry,
    Origin,
    comments_json,
    entry_json,
    entry_markdown,
    text_hash,
)
from scraper.archive.articles.orphans import Orphans
from scraper.archive.articles.paths import (
    article_id,
    article_path,
    comments_path,
    has_files,
    json_path,
)
from scraper.archive.articles.sidecar import EarlierSidecar, aliases_after, read_kept
from scraper.archive.articles.version_backup import back_up
from scraper.archive.atomic_files import Batch, NoBatch, archive_errors
from scraper.archive.minhash import minhash_of
from scraper.archive.raw.warc_writer import RawFiles
from scraper.archive.state.record import RawRef, Record
from scraper.archive.unicode_scalars import scalars
from scraper.models import Article, Page, Target
from scraper.outcomes import OutcomeName
from scraper.settings import ArchiveSettings


class ArticleWriter:
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
        self._leftovers = Orphans(folder)
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

    def pictures_of(self, record: Record | None) -> dict[str, SavedImage]:
        """The pictures of a saved article that need not be asked for, by their address."""
        kept = read_kept(self._folder, record.path).images if record and record.path else ()
        return {
            picture.url: picture
            for picture in kept
            if picture.is_lasting or (picture.path and (self._folder / picture.path).is_file())
        }

    def keep_picture(self, content: bytes, ending: str) -> str:
        """Keep a picture, once; the path of its file, which is in place after `flush`."""
        path = asset_path(content, ending)
        if not (self._folder / path).is_file():
            self._files.write(path, content)
        return path

    def flush(self) -> None:
        """Bring everything to the disk; only then may its rows be stored."""
        if self._raw is not None:
            self._raw.sync()
        self._files.sync()

    def save(
        self,
        article: Article,
        origin: Origin,
        target: Target,
        *,
        prior: Record | None,
        now: datetime,
    ) -> tuple[OutcomeName, Record]:
        """Write the article where it is new or changed; the outcome and its row.

        The files are in place after `flush`. Raises ArchiveError where they cannot be written.
        """
        is_saved = prior is not None and bool(prior.path)
        saved = prior if is_saved else self._leftovers.find(target.site, target.key)
        record = self._record(article, origin.page, target, saved=saved, now=now)
        if raw := origin.raw:
            record = replace(record, raw_hash=raw.sha256, raw_file=raw.file, raw_offset=raw.offset)
        self._write_comments(article, record.path)
        if is_saved and saved is not None:
            record = replace(record, outcome=_change(saved, record))
        is_still = record.outcome is OutcomeName.UNCHANGED and self.has(record.path)
        if is_still and saved and not self._writes_better and origin.pictures is None:
            return record.outcome, _still(record, saved)
        kept = read_kept(self._folder, saved.path) if saved else EarlierSidecar()
        entry = self._entry(article, origin, record, kept)
        if is_still and saved:
            if not self._is_better(entry, saved, kept):
                return record.outcome, replace(_still(record, saved), lacking=entry.record.lacking)
            record = replace(entry.record, outcome=OutcomeName.UPDATED)
        back_up(self._folder, self._files, entry.record, saved)
        return record.outcome, replace(
            entry.record, outcome=record.outcome, file_hash=self._write(entry)
        )

    def _entry(
        self, article: Article, origin: Origin, record: Record, kept: EarlierSidecar
    ) -> ArticleEntry:
        """What is written: with the headlines and the pictures that were there before."""
        pictures = joined(article, kept.images, origin.pictures or ())
        left = missing_images(
            article, pictures, before=record.lacking, is_asked=origin.pictures is not None
        )
        return ArticleEntry(
            article=article,
            page=origin.page,
            record=replace(record, lacking=left),
            raw=origin.raw,
            rules=self._rules,
            aliases=aliases_after(kept, article.title),
            pictures=pictures,
        )

    def _is_better(self, entry: ArticleEntry, saved: Record, kept: EarlierSidecar) -> bool:
        """Whether an article of the same text is written again: with pictures that were not
        there, or as today's version of this program writes it.
        """
        before = {picture.path for picture in kept.images}
        if any(p.path and p.path not in before for p in entry.pictures):
            return True
        return self._writes_better and not self._is_written(entry, saved)

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
            lacking=saved.lacking if saved else -1,
            sketch=minhash_of(article.text),
        )

    def _is_written(self, entry: ArticleEntry, saved: Record) -> bool:
        """Whether the `.md` would be written as it was, or is so already."""
        markdown, path = entry_markdown(entry), self._folder / saved.path
        with archive_errors(path):
            return _sha256(markdown) == saved.file_hash or path.read_bytes() == markdown

    def _write(self, entry: ArticleEntry) -> str:
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


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _change(saved: Record, record: Record) -> OutcomeName:
    same = (saved.text_hash, saved.title) == (record.text_hash, record.title)
    return OutcomeName.UNCHANGED if same else OutcomeName.UPDATED

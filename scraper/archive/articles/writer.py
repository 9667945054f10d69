"""How a worker writes to the archive: files only. The rows for them are stored by the parent.

Whether an article is saved again is decided here by its text: the same text is `unchanged` and
nothing is written, a new text is `updated`. No text is lost, and what the user has changed is
kept (article_update.py). What was not flushed was not saved.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Self

from msgspec.structs import replace

from scraper.archive.articles.aliases import aliases_after
from scraper.archive.articles.article_files import comments_file, sidecar_of
from scraper.archive.articles.article_update import ArticleSave
from scraper.archive.articles.assets import SavedImage, asset_path, merged_images
from scraper.archive.articles.markdown_parts import NOTES_LINE
from scraper.archive.articles.orphans import Orphans
from scraper.archive.articles.paths import comments_path, has_files
from scraper.archive.articles.revision import (
    Origin,
    Revision,
    compare,
    make_revision,
    missing_images,
    saved_record,
)
from scraper.archive.articles.sidecar import Sidecar, read_sidecar
from scraper.archive.atomic_files import Batch, PreviewBatch, archive_errors
from scraper.archive.containment import inside, is_inside
from scraper.archive.raw.warc_writer import RawFiles
from scraper.archive.state.record import RawRef, Record
from scraper.models import Article, Page, Target
from scraper.outcomes import OutcomeName
from scraper.settings import ArchiveSettings

NEW, UPDATED, UNCHANGED = OutcomeName.NEW, OutcomeName.UPDATED, OutcomeName.UNCHANGED


class ArticleWriter(AbstractContextManager["ArticleWriter"]):
    """Files of articles and raw pages. A context manager.

    `rules` is the version of the extraction that the articles come from. With `rewrites`, an
    article of the same text is written again where today's files would differ; with `notes`,
    articles end with a line for the user's notes.
    """

    def __init__(
        self,
        folder: Path,
        files: Batch,
        raw: RawFiles | None,
        *,
        rules: str,
        rewrites: bool = False,
        notes: bool = False,
    ) -> None:
        self._folder = folder
        self._rules = rules
        self._files = files
        self._orphans = Orphans(folder)
        self._raw = raw
        self._rewrites = rewrites
        self._notes = NOTES_LINE if notes else ""

    @classmethod
    def for_run(cls, folder: Path, settings: ArchiveSettings, *, worker: str, rules: str) -> Self:
        """The writer of a run's worker; `worker` is part of the names of its raw files."""
        raw = RawFiles(folder, worker=worker, max_bytes=settings.raw_max_bytes)
        files = Batch(folder)
        return cls(folder, files, raw if settings.raw else None, rules=rules, notes=settings.notes)

    @classmethod
    def for_reprocessing(
        cls, folder: Path, settings: ArchiveSettings, *, rules: str, is_preview: bool
    ) -> Self:
        """The writer of a reprocessing; a preview writes nothing.

        As the page is the same, an article has changed where its files would differ.
        """
        files = PreviewBatch(folder) if is_preview else Batch(folder)
        return cls(folder, files, None, rules=rules, rewrites=True, notes=settings.notes)

    def __exit__(self, *_: object) -> None:
        """Discard what was not flushed."""
        self._files.discard()
        if self._raw is not None:
            self._raw.close()

    def save_raw(self, page: Page, prior: Record | None = None) -> RawRef | None:
        """Append the page to the raw files; None where these are turned off.

        `prior` is what is known of the URL: the same bytes are not stored twice.
        """
        if self._raw is None:
            return None
        return self._raw.append(page, prior.raw if prior is not None else None)

    def has(self, path: str) -> bool:
        """Whether the files of the article at `path` exist."""
        return has_files(self._folder, path)

    def has_list_fields(self, path: str, target: Target) -> bool:
        """Whether the article at `path` has the tags and the time of an export's entry."""
        if not target.tags and target.added is None:
            return True
        sidecar = read_sidecar(self._folder, path)
        is_dated = sidecar.added is not None or target.added is None
        return is_dated and set(target.tags) <= set(sidecar.list_tags)

    def saved_images(self, record: Record | None) -> dict[str, SavedImage]:
        """The images of a saved article that need no new request, by their address."""
        images = read_sidecar(self._folder, record.path).images if record and record.path else ()
        return {
            image.url: image
            for image in images
            if image.is_lasting
            or (
                image.path
                and is_inside(self._folder, image.path)
                and (self._folder / image.path).is_file()
            )
        }

    def save_image(self, content: bytes, extension: str) -> str:
        """Write an image unless it is there; the path of its file, which exists after `flush`."""
        path = asset_path(content, extension)
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
        saved = prior if is_saved else self._orphans.find(target.site, target.key)
        revision = make_revision(article, origin, target, saved=saved, now=now)
        self._write_comments(article, revision.path)
        outcome = compare(revision, saved) if saved and is_saved else NEW
        if saved and outcome is UNCHANGED and self.has(revision.path):
            return self._save_same_text(revision, saved, now)
        return self._written(self._save_of(revision, saved, now), outcome)

    def _save_same_text(
        self, revision: Revision, saved: Record, now: datetime
    ) -> tuple[OutcomeName, Record]:
        """The files of an article of the same text are kept, unless better ones can be written."""
        target = revision.target
        is_listed = bool(target.tags or target.added)  # by an export, with what it says
        if not self._rewrites and revision.origin.images is None and not is_listed:
            missing = saved.missing_images
            return UNCHANGED, saved_record(revision, UNCHANGED, now, missing=missing, kept=saved)
        save = self._save_of(revision, saved, now)
        if self._is_better(save):
            return self._written(save, UPDATED)
        missing = missing_images(revision, save.sidecar, saved)
        return UNCHANGED, saved_record(revision, UNCHANGED, now, missing=missing, kept=saved)

    def _save_of(self, revision: Revision, saved: Record | None, now: datetime) -> ArticleSave:
        """A save of the revision, with the headlines and images that are known of before."""
        article, fetched = revision.article, revision.origin.images or ()
        earlier = read_sidecar(self._folder, saved.path) if saved else Sidecar()
        sidecar = sidecar_of(
            revision,
            rules=self._rules,
            earlier=earlier,
            aliases=aliases_after(earlier, article.title),
            images=merged_images(article, earlier.images, fetched),
        )
        return ArticleSave(
            folder=self._folder,
            revision=revision,
            sidecar=sidecar,
            earlier=earlier,
            saved=saved,
            notes=self._notes,
            now=now,
        )

    def _is_better(self, save: ArticleSave) -> bool:
        """Whether an article of the same text is written again: with images or tags that were
        not there, or as this version of the program writes it.
        """
        sidecar, earlier = save.sidecar, save.earlier
        if (sidecar.list_tags, sidecar.added) != (earlier.list_tags, earlier.added):
            return True
        before = {image.path for image in earlier.images}
        if any(image.path and image.path not in before for image in sidecar.images):
            return True
        if not self._rewrites:
            return False
        is_ahead = earlier.content_hash != sidecar.content_hash  # of a run that was killed
        return is_ahead or save.update().is_change

    def _written(self, save: ArticleSave, outcome: OutcomeName) -> tuple[OutcomeName, Record]:
        """Write the files; the outcome and the row."""
        update = save.write(self._files)
        record = saved_record(
            save.revision,
            outcome,
            save.now,
            missing=missing_images(save.revision, save.sidecar, save.saved),
            file_hash=update.file_hash,
        )
        return outcome, replace(record, reason=update.reason)

    def _write_comments(self, article: Article, path: str) -> None:
        """Write the readers' comments where they are new. A page without any removes none."""
        content, name = comments_file(article), comments_path(path)
        with archive_errors(old := inside(self._folder, name)):
            if content and not (old.is_file() and old.read_bytes() == content):
                self._files.write(name, content)

"""The files of one save: what is written where, with what is the user's kept.

A text that is replaced is copied to versions/ first. A body that the user has edited is not
replaced: the new text goes to versions/ instead.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from msgspec.structs import replace

from scraper.archive.articles.article_files import markdown_parts
from scraper.archive.articles.assets import as_version
from scraper.archive.articles.markdown_parts import body_hash, split_markdown
from scraper.archive.articles.named_text import holds_text
from scraper.archive.articles.paths import json_path
from scraper.archive.articles.revision import Revision
from scraper.archive.articles.saved_article import is_as_written
from scraper.archive.articles.sidecar import Sidecar, encode_sidecar
from scraper.archive.articles.user_changes import MergedText, merge_text
from scraper.archive.articles.version_backup import version_path
from scraper.archive.atomic_files import Batch, archive_errors
from scraper.archive.containment import inside
from scraper.archive.state.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleUpdate:
    """`present` is the `.md` as it is, None where there is none, `markdown` as it will be.
    `version` is a file in versions/ with its content. `reason` is what to report of it.
    """

    present: bytes | None
    markdown: bytes
    sidecar: Sidecar
    version: tuple[str, bytes] | None = None
    reason: str = ""

    @property
    def file_hash(self) -> str:
        """SHA-256 (hex) of the `.md`."""
        return hashlib.sha256(self.markdown).hexdigest()

    @property
    def is_change(self) -> bool:
        """Whether a text is written, to the `.md` or beside it."""
        return self.markdown != self.present or self.version is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleSave:
    """A save of `revision` in the archive `folder`. `earlier` and `saved` are what was written
    before, `notes` is the line for the user's notes where one is wanted.
    """

    folder: Path
    revision: Revision
    sidecar: Sidecar
    earlier: Sidecar
    saved: Record | None
    notes: str
    now: datetime

    def write(self, files: Batch) -> ArticleUpdate:
        """Write the files: in this order, so that no text is lost between any two."""
        update, path = self.update(), self.revision.path
        if update.version is not None:
            files.write(*update.version)
        files.write(json_path(path), encode_sidecar(update.sidecar))
        if update.present is None:
            files.write(path, update.markdown)
        elif update.markdown != update.present:
            redo = partial(self.write, files)
            files.write_over(path, update.markdown, old=update.present, redo=redo)
        return update

    def update(self) -> ArticleUpdate:
        """What the files will be. Raises ArchiveError."""
        file = inside(self.folder, path := self.revision.path)
        with archive_errors(file):
            present = file.read_bytes() if file.is_file() else None
        article = self.revision.article
        ours = markdown_parts(article, self.sidecar, path=path, notes=self.notes)
        is_own = present is None or is_as_written(present, self.saved)
        merged = merge_text(present, ours, self.sidecar, self.earlier, is_own=is_own)
        is_new = merged.sidecar.body_hashes[:1] != self.earlier.body_hashes[:1]
        if merged.edited and is_new:
            return self._beside(merged, ours.joined())
        return ArticleUpdate(
            present=present,
            markdown=merged.markdown,
            sidecar=merged.sidecar,
            version=self._backup(present, merged.markdown) if present else None,
        )

    def _beside(self, merged: MergedText, new: bytes) -> ArticleUpdate:
        """A new text that goes beside the one that the user has edited."""
        name = version_path(self.folder, self.revision.id, self.now, new)
        return ArticleUpdate(
            present=merged.markdown,
            markdown=merged.markdown,
            sidecar=replace(merged.sidecar, new_text=name),
            version=(name, as_version(new)),
            reason=f"{merged.edited}, new version kept in {name}",
        )

    def _backup(self, present: bytes, markdown: bytes) -> tuple[str, bytes] | None:
        """The copy of a body that is replaced by one of another text, or that may be the user's.

        The file is not always what its row describes: a save that was interrupted may have put
        its text there, and the one before into versions/. So no copy is replaced.
        """
        body, new = (body_hash(split_markdown(content).body) for content in (present, markdown))
        is_known = self.earlier.body_hashes or (self.saved and self.saved.file_hash)
        is_same_text = is_known and holds_text(present, self.revision.text_hash)
        if not present.strip() or body == new or is_same_text:
            return None
        time = self.saved.saved_at if self.saved else None
        if time is None:
            path = self.folder / self.revision.path
            with archive_errors(path):
                time = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        name = version_path(self.folder, self.revision.id, time, present)
        return name, as_version(present)

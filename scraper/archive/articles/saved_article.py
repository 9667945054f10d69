"""A saved article, read from its files."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from scraper.archive.articles.article_places import ArticlePlaces, place_of
from scraper.archive.articles.front_matter_entries import FrontMatterError, parse_front_matter
from scraper.archive.articles.markdown_parts import NOTES_LINE, MarkdownParts, split_markdown
from scraper.archive.articles.marks import Marks, marks_in
from scraper.archive.articles.paths import json_path
from scraper.archive.articles.sidecar import Sidecar, decode_sidecar
from scraper.archive.articles.user_changes import changed_fields, with_changes
from scraper.archive.containment import inside
from scraper.archive.state.record import Record
from scraper.archive.unicode_scalars import scalars
from scraper.errors import ArchiveError


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedArticle:
    """`markdown` is the headline and the text, `notes` are those of the user, `folder` is that of
    the archive. `sidecar` has the values that the user has changed in the `.md`.
    """

    folder: Path
    record: Record
    sidecar: Sidecar
    markdown: str
    notes: str = ""
    marks: Marks = Marks()  # noqa: RUF009 - frozen

    @property
    def body(self) -> str:
        """The text without the headline."""
        head, _, rest = self.markdown.partition("\n")
        return rest.strip("\n") if head.startswith("# ") else self.markdown


def read_saved(folder: Path, record: Record, places: ArticlePlaces | None = None) -> SavedArticle:
    """The article of a row. Raises ArchiveError where a file is missing or damaged.

    `places` is for the reading of many articles, see `place_of`.
    """
    place = place_of(folder, record, places)
    beside = json_path(place)
    path = beside if (folder / beside).is_file() else json_path(record.path)
    try:
        sidecar = decode_sidecar(saved_bytes(folder, path))
    except msgspec.MsgspecError as error:
        raise ArchiveError(f"{folder / path}: {error}") from error
    content = saved_bytes(folder, place)
    parts = split_markdown(content)
    values = _values(parts)
    is_sure = record.file_hash and is_as_written(content, record) and not sidecar.overridden
    return SavedArticle(
        folder=folder,
        record=record,
        sidecar=sidecar if is_sure else with_changes(sidecar, changed_fields(values, sidecar)),
        markdown=scalars(parts.body),
        notes=scalars(parts.notes.removeprefix(NOTES_LINE).strip("\n")),
        marks=marks_in(values),
    )


def is_as_written(content: bytes, record: Record | None) -> bool:
    """Whether a `.md` is the one that was written, as far as its row knows."""
    if record is None or not record.file_hash:
        return True
    return hashlib.sha256(content).hexdigest() == record.file_hash


def _values(parts: MarkdownParts) -> dict[str, Any]:
    """The front matter, empty where it cannot be read."""
    try:
        return parse_front_matter(parts.front or "").values
    except FrontMatterError:
        return {}


def saved_bytes(folder: Path, path: str) -> bytes:
    """The content of a file of the archive. Raises ArchiveError where it is missing."""
    file = inside(folder, path)
    try:
        return file.read_bytes()
    except OSError as error:
        raise ArchiveError(f"{file}: {error.strerror or error}") from error

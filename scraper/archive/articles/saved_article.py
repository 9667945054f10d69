"""A saved article, read from its files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import msgspec

from scraper.archive.articles.front_matter import without_front_matter
from scraper.archive.articles.paths import json_path
from scraper.archive.articles.sidecar import Sidecar, decode_sidecar
from scraper.archive.containment import inside
from scraper.archive.state.record import Record
from scraper.errors import ArchiveError


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedArticle:
    """`markdown` is the headline and the text, `folder` that of the archive."""

    folder: Path
    record: Record
    sidecar: Sidecar
    markdown: str

    @property
    def body(self) -> str:
        """The text without the headline."""
        head, _, rest = self.markdown.partition("\n")
        return rest.strip("\n") if head.startswith("# ") else self.markdown


def read_saved(folder: Path, record: Record) -> SavedArticle:
    """The article of a row. Raises ArchiveError where a file is missing or damaged."""
    path = json_path(record.path)
    try:
        sidecar = decode_sidecar(saved_bytes(folder, path))
    except msgspec.MsgspecError as error:
        raise ArchiveError(f"{folder / path}: {error}") from error
    text = saved_bytes(folder, record.path).decode("utf-8", "replace")
    return SavedArticle(
        folder=folder, record=record, sidecar=sidecar, markdown=without_front_matter(text)
    )


def saved_bytes(folder: Path, path: str) -> bytes:
    """The content of a file of the archive. Raises ArchiveError where it is missing."""
    file = inside(folder, path)
    try:
        return file.read_bytes()
    except OSError as error:
        raise ArchiveError(f"{file}: {error.strerror or error}") from error

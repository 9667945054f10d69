"""A saved article as its two files give it back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from scraper.archive.articles.paths import json_path
from scraper.archive.state.record import Record
from scraper.errors import ArchiveError

_FENCE = "\n---\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedArticle:
    """`fields` is the whole `.json`; `markdown` the headline and the text; `folder` the archive."""

    folder: Path
    record: Record
    fields: dict[str, Any]
    markdown: str

    @property
    def body(self) -> str:
        """The text without the headline."""
        head, _, rest = self.markdown.partition("\n")
        return rest.strip("\n") if head.startswith("# ") else self.markdown


def read_saved(folder: Path, record: Record) -> SavedArticle:
    """The article of a row. Raises ArchiveError where a file is missing or damaged."""
    path = folder / json_path(record.path)
    try:
        fields = msgspec.json.decode(saved_bytes(folder, json_path(record.path)), type=dict)
    except msgspec.MsgspecError as error:
        raise ArchiveError(f"{path}: {error}") from error
    text = saved_bytes(folder, record.path).decode("utf-8", "replace")
    return SavedArticle(
        folder=folder, record=record, fields=fields, markdown=without_front_matter(text)
    )


def saved_bytes(folder: Path, path: str) -> bytes:
    """A file of the archive. Raises ArchiveError where it is missing."""
    file = folder / path
    if not file.resolve().is_relative_to(folder.resolve()):
        raise ArchiveError(f"{file}: lies outside the archive")
    try:
        return file.read_bytes()
    except OSError as error:
        raise ArchiveError(f"{file}: {error.strerror or error}") from error


def without_front_matter(text: str) -> str:
    """A `.md` without what stands between its first two `---`."""
    if not text.startswith("---\n"):
        return text.strip("\n")
    return text.partition(_FENCE)[2].strip("\n")

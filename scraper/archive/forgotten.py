"""forgotten.json: the articles that were removed for good, and are never fetched or made again.

It is a file of its own, so that it outlives the state. It holds the addresses, and nothing of the
articles.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import msgspec

from scraper.archive.atomic_files import Batch, archive_errors
from scraper.archive.layout import FORGOTTEN
from scraper.errors import ArchiveError


class ForgottenArticle(msgspec.Struct, frozen=True, kw_only=True):
    """An article that was removed at `at`. `keys` are the URL keys of all its addresses."""

    id: str
    url: str
    keys: tuple[str, ...]
    at: datetime


def read_forgotten(folder: Path) -> tuple[ForgottenArticle, ...]:
    """What was removed from the archive in `folder`, in the order of time. Raises ArchiveError."""
    path = folder / FORGOTTEN
    with archive_errors(path):
        if not path.exists():
            return ()
        content = path.read_bytes()
    try:
        return msgspec.json.decode(content, type=tuple[ForgottenArticle, ...])
    except msgspec.MsgspecError as error:
        raise ArchiveError(f"{path}: {error}") from error


def write_forgotten(folder: Path, articles: Iterable[ForgottenArticle]) -> None:
    """Replace what is remembered. Raises ArchiveError."""
    files = Batch(folder)
    files.write(FORGOTTEN, msgspec.json.format(msgspec.json.encode(list(articles)), indent=1))
    files.sync()


def forgotten_keys(folder: Path) -> frozenset[str]:
    """The URL keys of what was removed. Raises ArchiveError."""
    return frozenset(key for article in read_forgotten(folder) for key in article.keys)

"""versions/: a text is copied there before another replaces it. No text is ever lost."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from scraper.archive.articles.assets import as_version
from scraper.archive.articles.front_matter import holds_text
from scraper.archive.articles.revision import Revision
from scraper.archive.atomic_files import Batch, archive_errors
from scraper.archive.containment import inside
from scraper.archive.layout import VERSIONS
from scraper.archive.state.record import Record


def back_up(folder: Path, files: Batch, revision: Revision, saved: Record | None) -> None:
    """Copy the text that is at the path of `revision`, unless it is the same text.

    The file is not always what its row (`saved`) describes: a save that was interrupted may
    have put its text there, and the one before into versions/. So no backup is replaced.
    """
    old = inside(folder, revision.path)
    with archive_errors(old):
        if not old.is_file() or not (content := old.read_bytes()).strip():
            return
        if holds_text(content, revision.text_hash) and not _is_edited(content, saved):
            return
        saved_at = saved.saved_at if saved else None
        time = (saved_at or datetime.fromtimestamp(old.stat().st_mtime, UTC)).astimezone(UTC)
        stem = f"{VERSIONS}/{revision.id}/{time:%Y%m%dT%H%M%SZ}"
        _write_version(folder, files, stem, as_version(content))


def _write_version(folder: Path, files: Batch, stem: str, content: bytes) -> None:
    for name in (f"{stem}{suffix}.md" for suffix in _suffixes()):
        version = inside(folder, name)
        if not version.exists():
            files.write(name, content)
            return
        if version.read_bytes() == content:
            return


def _is_edited(content: bytes, saved: Record | None) -> bool:
    """Whether somebody has changed the `.md` since it was written."""
    if saved is None or not saved.file_hash:
        return False
    is_as_written = hashlib.sha256(content).hexdigest() == saved.file_hash
    return holds_text(content, saved.text_hash) and not is_as_written


def _suffixes() -> Iterator[str]:
    """Endings that tell versions of the same second apart."""
    yield ""
    yield from (f"-{number}" for number in count(2))

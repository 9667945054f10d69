"""versions/: a text that makes way for another is set aside first. No text is ever overwritten."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from scraper.archive.articles.assets import as_version
from scraper.archive.articles.entry import holds_text
from scraper.archive.atomic_files import Batch, archive_errors
from scraper.archive.state.record import Record


def back_up(folder: Path, files: Batch, record: Record, saved: Record | None) -> None:
    """Keep the text that lies where `record` goes, unless it is the same text.

    What lies there is not always what the row (`saved`) says: a save that was cut short may
    have put its text there, and the one before into versions/. So nothing there is replaced.
    """
    old = folder / record.path
    with archive_errors(old):
        if not old.is_file() or not (content := old.read_bytes()).strip():
            return
        if holds_text(content, record.text_hash) and not _is_edited(content, saved):
            return
        stamp = (saved.saved_at if saved else None) or datetime.fromtimestamp(
            old.stat().st_mtime, UTC
        )
        stem = f"versions/{record.id}/{stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}"
        _keep(folder, files, stem, as_version(content))


def _keep(folder: Path, files: Batch, stem: str, content: bytes) -> None:
    for name in (f"{stem}{suffix}.md" for suffix in _suffixes()):
        kept = folder / name
        if not kept.exists():
            files.write(name, content)
            return
        if kept.read_bytes() == content:
            return


def _is_edited(content: bytes, saved: Record | None) -> bool:
    """Whether somebody has changed the `.md` since it was written."""
    if saved is None or not saved.file_hash:
        return False
    is_ours = hashlib.sha256(content).hexdigest() == saved.file_hash
    return holds_text(content, saved.text_hash) and not is_ours


def _suffixes() -> Iterator[str]:
    """What keeps two versions of one second apart."""
    yield ""
    yield from (f"-{number}" for number in count(2))

"""Earlier texts of an article, and what changed from one to the next."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from pathlib import Path

from scraper.archive.record import Record
from scraper.archive.saved import saved_bytes, without_front_matter


def versions(folder: Path, record: Record) -> list[str]:
    """The paths of all texts of an article, oldest first; the last is the one of today."""
    kept = folder / "versions" / record.id
    names = sorted(kept.glob("*.md"), key=_age)
    return [*(path.relative_to(folder).as_posix() for path in names), record.path]


def _age(path: Path) -> tuple[str, int]:
    """Two versions of one second are told apart by a number: `…Z.md`, `…Z-2.md`."""
    stamp, _, number = path.stem.partition("-")
    return stamp, int(number) if number.isdigit() else 1


def changes(folder: Path, old: str, new: str) -> Iterator[str]:
    """The lines of a unified diff between two texts, front matter apart. Raises ArchiveError."""
    yield from difflib.unified_diff(
        _lines(folder, old), _lines(folder, new), old, new, lineterm="", n=1
    )


def _lines(folder: Path, path: str) -> list[str]:
    return without_front_matter(saved_bytes(folder, path).decode("utf-8", "replace")).splitlines()

"""versions/: a text is copied there before another replaces it, and a new text where the user has
edited the old one. No text is ever lost, and no file there is ever replaced.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from scraper.archive.articles.assets import as_version
from scraper.archive.atomic_files import archive_errors
from scraper.archive.containment import inside
from scraper.archive.layout import VERSIONS


def version_path(folder: Path, id_: str, time: datetime, markdown: bytes) -> str:
    """The path in versions/ for a text of the article `id_`: one that holds it already, or that
    is free. It is named after the time. Raises ArchiveError.
    """
    stem = f"{VERSIONS}/{id_}/{time.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    content = as_version(markdown)
    for name in (f"{stem}{suffix}.md" for suffix in _suffixes()):
        version = inside(folder, name)
        with archive_errors(version):
            if not version.exists() or version.read_bytes() == content:
                return name
    raise AssertionError  # there is always another name


def _suffixes() -> Iterator[str]:
    """Endings that tell versions of the same second apart."""
    yield ""
    yield from (f"-{number}" for number in count(2))

"""What is remembered of sites between runs, on disk: one file per site in notes/.

A file may be lost or deleted at any time, and its contents are then requested again. So it is
written atomically, but not flushed to the disk.
"""

from __future__ import annotations

import secrets
from pathlib import Path

from scraper.archive.articles.paths import site_folder
from scraper.archive.atomic_files import archive_errors
from scraper.archive.layout import NEW, SITE_CACHES


class SiteCacheFolder:
    """The site caches of an archive, as bytes; their format is the fetcher's."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / SITE_CACHES

    def load(self, site: str) -> bytes | None:
        """The cache of `site` as it was saved, None where it cannot be read."""
        try:
            return self._path(site).read_bytes()
        except OSError:
            return None

    def save(self, site: str, data: bytes) -> None:
        """Replace the cache of `site` by `data`. Raises ArchiveError."""
        path = self._path(site)
        new = self._folder / NEW / secrets.token_hex(8)
        with archive_errors(path):
            new.parent.mkdir(parents=True, exist_ok=True)
            new.write_bytes(data)
            new.replace(path)

    def _path(self, site: str) -> Path:
        return self._folder / f"{site_folder(site)}.json"

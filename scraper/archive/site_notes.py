"""What servers have said that holds for longer than a run: a file a site, in notes/.

It may be lost or deleted at any time, and is asked again then; so it is whole or not there,
but nobody waits until it is on the disk.
"""

from __future__ import annotations

import secrets
from pathlib import Path

from scraper.archive.articles.paths import site_folder
from scraper.archive.atomic_files import archive_errors
from scraper.archive.layout import NEW, NOTES


class NotesFolder:
    """The notes of an archive's sites. What they say is the fetcher's."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / NOTES

    def load(self, site: str) -> bytes | None:
        """The notes of `site` as they were saved, None where they cannot be had."""
        try:
            return self._path(site).read_bytes()
        except OSError:
            return None

    def save(self, site: str, notes: bytes) -> None:
        """Put `notes` in the place of older ones. Raises ArchiveError."""
        goal = self._path(site)
        aside = self._folder / NEW / secrets.token_hex(8)
        with archive_errors(goal):
            aside.parent.mkdir(parents=True, exist_ok=True)
            aside.write_bytes(notes)
            aside.replace(goal)

    def _path(self, site: str) -> Path:
        return self._folder / f"{site_folder(site)}.json"

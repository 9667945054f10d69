"""Which exit code an error means."""

from __future__ import annotations

from scraper.errors import ArchiveError, ArchiveLocked, ScraperError, UsageError

_EXIT = ((UsageError, 2), (ArchiveLocked, 3), (ArchiveError, 4), (ScraperError, 1))


def exit_code_of(error: Exception) -> int:
    """The code for an expected error; one that is not expected is a bug, and raised again."""
    for kind, code in _EXIT:
        if isinstance(error, kind):
            return code
    raise error

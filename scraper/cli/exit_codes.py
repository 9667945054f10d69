"""The exit codes of the command, and which error means which."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """How a command ended. Scripts rely on these numbers."""

    SUCCESS = 0
    SOME_FAILED = 1  # it finished, but some URLs failed, or there was nothing to show
    USAGE_ERROR = 2  # wrong arguments or settings
    ARCHIVE_LOCKED = 3  # another run holds the archive
    ARCHIVE_ERROR = 4  # the archive cannot be written or is damaged
    STOPPED = 5  # stopped early (deadline, interrupt, closed output); the next run resumes


def exit_code_of(error: Exception) -> ExitCode:
    """The code for an expected error; an unexpected one is a bug, and is raised again."""
    from scraper.errors import (  # noqa: PLC0415 - msgspec is not for --help
        ArchiveError,
        ArchiveLocked,
        ScraperError,
        UsageError,
    )

    codes = (
        (UsageError, ExitCode.USAGE_ERROR),
        (ArchiveLocked, ExitCode.ARCHIVE_LOCKED),
        (ArchiveError, ExitCode.ARCHIVE_ERROR),
        (ScraperError, ExitCode.SOME_FAILED),
    )
    for kind, code in codes:
        if isinstance(error, kind):
            return code
    raise error

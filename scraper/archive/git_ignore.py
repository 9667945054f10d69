"""`.gitignore`: in an archive that is kept in git, only articles and their versions are seen."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from scraper.archive.atomic_files import archive_errors
from scraper.archive.layout import (
    IMAGE_RATE_LIMITS,
    INDEX,
    LOCK,
    NEW,
    RAW,
    RUNS,
    SHARDS,
    SITE_CACHES,
    STATE,
)

GIT_IGNORE = ".gitignore"
_TEXT = f"""\
# Written by scraper where there is no such file; it may be changed, and is never replaced.
# What changes with every run, although no article does. `scraper verify --repair` makes the state
# of a clone from its articles; remove the line of {RAW}/ to keep the pages as they were received.
/{STATE}*
/{INDEX}*
/{RAW}/
/{RUNS}/
/{SITE_CACHES}/
/{SHARDS}/
/{LOCK}*
/{IMAGE_RATE_LIMITS}/
{NEW}/
"""


def write_git_ignore(folder: Path) -> None:
    """Write the file where there is none. Raises ArchiveError."""
    path = folder / GIT_IGNORE
    with archive_errors(path), suppress(FileExistsError), path.open("x", encoding="utf-8") as file:
        file.write(_TEXT)

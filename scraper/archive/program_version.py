"""Which program wrote an archive."""

from __future__ import annotations

from functools import cache


@cache
def program_version() -> str:
    """The version of this program, as installed."""
    from importlib.metadata import (  # noqa: PLC0415 - the parent of a run need not know
        PackageNotFoundError,
        version,
    )

    try:
        return version("scraper")
    except PackageNotFoundError:
        return "unknown"

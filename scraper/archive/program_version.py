"""Which program wrote an archive."""

from __future__ import annotations

from functools import cache


@cache
def program_version() -> str:
    """The version of this program, as installed."""
    from importlib.metadata import (  # noqa: PLC0415 - slow to import, and not needed by the parent of a run
        PackageNotFoundError,
        version,
    )

    try:
        return version("article-keeper")
    except PackageNotFoundError:
        return "unknown"

"""The one place where a run reads the clock."""

from __future__ import annotations

from datetime import UTC, datetime


def utcnow() -> datetime:
    """Now, aware, in UTC, in whole seconds: nothing in an archive needs more."""
    return datetime.now(UTC).replace(microsecond=0)

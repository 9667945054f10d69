"""Lengths of time as users write them: 90s, 20m, 2h, 30d."""

from __future__ import annotations

import math
import re
from datetime import UTC, datetime, timedelta

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


def parse_duration(
    text: str, option: str, examples: str = "a time such as 90s, 20m or 2h"
) -> float:
    """Seconds in "90s", "20m", "2h", "1d" or a bare number of seconds.

    Raises UsageError, naming `option`, with `examples` of what it takes.
    """
    match = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([smhd]?)", text.strip())
    if match is None:
        raise _wrong(option, examples, text)
    return float(match.group(1)) * _UNITS[match.group(2) or "s"]


def parse_age(text: str, option: str) -> float:
    """Days in "30d" or "12h"; infinity for "all". Raises UsageError."""
    if text == "all":
        return math.inf
    return _seconds_of_age(text, option, "an age such as 30d or 12h, all, or 0") / _UNITS["d"]


def _seconds_of_age(text: str, option: str, examples: str) -> float:
    """Like `parse_duration`, but a number needs a unit: who writes 30 for an age means days."""
    seconds = parse_duration(text, option, examples)
    if seconds and text.strip()[-1].isdigit():
        raise _wrong(option, examples, text)
    return seconds


def _wrong(option: str, examples: str, text: str) -> Exception:
    from scraper.errors import UsageError  # noqa: PLC0415 - msgspec is not for --help

    return UsageError(f"{option}: expected {examples}, got {text!r}")


def parse_since(text: str | None) -> datetime | None:
    """The instant that `--since` names: so long before now (7d), or the begin of a day in UTC
    (2026-01-31); None where it is not given. Raises UsageError.
    """
    if text is None:
        return None
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text.strip()):
        try:
            return datetime.fromisoformat(text.strip()).replace(tzinfo=UTC)
        except ValueError:
            from scraper.errors import UsageError  # noqa: PLC0415 - msgspec is not for --help

            raise UsageError(f"--since: {text} is not a day of the calendar") from None
    seconds = _seconds_of_age(
        text, "--since", "an age such as 2h or 30d, or a day such as 2026-01-31"
    )
    now = datetime.now(UTC)
    first = datetime.min.replace(tzinfo=UTC)
    return now - timedelta(seconds=min(seconds, (now - first).total_seconds() - 1))

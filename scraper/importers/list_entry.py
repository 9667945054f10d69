"""An entry of a list, and the tags and times of exports as values."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from msgspec import Struct

_WEBKIT_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)  # of Chrome's bookmarks


class ListEntry(Struct, frozen=True, kw_only=True):
    """A URL as a list writes it. `line` is its line, or its number where the list has no lines."""

    url: str
    line: int
    tags: tuple[str, ...] = ()
    added: datetime | None = None


def split_tags(value: object) -> tuple[str, ...]:
    """The tags of a cell or a field, in their order, each once.

    A text has them separated by `|`, `;`, `,` or as a JSON or Python list; a list has texts, or
    objects with a `name` or `label`; the keys of an object are its tags (Pocket).
    """
    if isinstance(value, str):
        parts: Iterable[object] = _split(value)
    elif isinstance(value, dict):
        parts = value
    elif isinstance(value, list):
        parts = (_name(each) for each in value)
    else:
        return ()
    names = (part.strip() for part in parts if isinstance(part, str))
    return tuple(dict.fromkeys(name for name in names if name))


def _split(text: str) -> Iterable[str]:
    text = text.strip()
    if text.startswith("[") and text.endswith("]"):
        return [part.strip(" '\"") for part in text[1:-1].split(",")]
    separator = next((each for each in "|;," if each in text), ",")
    return text.split(separator)


def _name(value: object) -> object:
    if not isinstance(value, dict):
        return value
    return value.get("name") or value.get("label") or value.get("tag")


def parse_added(value: object) -> datetime | None:
    """The instant of a field (UTC), None for what is no time.

    A number is the seconds, milliseconds or microseconds since 1970, or the microseconds since
    1601 (Chrome): these ranges do not overlap for times after 1973. A text is ISO 8601 or such a
    number; without a zone it is taken as UTC.
    """
    if isinstance(value, str) and re.fullmatch(r"\s*\d{9,17}(\.\d+)?\s*", value):
        value = float(value)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _from_number(value)
    if not isinstance(value, str) or not value.strip():
        return None
    try:
        time = datetime.fromisoformat(value.strip())
    except ValueError:
        return None
    return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)


def _from_number(value: float) -> datetime | None:
    if not 10**8 <= value < 10**17:
        return None
    if value >= 10**16:
        return (_WEBKIT_EPOCH + timedelta(microseconds=value)).replace(microsecond=0)
    divisor = 1 if value < 10**11 else 1000 if value < 10**14 else 10**6
    return datetime.fromtimestamp(int(value / divisor), UTC)

"""An article of the archive, as users name it: by URL or by id."""

from __future__ import annotations

from scraper.archive.state.record import Record
from scraper.archive.state.state_store import State
from scraper.errors import UrlError, UsageError
from scraper.urls import url_key


def find_article(state: State, name: str) -> Record | None:
    """By URL, in any spelling and by any of its addresses, or by id. Raises UsageError."""
    if "://" not in name:
        return state.get_by_id(name)
    try:
        key = url_key(name)
    except UrlError as error:
        raise UsageError(f"{name}: {error}") from error
    record = state.find_saved(key) or state.get(key)
    if record is not None and record.duplicate_of and not record.path:
        return state.get_by_id(record.duplicate_of) or record
    return record

"""An article of the archive, as users name it: by URL or by id."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from scraper.archive.state.record import Record
from scraper.archive.state.state_store import State
from scraper.errors import UrlError, UsageError
from scraper.urls import url_key


def find_saved_articles(
    state: State, folder: Path, names: Iterable[str]
) -> tuple[list[Record], list[str]]:
    """The saved articles that users name, each once, and a message for each name without one.

    Raises UsageError.
    """
    found: dict[str, Record] = {}
    problems = []
    for name in names:
        record = find_article(state, name)
        if record is None or not record.path:
            problems.append(f"no article in {folder} for {name}")
        else:
            found[record.key] = record
    return list(found.values()), problems


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

"""What is saved already, under which addresses and with which text: a worker's view.

It reads the state, which the parent writes, and remembers what this worker has saved itself
since: a row is stored a moment after its files.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

from scraper.archive.archive import STATE
from scraper.archive.record import Record
from scraper.archive.state import State

_REMEMBERED = 2000  # saved articles; rows are stored long before so many more are saved


class Known:
    """Finds the article that a page is another copy of."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._by_key: dict[str, Record] = {}
        self._by_text: dict[str, Record] = {}

    @cached_property
    def _state(self) -> State:
        return State(self._folder / STATE, read_only=True)

    def remember(self, record: Record, aliases: Iterable[str] = ()) -> None:
        """Note an article that this worker has saved, known under `aliases` too."""
        for memory, keys in (
            (self._by_key, (record.key, *aliases)),
            (self._by_text, (record.text_hash,)),
        ):
            memory.update(dict.fromkeys(keys, record))
            while len(memory) > _REMEMBERED:
                del memory[next(iter(memory))]

    def at(self, key: str) -> Record | None:
        """The saved article under this URL key or alias."""
        return self._by_key.get(key) or self._state.find(key)

    def with_text(self, text_hash: str) -> Record | None:
        """A saved article with exactly this text."""
        return self._by_text.get(text_hash) or self._state.find_text(text_hash)

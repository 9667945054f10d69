"""What is saved already, by address and by text, for a worker.

It reads the state, which the parent writes, and remembers what this worker has saved itself:
a row is stored a moment after its files.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable, Iterable
from functools import cached_property
from pathlib import Path

from scraper.archive.minhash import bands, most_similar
from scraper.archive.state.record import Record
from scraper.archive.state.state_store import State

_MAX_REMEMBERED = 500  # articles; their rows are stored long before so many more are saved


class SavedLookup:
    """Finds the article that a page is a copy of. Its look-ups are those of State."""

    def __init__(self, state: Path) -> None:
        self._path = state
        self._by_key = _Memory()
        self._by_text = _Memory()
        self._by_band = _Memory()

    @cached_property
    def _state(self) -> State:
        return State(self._path, read_only=True)

    def remember(self, record: Record, aliases: Iterable[str] = ()) -> None:
        """Add an article that this worker has saved; `aliases` are its other keys."""
        self._by_key.add(record, (record.key, *aliases))
        self._by_text.add(record, (record.text_hash,))
        self._by_band.add(record, bands(record.minhash))

    def find_saved(self, key: str) -> Record | None:
        """The saved article under this URL key or alias."""
        return self._by_key.get(key) or self._state.find_saved(key)

    def find_same_text(self, text_hash: str) -> Record | None:
        """A saved article with exactly this text."""
        return self._by_text.get(text_hash) or self._state.find_same_text(text_hash)

    def find_similar(self, minhash: bytes) -> Record | None:
        """The saved article whose text is most similar to that of the signature."""
        own = filter(None, (self._by_band.get(band) for band in bands(minhash)))
        return most_similar(minhash, own) or self._state.find_similar(minhash)


class _Memory:
    """The last saved articles by some name of theirs; the oldest are dropped."""

    def __init__(self) -> None:
        self._records: dict[Hashable, Record] = {}
        self._saved: deque[tuple[Record, tuple[Hashable, ...]]] = deque()

    def add(self, record: Record, names: tuple[Hashable, ...]) -> None:
        self._records.update(dict.fromkeys(names, record))
        self._saved.append((record, names))
        if len(self._saved) > _MAX_REMEMBERED:
            self._drop(*self._saved.popleft())

    def _drop(self, record: Record, names: tuple[Hashable, ...]) -> None:
        for name in names:
            if self._records.get(name) is record:  # else it is a later one's
                del self._records[name]

    def get(self, name: Hashable) -> Record | None:
        return self._records.get(name)

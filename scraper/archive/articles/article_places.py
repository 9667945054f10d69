"""Where the `.md` of a saved article is: at its path, where its user has moved it, or nowhere.

A file that was moved, and perhaps renamed, is found by the `id` in its front matter. Its `.json`
follows it. A file that is nowhere was deleted by somebody: the program itself never removes a
text without its row.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from msgspec.structs import replace

from scraper.archive.articles.named_text import id_named_in
from scraper.archive.articles.paths import comments_path, json_path
from scraper.archive.atomic_files import archive_errors, sync_path
from scraper.archive.containment import inside, is_inside
from scraper.archive.layout import ASSETS, RAW, RUNS, SHARDS, VERSIONS
from scraper.archive.state.record import Record
from scraper.errors import ArchiveError

NOTES_ENDING = ".notes.md"  # of a file that the user writes beside an article

_OF_THE_PROGRAM = frozenset({ASSETS, RAW, RUNS, SHARDS, VERSIONS})
_NAME = re.compile(r"\d{4}-\d\d-\d\d-.*-([a-z2-7]{8})\.md")  # as paths.py makes them
_MAX_HEAD = 64 * 1024  # bytes in which the id is looked for


class ArticlePlaces:
    """Finds the files of articles. The archive is searched once, when the first one is missed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def has(self, path: str) -> bool:
        """Whether there is a `.md` at `path`; what leads out of the archive is not judged."""
        return os.path.isfile(f"{self._folder}/{path}") or not is_inside(self._folder, path)  # noqa: PTH113 - called for each line of a list

    def find(self, record: Record) -> str | None:
        """The path of the `.md` of a saved article that is not at its path; None for none."""
        for path in self._names.get(record.id, ()):
            if path != record.path and _id_in(self._folder / path) == record.id:
                return path
        return None

    def follow(self, record: Record, path: str) -> Record:
        """Move what belongs to an article beside its `.md` at `path`; the row it has then.

        The row is stored by the caller. Raises ArchiveError.
        """
        for old, new in (
            (json_path(record.path), json_path(path)),
            (comments_path(record.path), comments_path(path)),
        ):
            source, goal = inside(self._folder, old), inside(self._folder, new)
            with archive_errors(source):
                if source.is_file() and not goal.exists():
                    source.replace(goal)
                    sync_path(goal.parent)
        return replace(record, path=path)

    @cached_property
    def _names(self) -> dict[str, list[str]]:
        """All `.md` of the archive by the id in their names or, under other names, in them."""
        names: dict[str, list[str]] = {}
        for path in self._markdown_files():
            named = _NAME.fullmatch(path.name)
            if id_ := named.group(1) if named else _id_in(path):
                names.setdefault(id_, []).append(path.relative_to(self._folder).as_posix())
        return names

    def _markdown_files(self) -> Iterator[Path]:
        for parent, folders, names in os.walk(self._folder):
            is_top = Path(parent) == self._folder
            folders[:] = sorted(
                name
                for name in folders
                if not name.startswith(".") and not (is_top and name in _OF_THE_PROGRAM)
            )
            for name in sorted(names):
                if name.endswith(".md") and not name.endswith(NOTES_ENDING) and _is_text(name):
                    yield Path(parent, name)


def place_of(folder: Path, record: Record, places: ArticlePlaces | None = None) -> str:
    """The path of the `.md` of a saved article, also of one that was moved since the last run.

    Raises ArchiveError where it is nowhere. `places` is for many articles: a search is repeated
    otherwise.
    """
    places = places or ArticlePlaces(folder)
    path = record.path if places.has(record.path) else places.find(record)
    if path is None:
        raise ArchiveError(f"{folder / record.path}: is in no folder of the archive")
    return path


def _id_in(path: Path) -> str:
    """The id in the front matter of a file; empty where there is none, or no way to read it."""
    try:
        with path.open("rb") as file:
            return id_named_in(file.read(_MAX_HEAD))
    except OSError:
        return ""


def _is_text(name: str) -> bool:
    """Whether a name can be stored in a row."""
    return name.isascii() or name.encode("utf-8", "replace").decode() == name

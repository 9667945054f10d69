"""Removing an article for good, with all that belongs to it.

First it is remembered that it is gone, and its row is removed last: a removal that is killed
between the two is completed by `scraper verify --repair` or by another one, and nothing brings the
article back meanwhile.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from scraper.archive.archive_folder import Archive
from scraper.archive.articles.article_places import ArticlePlaces, place_of
from scraper.archive.articles.assets import named_assets
from scraper.archive.articles.markdown_parts import body_hash, split_markdown
from scraper.archive.articles.paths import files_of
from scraper.archive.articles.sidecar import read_sidecar
from scraper.archive.atomic_files import archive_errors
from scraper.archive.containment import inside, is_inside
from scraper.archive.forgotten import ForgottenArticle, read_forgotten, write_forgotten
from scraper.archive.layout import ASSETS, INDEX, RAW, VERSIONS
from scraper.archive.raw.warc_eraser import erase_records
from scraper.archive.search_index import open_index
from scraper.archive.state.record import Record
from scraper.errors import ArchiveError, UrlError
from scraper.outcomes import OutcomeName
from scraper.urls import url_key


def forget_articles(archive: Archive, records: Iterable[Record], now: datetime) -> None:
    """Remove the articles of rows: texts, versions, images that nothing else uses, raw pages,
    rows, entries of the search index; and remember their addresses. Raises ArchiveError.

    What a user has written in a `NAME.notes.md` is left alone.
    """
    records = tuple(records)
    _remember(archive, records, now)
    folder, state = archive.folder, archive.state
    keys = {key for record in records for key in state.keys_of(record)}
    paths = [path for record in records for path in _paths(folder, record)]
    # first what is found by the files that are removed then
    addresses = keys.union(*(_keys_in(folder, record) for record in records))
    erase_records(folder, lambda address: _key_of(address) in addresses)
    assets = {asset for path in paths for asset in _assets_in(path)}
    for asset in assets - _assets_in_use(folder, assets, but=frozenset(paths)):
        _remove(folder / asset)
    for path in paths:
        _remove(path)
    for record in records:
        shutil.rmtree(folder / VERSIONS / record.id, ignore_errors=True)
    if (folder / INDEX).exists():
        with open_index(folder, state) as index:
            index.remove(keys)
    state.remove(keys)


def undo_forgetting(archive: Archive, ids: Iterable[str]) -> None:
    """Let the articles of these ids be fetched again. Raises ArchiveError."""
    ids = frozenset(ids)
    left = [each for each in read_forgotten(archive.folder) if each.id not in ids]
    write_forgotten(archive.folder, left)
    led_there = [r.key for r in archive.state.records() if r.outcome is OutcomeName.FORGOTTEN]
    archive.state.remove(led_there)


def own_words(folder: Path, record: Record) -> str:
    """What the user has written into the `.md` of an article, in a few words; empty for nothing."""
    if not record.path or not is_inside(folder, record.path):
        return ""
    try:
        path = inside(folder, place_of(folder, record))
    except ArchiveError:
        return ""  # it was deleted
    with archive_errors(path):
        parts = split_markdown(path.read_bytes())
    if "\n" in parts.notes:
        return "your notes"
    known = read_sidecar(folder, record.path).body_hashes
    return "your changes to its text" if known and body_hash(parts.body) not in known else ""


def _remember(archive: Archive, records: Iterable[Record], now: datetime) -> None:
    known = {article.id: article for article in read_forgotten(archive.folder)}
    for record in records:
        known[record.id] = ForgottenArticle(
            id=record.id, url=record.url, keys=archive.state.keys_of(record), at=now
        )
    write_forgotten(archive.folder, known.values())


def _paths(folder: Path, record: Record) -> Iterator[Path]:
    """The files of an article and of its versions."""
    places, path = ArticlePlaces(folder), record.path
    if path and not places.has(path):
        moved = places.find(record)
        yield from (inside(folder, name) for name in files_of(moved or path))
    if path and is_inside(folder, path):
        yield from (inside(folder, name) for name in files_of(path))
    yield from sorted((folder / VERSIONS / record.id).glob("*"))


def _keys_in(folder: Path, record: Record) -> set[str]:
    """The keys of all addresses that the `.json` of an article names, those of redirects too."""
    urls = read_sidecar(folder, record.path).urls if record.path else ()
    return {key for key in map(_key_of, urls) if key}


def _key_of(address: str) -> str:
    try:
        return url_key(address)
    except UrlError:
        return ""


def _assets_in(path: Path) -> set[str]:
    """The images that a file names."""
    with archive_errors(path):
        if not path.is_file():
            return set()
        return named_assets(path.read_bytes())


def _assets_in_use(folder: Path, assets: set[str], *, but: frozenset[Path]) -> set[str]:
    """Those of some images that a file of the archive names, in whatever folder, `but` for some."""
    used: set[str] = set()
    if not assets:
        return used
    for parent, folders, names in os.walk(folder):
        if Path(parent) == folder:
            folders[:] = [name for name in folders if name not in {ASSETS, RAW}]
        for name in names:
            path = Path(parent, name)
            if name.endswith((".md", ".json")) and path not in but:
                used |= _assets_in(path) & assets
    return used


def _remove(path: Path) -> None:
    with archive_errors(path):
        path.unlink(missing_ok=True)

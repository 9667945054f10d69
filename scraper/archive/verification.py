"""Whether an archive is whole: files against rows, rows against raw pages. Nothing is changed."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import msgspec

from scraper.archive.archive_folder import unmerged_shards
from scraper.archive.articles.assets import ASSETS, is_intact
from scraper.archive.articles.entry import holds_text
from scraper.archive.articles.orphans import read_orphan
from scraper.archive.articles.paths import ARTICLES, COMMENTS, id_in, json_path
from scraper.archive.articles.saved_article import saved_bytes
from scraper.archive.articles.sidecar import read_kept
from scraper.archive.atomic_files import NEW
from scraper.archive.raw.warc_reader import check_raw
from scraper.archive.state.record import Record
from scraper.archive.state.state_store import State
from scraper.errors import ArchiveError


class Trouble(StrEnum):
    """What is wrong, and what a repair does about it."""

    MISSING = "missing"  # a file of an article: written again from the raw page, or fetched
    DAMAGED = "damaged"  # a file that is not what was saved: the same
    NO_RAW = "no raw page"  # the row is told that there is none
    AHEAD = "ahead"  # files of a save that was killed before its row was stored: the row is told
    NO_ROW = "no row"  # files of an article that the state does not know: it is told
    LEFT = "left over"  # a temporary file of a run that was killed: removed
    UNMERGED = "unmerged"  # a shard of a run that did not end: taken in
    PICTURE = "picture"  # missing or damaged: fetched again by the next run with --images
    EDITED = "edited"  # a text that somebody has changed since: left alone


REPAIRED = frozenset(set(Trouble) - {Trouble.EDITED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One trouble: the file (relative to the archive), and the row where there is one."""

    trouble: Trouble
    path: str
    detail: str = ""
    record: Record | None = None


def verify_archive(folder: Path, state: State) -> Iterator[Finding]:
    """Everything that is wrong. Memory does not grow with the archive. Raises ArchiveError."""
    for record in state.records():
        if record.path:
            yield from _files(folder, record)
            yield from _pictures(folder, record)
        if record.raw is not None:
            yield from _raw(folder, record)
    yield from _strangers(folder, state)
    for shard in unmerged_shards(folder):
        path = shard.relative_to(folder).as_posix()
        yield Finding(trouble=Trouble.UNMERGED, path=path, detail="`scraper merge` takes it in")


def _files(folder: Path, record: Record) -> Iterator[Finding]:
    if (ahead := _ahead(folder, record)) is not None:
        yield ahead
        return
    for path, check in ((record.path, _markdown), (json_path(record.path), _json)):
        try:
            content = (folder / path).read_bytes()
        except OSError as error:
            detail = error.strerror or str(error)
            yield Finding(trouble=Trouble.MISSING, path=path, detail=detail, record=record)
            continue
        if found := check(content, record):
            yield Finding(trouble=found[0], path=path, detail=found[1], record=record)


def _ahead(folder: Path, record: Record) -> Finding | None:
    """A later text than the row knows: both files of it, with the row it should have, or, where
    the kill came between the two, its `.json` beside the `.md` of the row.
    """
    beside = json_path(record.path)
    kept = read_orphan(folder, beside)
    if kept is None or kept.key != record.key or kept.version <= record.version:
        return None
    try:
        markdown = (folder / record.path).read_bytes()
    except OSError:
        return None
    if holds_text(markdown, kept.text_hash):
        return Finding(trouble=Trouble.AHEAD, path=record.path, record=kept)
    if holds_text(markdown, record.text_hash):
        return Finding(trouble=Trouble.AHEAD, path=beside, record=record)
    return None


def _markdown(content: bytes, record: Record) -> tuple[Trouble, str] | None:
    if not holds_text(content, record.text_hash):
        return Trouble.DAMAGED, "its front matter does not name the text that was saved"
    if record.file_hash and hashlib.sha256(content).hexdigest() != record.file_hash:
        return Trouble.EDITED, "changed since it was saved"
    return None


def _json(content: bytes, record: Record) -> tuple[Trouble, str] | None:
    try:
        kept = msgspec.json.decode(content, type=dict)
    except msgspec.MsgspecError as error:
        return Trouble.DAMAGED, str(error)
    if kept.get("key") != record.key or kept.get("content_hash") != record.text_hash:
        return Trouble.DAMAGED, "it is not that of the text that was saved"
    return None


def _pictures(folder: Path, record: Record) -> Iterator[Finding]:
    for picture in read_kept(folder, record.path).images:
        if picture.path and (detail := _wrong(folder, picture.path)):
            yield Finding(trouble=Trouble.PICTURE, path=picture.path, detail=detail, record=record)


def _wrong(folder: Path, path: str) -> str:
    try:
        return "" if is_intact(saved_bytes(folder, path), path) else "not the bytes of its name"
    except ArchiveError as error:
        return str(error)


def _raw(folder: Path, record: Record) -> Iterator[Finding]:
    assert record.raw is not None
    try:
        check_raw(folder, record.raw)
    except ArchiveError as error:
        yield Finding(
            trouble=Trouble.NO_RAW, path=record.raw_file, detail=str(error), record=record
        )


def _strangers(folder: Path, state: State) -> Iterator[Finding]:
    """Files that no row names."""
    for path in _all_files(folder):
        name = path.relative_to(folder).as_posix()
        if path.parent.name == NEW:
            yield Finding(trouble=Trouble.LEFT, path=name)
        elif path.suffix == ".json" and not path.name.endswith(COMMENTS):
            record = state.with_id(id_in(path.name))
            if record is not None and json_path(record.path) == name:
                continue
            kept = read_orphan(folder, name)
            if kept is not None and (record is None or record.key == kept.key):
                yield Finding(trouble=Trouble.NO_ROW, path=name, record=kept)


def _all_files(folder: Path) -> Iterator[Path]:
    """The files in articles/ and versions/, one folder at a time."""
    for part in (ARTICLES, "versions", ASSETS):
        for place, folders, names in os.walk(folder / part):
            folders.sort()
            yield from (Path(place, name) for name in sorted(names))

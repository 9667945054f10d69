"""Whether an archive is consistent: files, rows and raw pages are compared, nothing is changed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import msgspec

from scraper.archive.archive_folder import unmerged_shards
from scraper.archive.articles.article_places import ArticlePlaces
from scraper.archive.articles.assets import is_intact
from scraper.archive.articles.front_matter_entries import FrontMatterError, parse_front_matter
from scraper.archive.articles.markdown_parts import body_hash, split_markdown
from scraper.archive.articles.named_text import holds_text, id_named_in
from scraper.archive.articles.orphans import read_orphan
from scraper.archive.articles.paths import COMMENTS, id_in, json_path
from scraper.archive.articles.saved_article import is_as_written, saved_bytes
from scraper.archive.articles.sidecar import Sidecar, decode_sidecar, read_sidecar
from scraper.archive.containment import is_inside
from scraper.archive.forgotten import forgotten_keys
from scraper.archive.layout import ARTICLES, ASSETS, NEW, VERSIONS
from scraper.archive.raw.warc_reader import check_raw
from scraper.archive.state.record import RawRef, Record
from scraper.archive.state.state_store import State
from scraper.errors import ArchiveError
from scraper.outcomes import OutcomeName


class Trouble(StrEnum):
    """What is wrong, and how it is repaired."""

    DELETED = "deleted"  # an article's `.md` is nowhere: written again, or removed for good
    MOVED = "moved"  # its user has put it elsewhere: the row and the `.json` follow
    MISSING = "missing"  # its `.json`: written again from the raw page, or fetched
    DAMAGED = "damaged"  # a file that is not what was saved: the same
    NO_RAW = "no raw page"  # removed from the row
    AHEAD = "ahead"  # files of a save that was killed before its row was stored: the row is updated
    NO_ROW = "no row"  # files of an article without a row: the row is added
    TEMPORARY = "left over"  # a temporary file of a run that was killed: removed
    UNMERGED = "unmerged"  # a shard of a run that did not end: merged
    IMAGE = "picture"  # missing or damaged: fetched again by the next run with --images
    OUTSIDE = "outside"  # a row whose path leads out of the archive: the path is removed from it
    FORGOTTEN = "forgotten"  # a removal that was not completed: completed
    EDITED = "edited"  # a text that somebody has changed since: not touched


# What is no damage: the next run copes with it.
HARMLESS = frozenset({Trouble.EDITED, Trouble.MOVED})
REPAIRED = frozenset(set(Trouble) - HARMLESS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One trouble: the path (relative to the archive), and the row where there is one."""

    trouble: Trouble
    path: str
    detail: str = ""
    record: Record | None = None


def verify_archive(folder: Path, state: State) -> Iterator[Finding]:
    """Everything that is wrong, as it is found: in constant memory. Raises ArchiveError."""
    forgotten, places = forgotten_keys(folder), ArticlePlaces(folder)
    for record in state.records():
        if record.path and not is_inside(folder, record.path):
            detail = "leads out of the archive"
            yield Finding(trouble=Trouble.OUTSIDE, path=record.path, detail=detail, record=record)
        elif record.key in forgotten and record.outcome is not OutcomeName.FORGOTTEN:
            yield _forgotten(record.path or record.url, record)
            continue
        elif record.path:
            yield from _files(folder, record, places)
            yield from _images(folder, record)
        if record.raw is not None:
            yield from _raw(folder, record, record.raw)
    yield from _without_rows(folder, state, places, forgotten)
    for shard in unmerged_shards(folder):
        path = shard.relative_to(folder).as_posix()
        yield Finding(trouble=Trouble.UNMERGED, path=path, detail="`scraper merge` merges it")


def _forgotten(path: str, record: Record) -> Finding:
    detail = "removed with `scraper forget`, but not completely"
    return Finding(trouble=Trouble.FORGOTTEN, path=path, detail=detail, record=record)


def _files(folder: Path, record: Record, places: ArticlePlaces) -> Iterator[Finding]:
    if (ahead := _ahead(folder, record)) is not None:
        yield ahead
        return
    if not places.has(record.path):
        yield _elsewhere(record, places)
        return
    written = read_sidecar(folder, record.path)
    for path, check in ((record.path, _markdown), (json_path(record.path), _json)):
        try:
            content = (folder / path).read_bytes()
        except OSError as error:
            detail = error.strerror or str(error)
            yield Finding(trouble=Trouble.MISSING, path=path, detail=detail, record=record)
            continue
        if found := check(content, record, written):
            yield Finding(trouble=found[0], path=path, detail=found[1], record=record)


def _elsewhere(record: Record, places: ArticlePlaces) -> Finding:
    """An article whose `.md` is not at its path."""
    path = places.find(record)
    if path is None:
        detail = "not found in any folder"
        return Finding(trouble=Trouble.DELETED, path=record.path, detail=detail, record=record)
    detail = f"now {path}"
    return Finding(trouble=Trouble.MOVED, path=record.path, detail=detail, record=record)


def _ahead(folder: Path, record: Record) -> Finding | None:
    """A later text than that of the row: both files of it, with the row it should have, or, where
    the run was killed between the two, its `.json` beside the `.md` of the row.
    """
    sidecar = json_path(record.path)
    later = read_orphan(folder, sidecar)
    if later is None or later.key != record.key or later.version <= record.version:
        return None
    try:
        markdown = (folder / record.path).read_bytes()
    except OSError:
        return None
    if holds_text(markdown, later.text_hash):
        return Finding(trouble=Trouble.AHEAD, path=record.path, record=later)
    if holds_text(markdown, record.text_hash):
        return Finding(trouble=Trouble.AHEAD, path=sidecar, record=record)
    return None


def _markdown(content: bytes, record: Record, sidecar: Sidecar) -> tuple[Trouble, str] | None:
    if id_named_in(content) != record.id:
        return Trouble.DAMAGED, "its front matter does not name this article"
    if sidecar.new_text:
        return Trouble.EDITED, f"changed since it was saved; a new version is in {sidecar.new_text}"
    if not holds_text(content, record.text_hash):
        return Trouble.DAMAGED, "its front matter has another content_hash than the row"
    parts = split_markdown(content)
    try:
        parse_front_matter(parts.front or "")
    except FrontMatterError as error:
        return Trouble.EDITED, f"its front matter: {error}"
    known = sidecar.body_hashes
    is_own = body_hash(parts.body) in known if known else is_as_written(content, record)
    return None if is_own else (Trouble.EDITED, "changed since it was saved")


def _json(content: bytes, record: Record, _: Sidecar) -> tuple[Trouble, str] | None:
    try:
        sidecar = decode_sidecar(content)
    except msgspec.MsgspecError as error:
        return Trouble.DAMAGED, str(error)
    if (sidecar.key, sidecar.content_hash) != (record.key, record.text_hash):
        return Trouble.DAMAGED, "its key or content_hash is not that of the row"
    return None


def _images(folder: Path, record: Record) -> Iterator[Finding]:
    for image in read_sidecar(folder, record.path).images:
        if image.path and (detail := _image_trouble(folder, image.path)):
            yield Finding(trouble=Trouble.IMAGE, path=image.path, detail=detail, record=record)


def _image_trouble(folder: Path, path: str) -> str:
    try:
        content = saved_bytes(folder, path)
    except ArchiveError as error:
        return str(error)
    return "" if is_intact(content, path) else "its bytes do not match its name"


def _raw(folder: Path, record: Record, raw: RawRef) -> Iterator[Finding]:
    try:
        check_raw(folder, raw)
    except ArchiveError as error:
        yield Finding(trouble=Trouble.NO_RAW, path=raw.file, detail=str(error), record=record)


def _without_rows(
    folder: Path, state: State, places: ArticlePlaces, forgotten: frozenset[str]
) -> Iterator[Finding]:
    """Temporary files, and articles that no row names."""
    for path in _all_files(folder):
        name = path.relative_to(folder).as_posix()
        if path.parent.name == NEW:
            yield Finding(trouble=Trouble.TEMPORARY, path=name)
        elif path.suffix == ".json" and not path.name.endswith(COMMENTS):
            orphan = _orphan(folder, name, state, places)
            if orphan is not None and orphan.key in forgotten:
                yield _forgotten(name, orphan)
            elif orphan is not None:
                yield Finding(trouble=Trouble.NO_ROW, path=name, record=orphan)


def _orphan(folder: Path, name: str, state: State, places: ArticlePlaces) -> Record | None:
    """The article of a `.json`, if it has a `.md` somewhere and no row names either."""
    record = state.get_by_id(id_in(name))
    if record is not None and json_path(record.path) == name:
        return None
    orphan = read_orphan(folder, name)
    if orphan is None or (record is not None and record.key != orphan.key):
        return None
    row = state.get(orphan.key)
    if row is not None and row.path and is_inside(folder, row.path):
        return None  # a copy that somebody has made, or files that were moved
    return orphan if places.has(orphan.path) or places.find(orphan) else None


def _all_files(folder: Path) -> Iterator[Path]:
    """The files in articles/, versions/ and assets/, one folder at a time."""
    for top in (ARTICLES, VERSIONS, ASSETS):
        for parent, folders, names in os.walk(folder / top):
            folders.sort()
            yield from (Path(parent, name) for name in sorted(names))

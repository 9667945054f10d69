"""What `scraper verify` finds, repaired: from the raw pages, or by the next run."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from enum import StrEnum
from pathlib import Path

from msgspec.structs import replace

from scraper.archive.archive_folder import Archive, open_archive
from scraper.archive.articles.article_places import NOTES_ENDING, ArticlePlaces
from scraper.archive.articles.markdown_parts import split_markdown
from scraper.archive.atomic_files import archive_errors
from scraper.archive.containment import inside, is_inside
from scraper.archive.forgetting import forget_articles
from scraper.archive.layout import ARTICLES, STATE, VERSIONS
from scraper.archive.raw.warc_reader import check_raw
from scraper.archive.readonly import no_archive
from scraper.archive.state.record import Record
from scraper.archive.verification import Finding, Trouble, verify_archive
from scraper.errors import ArchiveError
from scraper.pipeline.clock import utcnow
from scraper.pipeline.recorder import RunCallbacks
from scraper.runs.session import reprocess_open_archive
from scraper.settings import Settings
from scraper.shards.merging import merge_shards

# What is written again from raw pages: files that are missing or damaged, and the articles whose
# rows were made from files and lack fields.
_MADE_AGAIN = frozenset({Trouble.MISSING, Trouble.DAMAGED, Trouble.NO_ROW, Trouble.AHEAD})


class DeletedAnswer(StrEnum):
    """What is done about an article whose file somebody has deleted."""

    RESTORE = "restore"  # written again from its raw page, or fetched by the next run
    FORGET = "forget"  # removed for good
    LEAVE = "leave"  # asked about again


OnDeleted = Callable[[Finding], DeletedAnswer]


def repair_archive(
    folder: Path,
    settings: Settings,
    *,
    on_deleted: OnDeleted = lambda _finding: DeletedAnswer.LEAVE,
) -> list[Finding]:
    """Repair what can be repaired; what was found before. Raises ArchiveError.

    An article whose files are missing or damaged is written again from its raw page. Where that
    is lost too, the next run over its URL fetches it. `on_deleted` decides about a `.md` that is
    in no folder of the archive.
    """
    if not ((folder / STATE).exists() or (folder / ARTICLES).is_dir()):
        raise no_archive(folder)
    with open_archive(folder) as archive:
        merge_shards(archive, RunCallbacks())
        found = list(verify_archive(folder, archive.state))
        for finding in found:
            _repair(archive, finding)
        answers = _answers(found, on_deleted)
        gone = answers[DeletedAnswer.FORGET] + _records(found, Trouble.FORGOTTEN)
        if gone:
            forget_articles(archive, gone, utcnow())
        restored = {record.key for record in answers[DeletedAnswer.RESTORE]}
        keys = _keys(found, _MADE_AGAIN) | restored
        _let_be_fetched(archive, restored | _keys_of_damaged_texts(found))
        if keys:
            reprocess_open_archive(
                archive, settings, callbacks=RunCallbacks(), wanted=lambda r: r.key in keys
            )
    return found


def _answers(found: Iterable[Finding], on_deleted: OnDeleted) -> dict[DeletedAnswer, list[Record]]:
    """The articles that were deleted, by what is to be done."""
    answers: dict[DeletedAnswer, list[Record]] = {answer: [] for answer in DeletedAnswer}
    for finding in found:
        if finding.trouble is Trouble.DELETED and finding.record is not None:
            answers[on_deleted(finding)].append(finding.record)
    return answers


def _keys_of_damaged_texts(found: Iterable[Finding]) -> set[str]:
    damaged = (f for f in found if f.record and f.trouble is Trouble.DAMAGED)
    return {f.record.key for f in damaged if f.record and f.path == f.record.path}


def _let_be_fetched(archive: Archive, keys: Iterable[str]) -> None:
    """Those of some articles without a text that have no raw page to be written again from: the
    next run takes them for new ones.
    """
    rows = filter(None, map(archive.state.get, keys))
    archive.state.put([replace(row, path="") for row in rows if row.raw is None])


def _repair(archive: Archive, finding: Finding) -> None:
    record = finding.record
    if finding.trouble is Trouble.TEMPORARY:
        _remove(archive.folder, finding.path)
    elif record is None:
        return
    elif finding.trouble is Trouble.DAMAGED:
        _move_to_versions(archive.folder, finding.path, record)
    elif (repaired := _repaired_row(archive, finding, record)) is not None:
        archive.state.put([repaired])


def _repaired_row(archive: Archive, finding: Finding, record: Record) -> Record | None:
    """The row after the repair; None where it stays. Another finding may have changed it."""
    now = archive.state.get(record.key) or record
    if finding.trouble is Trouble.OUTSIDE:
        return replace(now, path="")
    if finding.trouble is Trouble.MOVED:
        places = ArticlePlaces(archive.folder)
        path = places.find(now)
        return places.follow(now, path) if path else None
    if finding.trouble is Trouble.IMAGE:
        if is_inside(archive.folder, finding.path):
            _remove(archive.folder, finding.path)
        return replace(now, missing_images=-1)
    if finding.trouble in {Trouble.NO_ROW, Trouble.AHEAD}:
        return _with_raw_page(archive.folder, record)
    if finding.trouble is Trouble.NO_RAW and now.raw == record.raw:
        return replace(now, raw=None)
    return None


def _remove(folder: Path, path: str) -> None:
    file = inside(folder, path)
    with archive_errors(file):
        file.unlink(missing_ok=True)


def _keys(found: Iterable[Finding], troubles: Container[Trouble]) -> set[str]:
    return {f.record.key for f in found if f.record and f.trouble in troubles}


def _records(found: Iterable[Finding], trouble: Trouble) -> list[Record]:
    return [f.record for f in found if f.record and f.trouble is trouble]


def _move_to_versions(folder: Path, path: str, record: Record) -> None:
    """Move a damaged file to versions/: if its page is gone, nothing else is left of it.

    Notes in it go to a file of their own, which is the user's.
    """
    old = inside(folder, path)
    kept = inside(folder, f"{VERSIONS}/{record.id}")
    with archive_errors(old):
        notes = split_markdown(old.read_bytes()).notes.partition("\n")[2]
        if path.endswith(".md") and notes.strip():
            with old.with_suffix(NOTES_ENDING).open("ab") as file:
                file.write(notes.encode("utf-8", "surrogateescape") + b"\n")
        kept.mkdir(parents=True, exist_ok=True)
        old.replace(kept / f"{old.name}.damaged")


def _with_raw_page(folder: Path, record: Record) -> Record:
    """The row made from files, without the reference to a raw page that no longer exists."""
    if record.raw is None:
        return record
    try:
        check_raw(folder, record.raw)
    except ArchiveError:
        return replace(record, raw=None)
    return record

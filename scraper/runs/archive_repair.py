"""What `scraper verify` finds, repaired: from the raw pages, or by the next run."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from msgspec.structs import replace

from scraper.archive.archive_folder import Archive, open_archive
from scraper.archive.atomic_files import archive_errors
from scraper.archive.containment import inside, is_inside
from scraper.archive.layout import ARTICLES, STATE, VERSIONS
from scraper.archive.raw.warc_reader import check_raw
from scraper.archive.state.record import Record
from scraper.archive.verification import Finding, Trouble, verify_archive
from scraper.errors import ArchiveError
from scraper.pipeline.recorder import RunCallbacks
from scraper.runs.session import reprocess_open_archive
from scraper.settings import Settings
from scraper.shards.merging import merge_shards


def repair_archive(folder: Path, settings: Settings) -> list[Finding]:
    """Repair what can be repaired; what was found before. Raises ArchiveError.

    An article whose files are missing or damaged is written again from its raw page. Where that
    is lost too, the next run over its URL fetches it.
    """
    if not ((folder / STATE).exists() or (folder / ARTICLES).is_dir()):
        raise ArchiveError(f"{folder}: no archive here")
    with open_archive(folder) as archive:
        merge_shards(archive, RunCallbacks())
        found = list(verify_archive(folder, archive.state))
        for finding in found:
            _repair(archive, finding)
        if keys := _reprocessable_keys(found):
            reprocess_open_archive(
                archive, settings, callbacks=RunCallbacks(), wanted=lambda r: r.key in keys
            )
    return found


def _repair(archive: Archive, finding: Finding) -> None:
    record = finding.record
    if finding.trouble is Trouble.TEMPORARY:
        _remove(archive.folder, finding.path)
    elif finding.trouble is Trouble.OUTSIDE and record is not None:
        archive.state.put([replace(archive.state.get(record.key) or record, path="")])
    elif finding.trouble is Trouble.DAMAGED:
        _move_to_versions(archive.folder, finding)
    elif finding.trouble is Trouble.IMAGE and record is not None:
        if is_inside(archive.folder, finding.path):
            _remove(archive.folder, finding.path)
        archive.state.put([replace(archive.state.get(record.key) or record, missing_images=-1)])
    elif finding.trouble in {Trouble.NO_ROW, Trouble.AHEAD} and record is not None:
        archive.state.put([_with_raw_page(archive.folder, record)])
    elif finding.trouble is Trouble.NO_RAW and record is not None:
        now = archive.state.get(record.key) or record  # another finding may have changed it
        if now.raw == record.raw:
            archive.state.put([replace(now, raw=None)])


def _remove(folder: Path, path: str) -> None:
    file = inside(folder, path)
    with archive_errors(file):
        file.unlink(missing_ok=True)


def _reprocessable_keys(found: Iterable[Finding]) -> set[str]:
    """The keys of articles to write again from raw pages: those whose files are missing or
    damaged, and those whose rows were made from files and lack fields.
    """
    lost = {f.record.key for f in found if f.record and f.trouble is Trouble.NO_RAW}
    wanted = {Trouble.MISSING, Trouble.DAMAGED, Trouble.NO_ROW, Trouble.AHEAD}
    return {f.record.key for f in found if f.record and f.trouble in wanted} - lost


def _move_to_versions(folder: Path, finding: Finding) -> None:
    """Move a damaged file to versions/: if its page is gone, nothing else is left of it."""
    assert finding.record is not None
    old = inside(folder, finding.path)
    kept = inside(folder, f"{VERSIONS}/{finding.record.id}")
    with archive_errors(old):
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

"""What `scraper verify` finds, put right: from the raw pages, or by the next run."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from msgspec.structs import replace

from scraper.archive.archive_folder import Archive, open_archive
from scraper.archive.atomic_files import archive_errors
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
    """Put right what can be put right; what was found before. Raises ArchiveError.

    An article without a whole file is written again from its raw page. Where that is lost
    too, the next run that names its URL fetches it.
    """
    if not ((folder / STATE).exists() or (folder / ARTICLES).is_dir()):
        raise ArchiveError(f"{folder}: no archive here")
    with open_archive(folder) as archive:
        merge_shards(archive, RunCallbacks())
        found = list(verify_archive(folder, archive.state))
        for finding in found:
            _repair(archive, finding)
        if again := _readable_again(found):
            reprocess_open_archive(
                archive, settings, watcher=RunCallbacks(), wanted=lambda r: r.key in again
            )
    return found


def _repair(archive: Archive, finding: Finding) -> None:
    record = finding.record
    if finding.trouble is Trouble.TEMPORARY:
        with archive_errors(archive.folder / finding.path):
            (archive.folder / finding.path).unlink(missing_ok=True)
    elif finding.trouble is Trouble.DAMAGED or _is_half(finding):
        _keep_aside(archive.folder, finding)
    elif finding.trouble is Trouble.IMAGE and record is not None:
        with archive_errors(archive.folder / finding.path):
            (archive.folder / finding.path).unlink(missing_ok=True)
        archive.state.put([replace(archive.state.get(record.key) or record, missing_images=-1)])
    elif finding.trouble in {Trouble.NO_ROW, Trouble.AHEAD} and record is not None:
        archive.state.put([_with_raw_page(archive.folder, record)])
    elif finding.trouble is Trouble.NO_RAW and record is not None:
        now = archive.state.get(record.key) or record  # another finding may have changed it
        if now.raw == record.raw:
            archive.state.put([replace(now, raw=None)])


def _is_half(finding: Finding) -> bool:
    """Whether of a later text only the `.json` is there."""
    return finding.trouble is Trouble.AHEAD and finding.path.endswith(".json")


def _readable_again(found: Iterable[Finding]) -> set[str]:
    """The keys of what is written again from raw pages: lost files, and what rows of files
    that had none do not know.
    """
    lost = {f.record.key for f in found if f.record and f.trouble is Trouble.NO_RAW}
    wanted = {Trouble.MISSING, Trouble.DAMAGED, Trouble.NO_ROW, Trouble.AHEAD}
    return {f.record.key for f in found if f.record and f.trouble in wanted} - lost


def _keep_aside(folder: Path, finding: Finding) -> None:
    """Move what is damaged to versions/: it may be all there is, if its page is gone."""
    assert finding.record is not None
    old, kept = folder / finding.path, folder / VERSIONS / finding.record.id
    with archive_errors(old):
        kept.mkdir(parents=True, exist_ok=True)
        old.replace(kept / f"{old.name}.damaged")


def _with_raw_page(folder: Path, record: Record) -> Record:
    """The row of files that had none, without a raw page that is not there any more."""
    if record.raw is None:
        return record
    try:
        check_raw(folder, record.raw)
    except ArchiveError:
        return replace(record, raw=None)
    return record

"""What `scraper verify` finds, put right: from the raw pages, or by the next run."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from scraper.archive import Archive, Record, open_archive
from scraper.archive.files import archive_errors
from scraper.archive.verify import Finding, Trouble, verify
from scraper.outcomes import OutcomeName
from scraper.pipeline.books import Watcher
from scraper.pipeline.session import reprocess
from scraper.settings import Settings


def repair_archive(folder: Path, settings: Settings) -> list[Finding]:
    """Put right what can be put right; what was found before. Raises ArchiveError.

    An article without a whole file is written again from its raw page. Where that is lost
    too, its row says so, and the next run that names its URL fetches it.
    """
    with open_archive(folder) as archive:
        found = list(verify(folder, archive.state))
        lost = {f.record.key for f in found if f.record and f.trouble is Trouble.NO_RAW}
        for finding in found:
            _repair(archive, finding)
        broken = {
            finding.record.key: finding.record
            for finding in found
            if finding.record and finding.trouble in {Trouble.MISSING, Trouble.DAMAGED}
        }
        again = {key for key, record in broken.items() if record.raw and key not in lost}
        archive.state.put(
            _to_fetch(record, has_raw=key not in lost and record.raw is not None)
            for key, record in broken.items()
            if key not in again
        )
        if again:
            _write_again(archive, settings, [broken[key] for key in sorted(again)])
    return found


def _repair(archive: Archive, finding: Finding) -> None:
    record = finding.record
    if finding.trouble is Trouble.LEFT:
        with archive_errors(archive.folder / finding.path):
            (archive.folder / finding.path).unlink(missing_ok=True)
    elif finding.trouble is Trouble.NO_ROW and record is not None:
        archive.state.put([record])
    elif finding.trouble is Trouble.NO_RAW and record is not None:
        archive.state.put([replace(record, raw_hash="", raw_file="", raw_offset=None)])


def _to_fetch(record: Record, *, has_raw: bool) -> Record:
    """The row of an article whose files are lost: due, and asked without a condition."""
    kept = record if has_raw else replace(record, raw_hash="", raw_file="", raw_offset=None)
    return replace(
        kept,
        outcome=OutcomeName.FAILED,
        reason="its files were lost",
        etag="",
        last_modified="",
        created=None,
    )


def _write_again(archive: Archive, settings: Settings, records: Iterable[Record]) -> None:
    keys = {record.key for record in records}
    for record in records:
        path = archive.folder / record.path
        with archive_errors(path):
            path.unlink(missing_ok=True)
    reprocess(archive, settings, watcher=Watcher(), wanted=lambda record: record.key in keys)

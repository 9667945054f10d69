"""Whole runs: sources or raw pages, and an archive's folder in; a tally of outcomes out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from scraper.archive.archive_folder import Archive, open_archive
from scraper.archive.runlog import RunLog, drop_old_logs
from scraper.archive.state.record import Record
from scraper.archive.state.site_health import note_health
from scraper.models import BadLine, Target
from scraper.outcomes import Outcome, OutcomeName
from scraper.pipeline.clock import utcnow
from scraper.pipeline.job import TaskName
from scraper.pipeline.recorder import ResultRecorder, RunCallbacks
from scraper.runs.sources import check_sources, read_targets
from scraper.settings import Settings
from scraper.shards.merging import merge_shards
from scraper.workers.dispatcher import Run


class Works(Protocol):
    """What works on the targets of a run: Run, or one that uses other machines."""

    def work(self, targets: Iterable[Target]) -> bool:
        """Work on `targets` and what their feeds name; True when all is done."""

    @property
    def has_asked(self) -> bool:
        """Whether anything was due."""


Runner = Callable[[ResultRecorder, Settings], Works]


def on_this_machine(books: ResultRecorder, settings: Settings) -> Works:
    """The engine where no other is named: worker processes here."""
    return Run(books=books, settings=settings)


def run_archive(
    sources: Iterable[str],
    folder: Path,
    settings: Settings,
    *,
    watcher: RunCallbacks,
    on_bad_line: Callable[[BadLine], None],
    engine: Runner = on_this_machine,
) -> bool:
    """Fetch, extract and save everything that `sources` name; True when all of it is done.

    Raises UsageError (sources), ArchiveError (folder), SettingsError.
    """
    sources = tuple(sources)
    check_sources(sources)
    with open_archive(folder) as archive:
        _take_in_shards(archive, watcher)
        targets = read_targets(sources, on_bad_line=on_bad_line)
        books = ResultRecorder(archive=archive, watcher=watcher, task=TaskName.SCRAPE)
        return _logged(books, settings, targets, engine)


def reprocess_archive(
    folder: Path,
    settings: Settings,
    *,
    watcher: RunCallbacks,
    is_preview: bool = False,
    wanted: Callable[[Record], bool] = lambda _record: True,
    engine: Runner = on_this_machine,
) -> bool:
    """Extract again from the raw pages of the rows that are `wanted`; True when all is done.

    A preview changes nothing and only tells the outcomes. Raises ArchiveError.
    """
    task = TaskName.PREVIEW if is_preview else TaskName.REPROCESS
    with open_archive(folder) as archive:
        _take_in_shards(archive, watcher)
        books = ResultRecorder(archive=archive, watcher=watcher, task=task)
        targets = _raw_targets(archive, wanted)
        if is_preview:
            return engine(books, settings).work(targets)
        return _logged(books, settings, targets, engine)


def reprocess_open_archive(
    archive: Archive, settings: Settings, *, watcher: RunCallbacks, wanted: Callable[[Record], bool]
) -> bool:
    """`reprocess_archive`, in an archive that is open already."""
    books = ResultRecorder(archive=archive, watcher=watcher, task=TaskName.REPROCESS)
    return _logged(books, settings, _raw_targets(archive, wanted), on_this_machine)


def merge_archive(folder: Path, *, watcher: RunCallbacks) -> int:
    """Take in the shards of a run that was killed; how many these were.

    Raises ArchiveError, ArchiveLocked where the run still goes on.
    """
    with open_archive(folder) as archive:
        return merge_shards(archive, watcher)


def _take_in_shards(archive: Archive, watcher: RunCallbacks) -> None:
    """Before anything is begun: what lies there without a row would be fetched again."""
    if count := merge_shards(archive, RunCallbacks()):
        shards = "a shard" if count == 1 else f"{count} shards"
        watcher.on_notice(f"took in {shards} of a run that did not end")


def _logged(
    books: ResultRecorder, settings: Settings, targets: Iterable[Target], engine: Runner
) -> bool:
    """A run with its lines in runs/ and its row in the state."""
    counts: Counter[OutcomeName] = Counter()
    archive, watcher = books.archive, books.watcher

    def count(outcome: Outcome) -> None:
        counts[outcome.name] += 1
        watcher.on_outcome(outcome)

    now = utcnow()
    completed = False
    number = archive.state.add_run(now)
    with RunLog(archive.folder, now) as runlog:
        counting = replace(watcher, on_outcome=count)
        run = engine(replace(books, watcher=counting, runlog=runlog), settings)
        try:
            completed = run.work(targets)
        finally:
            archive.state.end_run(number, utcnow(), completed=completed, outcomes=counts)
    drop_old_logs(archive.folder, now, settings.archive.log_days)
    if books.task is TaskName.SCRAPE and run.has_asked:
        for line in note_health(archive.state, number, now):
            watcher.on_health(line)
    return completed


def _raw_targets(archive: Archive, wanted: Callable[[Record], bool]) -> Iterator[Target]:
    """The rows that have a raw page; what names them is the file that it is in."""
    for record in archive.state.records():
        if record.raw is not None and wanted(record):
            yield Target(url=record.url, key=record.key, site=record.site, source=record.raw.file)

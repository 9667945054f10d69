"""Whole runs: sources or raw pages, and an archive's folder in; a tally of outcomes out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from scraper.archive import (
    Archive,
    Record,
    RunLog,
    drop_old_logs,
    note_health,
    open_archive,
)
from scraper.models import BadLine, Target
from scraper.outcomes import Outcome, OutcomeName
from scraper.pipeline.books import Books, Watcher
from scraper.pipeline.clock import utcnow
from scraper.pipeline.messages import TaskName
from scraper.pipeline.run import Run
from scraper.pipeline.sources import check_sources, read_targets
from scraper.settings import Settings


def run_archive(
    sources: Iterable[str],
    folder: Path,
    settings: Settings,
    *,
    watcher: Watcher,
    on_bad_line: Callable[[BadLine], None],
) -> bool:
    """Fetch, extract and save everything that `sources` name; True when all of it is done.

    Raises UsageError (sources), ArchiveError (folder), SettingsError.
    """
    sources = tuple(sources)
    check_sources(sources)
    with open_archive(folder) as archive:
        targets = read_targets(sources, on_bad_line=on_bad_line)
        return _logged(archive, settings, watcher, TaskName.SCRAPE, targets)


def reprocess_archive(
    folder: Path,
    settings: Settings,
    *,
    watcher: Watcher,
    is_preview: bool = False,
    wanted: Callable[[Record], bool] = lambda _record: True,
) -> bool:
    """Extract again from the raw pages of the rows that are `wanted`; True when all is done.

    A preview changes nothing and only tells the outcomes. Raises ArchiveError.
    """
    with open_archive(folder) as archive:
        if is_preview:
            books = Books(archive=archive, watcher=watcher, task=TaskName.PREVIEW)
            return Run(books=books, settings=settings).work(_raw_targets(archive, wanted))
        return reprocess(archive, settings, watcher=watcher, wanted=wanted)


def reprocess(
    archive: Archive,
    settings: Settings,
    *,
    watcher: Watcher,
    wanted: Callable[[Record], bool] = lambda _record: True,
) -> bool:
    """`reprocess_archive`, in an archive that is open already."""
    targets = _raw_targets(archive, wanted)
    return _logged(archive, settings, watcher, TaskName.REPROCESS, targets)


def _logged(
    archive: Archive,
    settings: Settings,
    watcher: Watcher,
    task: TaskName,
    targets: Iterable[Target],
) -> bool:
    """A run with its lines in runs/ and its row in the state."""
    counts: Counter[OutcomeName] = Counter()

    def count(outcome: Outcome) -> None:
        counts[outcome.name] += 1
        watcher.on_outcome(outcome)

    now = utcnow()
    completed = False
    number = archive.state.add_run(now)
    with RunLog(archive.folder, now) as runlog:
        counting = replace(watcher, on_outcome=count)
        books = Books(archive=archive, watcher=counting, task=task, runlog=runlog)
        run = Run(books=books, settings=settings)
        try:
            completed = run.work(targets)
        finally:
            archive.state.end_run(number, utcnow(), completed=completed, outcomes=counts)
    drop_old_logs(archive.folder, now, settings.archive.log_days)
    if task is TaskName.SCRAPE and run.has_asked:
        for line in note_health(archive.state, number, now):
            watcher.on_health(line)
    return completed


def _raw_targets(archive: Archive, wanted: Callable[[Record], bool]) -> Iterator[Target]:
    for record in archive.state.records():
        if record.raw is not None and wanted(record):
            yield Target(url=record.url, key=record.key, site=record.site)

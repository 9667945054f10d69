"""Whole runs over an archive: fetch what sources name, extract raw pages again, merge shards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from scraper.archive.archive_folder import Archive, open_archive
from scraper.archive.articles.article_places import ArticlePlaces
from scraper.archive.runlog import RunLog, drop_old_logs
from scraper.archive.state.record import Record
from scraper.archive.state.site_health import note_health
from scraper.models import BadLine, Target
from scraper.outcomes import Outcome, OutcomeName
from scraper.pipeline.clock import utcnow
from scraper.pipeline.job import JobKind
from scraper.pipeline.recorder import ResultRecorder, RunCallbacks
from scraper.pipeline.settled_articles import settle_moved
from scraper.runs.sources import check_sources, read_targets
from scraper.settings import Settings
from scraper.shards.merging import merge_shards
from scraper.workers.dispatcher import Dispatcher


class RunDispatcher(Protocol):
    """What works through the targets of a run: Dispatcher, or ShardDispatcher for a cluster."""

    def run(self, targets: Iterable[Target]) -> bool:
        """Work through `targets` and what their feeds name; True when all is done."""

    @property
    def had_due_targets(self) -> bool:
        """Whether anything was due."""


DispatcherFactory = Callable[[ResultRecorder, Settings], RunDispatcher]


def local_dispatcher(recorder: ResultRecorder, settings: Settings) -> RunDispatcher:
    """The default: worker processes on this machine."""
    return Dispatcher(recorder=recorder, settings=settings)


def run_archive(
    sources: Iterable[str],
    folder: Path,
    settings: Settings,
    *,
    callbacks: RunCallbacks,
    on_bad_line: Callable[[BadLine], None],
    dispatcher: DispatcherFactory = local_dispatcher,
) -> bool:
    """Fetch, extract and save everything that `sources` name; True when all of it is done.

    Raises UsageError (sources), ArchiveError (folder), SettingsError.
    """
    sources = tuple(sources)
    check_sources(sources)
    with open_archive(folder) as archive:
        _merge_leftover_shards(archive, callbacks)
        targets = read_targets(sources, on_bad_line=on_bad_line, on_notice=callbacks.on_notice)
        recorder = ResultRecorder(archive=archive, callbacks=callbacks, kind=JobKind.SCRAPE)
        return _logged_run(recorder, settings, targets, dispatcher)


def reprocess_archive(
    folder: Path,
    settings: Settings,
    *,
    callbacks: RunCallbacks,
    is_preview: bool = False,
    wanted: Callable[[Record], bool] = lambda _record: True,
    dispatcher: DispatcherFactory = local_dispatcher,
) -> bool:
    """Extract again from the raw pages of the rows that are `wanted`; True when all is done.

    A preview changes nothing and only reports the outcomes. Raises ArchiveError.
    """
    kind = JobKind.PREVIEW if is_preview else JobKind.REPROCESS
    with open_archive(folder) as archive:
        _merge_leftover_shards(archive, callbacks)
        recorder = ResultRecorder(archive=archive, callbacks=callbacks, kind=kind)
        places = ArticlePlaces(archive.folder)
        if not is_preview:
            settle_moved(archive, places)

        def is_wanted(record: Record) -> bool:
            """An article whose file was deleted is not made again."""
            return wanted(record) and (not record.path or places.has(record.path))

        targets = _raw_targets(archive, is_wanted)
        if is_preview:
            return dispatcher(recorder, settings).run(targets)
        return _logged_run(recorder, settings, targets, dispatcher)


def reprocess_open_archive(
    archive: Archive,
    settings: Settings,
    *,
    callbacks: RunCallbacks,
    wanted: Callable[[Record], bool],
) -> bool:
    """`reprocess_archive`, in an archive that is open already."""
    recorder = ResultRecorder(archive=archive, callbacks=callbacks, kind=JobKind.REPROCESS)
    return _logged_run(recorder, settings, _raw_targets(archive, wanted), local_dispatcher)


def merge_archive(folder: Path, *, callbacks: RunCallbacks) -> int:
    """Merge the shards that a killed run has left; how many these were.

    Raises ArchiveError, ArchiveLocked where the run still goes on.
    """
    with open_archive(folder) as archive:
        return merge_shards(archive, callbacks)


def _merge_leftover_shards(archive: Archive, callbacks: RunCallbacks) -> None:
    """Before anything else: articles of a shard have no rows yet, and would be fetched again."""
    if count := merge_shards(archive, RunCallbacks()):
        shards = "a shard" if count == 1 else f"{count} shards"
        callbacks.on_notice(f"took in {shards} of a run that did not end")


def _logged_run(
    recorder: ResultRecorder,
    settings: Settings,
    targets: Iterable[Target],
    factory: DispatcherFactory,
) -> bool:
    """A run with its log in runs/ and its row in the state."""
    counts: Counter[OutcomeName] = Counter()
    archive, callbacks = recorder.archive, recorder.callbacks

    def on_outcome(outcome: Outcome) -> None:
        counts[outcome.name] += 1
        callbacks.on_outcome(outcome)

    now = utcnow()
    completed = False
    number = archive.state.add_run(now)
    with RunLog(archive.folder, now) as runlog:
        counting = replace(callbacks, on_outcome=on_outcome)
        dispatcher = factory(replace(recorder, callbacks=counting, runlog=runlog), settings)
        try:
            completed = dispatcher.run(targets)
        finally:
            archive.state.end_run(number, utcnow(), completed=completed, outcomes=counts)
    drop_old_logs(archive.folder, now, settings.archive.log_days)
    if recorder.kind is JobKind.SCRAPE and dispatcher.had_due_targets:
        for line in note_health(archive.state, number, now):
            callbacks.on_health(line)
    return completed


def _raw_targets(archive: Archive, wanted: Callable[[Record], bool]) -> Iterator[Target]:
    """The rows that have a raw page, as targets whose source is the raw file."""
    for record in archive.state.records():
        if record.raw is not None and wanted(record):
            yield Target(url=record.url, key=record.key, site=record.site, source=record.raw.file)

"""A whole run: sources and an archive's folder in, a tally of outcomes out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

from scraper.archive import open_archive
from scraper.models import BadLine
from scraper.outcomes import Outcome, OutcomeName
from scraper.pipeline.clock import utcnow
from scraper.pipeline.run import Run, Watcher
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
    counts: Counter[OutcomeName] = Counter()
    told = watcher.on_outcome

    def count(outcome: Outcome) -> None:
        counts[outcome.name] += 1
        told(outcome)

    watcher.on_outcome = count
    with open_archive(folder, now=utcnow()) as archive:
        completed = False
        try:
            run = Run(archive=archive, settings=settings, watcher=watcher)
            completed = run.work(read_targets(sources, on_bad_line=on_bad_line))
        finally:
            archive.state.end_run(archive.run, utcnow(), completed=completed, outcomes=counts)
    return completed

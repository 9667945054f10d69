"""What is written down when results come in: rows in the state, lines in the log, and who is told.

The one way from results to the state, for the parent of a run and for the merge of shards.
Told is only what is stored.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from scraper.archive.archive_folder import Archive
from scraper.archive.runlog import RunLog
from scraper.models import Target
from scraper.outcomes import Outcome
from scraper.pipeline.due import waiting
from scraper.pipeline.duplicates import deduplicated
from scraper.pipeline.job import Job, Result, TaskName
from scraper.settings import Settings

log = logging.getLogger("scraper")


@dataclass(kw_only=True)
class RunCallbacks:
    """What the caller wants to hear while a run goes on. Each is called in the parent."""

    on_outcome: Callable[[Outcome], None] = lambda _outcome: None
    on_notice: Callable[[str], None] = lambda _text: None
    on_health: Callable[[str], None] = lambda _text: None
    on_tick: Callable[[int, int], None] = lambda _done, _total: None
    should_stop: Callable[[], bool] = lambda: False


class ResultLog(Protocol):
    """Where a shard writes what it has done, before its own state (shards/journal.py)."""

    def results(self, results: Iterable[Result]) -> None: ...

    def put_off(self, outcome: Outcome) -> None: ...


@dataclass(kw_only=True)
class ResultRecorder:
    """The state, the log and the watcher of one run; `done` counts the outcomes.

    A shard has a journal too, from which the archive is told later. It is written first: what
    the journal holds is done.
    """

    archive: Archive
    watcher: RunCallbacks = field(default_factory=RunCallbacks)
    task: TaskName = TaskName.SCRAPE
    runlog: RunLog | None = None
    journal: ResultLog | None = None
    done: int = 0

    def store(self, results: Iterable[Result]) -> list[Target]:
        """One transaction for a batch; only then is anybody told. The targets that it found.

        Raises ArchiveError.
        """
        results = deduplicated(results, self.archive.state)
        if not results:
            return []
        if self.journal is not None:
            self.journal.results(results)
        if self.task is not TaskName.PREVIEW:
            self.archive.remove_articles(result.withdrawn for result in results if result.withdrawn)
            self.archive.state.put(
                (result.record for result in results),
                ((alias, result.record.key) for result in results for alias in result.aliases),
            )
        for result in results:
            if result.traceback:
                log.error("%s\n%s", result.outcome.target.url, result.traceback)
            self.tell(result.outcome, result.traceback)
        return [target for result in results for target in result.found]

    def not_due(self, job: Job, now: datetime, settings: Settings) -> Outcome | None:
        """Why a target is not asked now; raw pages can always be, and lost files must."""
        if self.task is not TaskName.SCRAPE:
            return None
        outcome = waiting(job, now, settings)
        is_lost = outcome is not None and outcome.path and not self.archive.has(outcome.path)
        return None if is_lost else outcome

    def put_off(self, outcome: Outcome) -> None:
        """An outcome of a target that was not asked: its row stays as it is."""
        if self.journal is not None:
            self.journal.put_off(outcome)
        self.tell(outcome)

    def tell(self, outcome: Outcome, traceback: str = "") -> None:
        """An outcome whose row, if it has one, is stored."""
        self.done += 1
        if self.runlog is not None and outcome.is_asked:
            self.runlog.write(outcome, traceback=traceback)
        self.watcher.on_outcome(outcome)

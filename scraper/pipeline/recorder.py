"""Where results go: rows of the state, lines of the log, callbacks.

The one way from results to the state, for the parent of a run and for the merge of shards.
Only what is stored is reported.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Protocol

from msgspec.structs import replace

from scraper.archive.archive_folder import Archive
from scraper.archive.articles.article_places import ArticlePlaces
from scraper.archive.runlog import RunLog
from scraper.archive.state.record import Record
from scraper.models import Target
from scraper.outcomes import Outcome, OutcomeName
from scraper.pipeline.due import outcome_if_not_due
from scraper.pipeline.duplicates import deduplicate
from scraper.pipeline.job import Job, JobKind, Result
from scraper.pipeline.results import deleted, forgotten, with_history
from scraper.pipeline.settled_articles import settled
from scraper.settings import Settings

log = logging.getLogger("scraper")


@dataclass(kw_only=True)
class RunCallbacks:
    """What the caller of a run is told while it goes on. Each is called in the parent process."""

    on_outcome: Callable[[Outcome], None] = lambda _outcome: None
    on_notice: Callable[[str], None] = lambda _text: None
    on_health: Callable[[str], None] = lambda _text: None
    on_tick: Callable[[int, int], None] = lambda _done, _total: None
    should_stop: Callable[[], bool] = lambda: False


class ResultLog(Protocol):
    """Where a shard writes its results before it stores them (shards/journal.py)."""

    def write_results(self, results: Iterable[Result]) -> None: ...

    def write_not_due(self, outcome: Outcome) -> None: ...


@dataclass(kw_only=True)
class ResultRecorder:
    """Stores and reports the results of one run; `done` counts its outcomes.

    A shard has a journal too, from which the archive is updated later. It is written first: a
    target in the journal is done.
    """

    archive: Archive
    callbacks: RunCallbacks = field(default_factory=RunCallbacks)
    kind: JobKind = JobKind.SCRAPE
    runlog: RunLog | None = None
    journal: ResultLog | None = None
    done: int = 0
    _reported: set[str] = field(default_factory=set)

    def store(self, results: Iterable[Result]) -> list[Target]:
        """Store a batch in one transaction, then report it; the targets that feeds named.

        Raises ArchiveError.
        """
        results = deduplicate(results, self.archive.state)
        if not results:
            return []
        failing = self._failing(results)
        if self.journal is not None:
            self.journal.write_results(results)
        if self.kind is not JobKind.PREVIEW:
            self.archive.remove_articles(r.superseded_path for r in results if r.superseded_path)
            self.archive.state.put(
                (result.record for result in results),
                ((alias, result.record.key) for result in results for alias in result.aliases),
            )
        for result in results:
            if result.traceback:
                log.error("%s\n%s", result.outcome.target.url, result.traceback)
            outcome = with_history(result, failing.get(result.record.key))
            self._report(outcome, result.traceback)
        return [target for result in results for target in result.found]

    def _failing(self, results: Iterable[Result]) -> Mapping[str, Record]:
        """The rows whose failures these results continue or end."""
        if self.kind is not JobKind.SCRAPE:
            return {}
        return self.archive.state.failing(result.record.key for result in results)

    def outcome_if_not_due(self, job: Job, now: datetime, settings: Settings) -> Outcome | None:
        """The outcome of a target that is not due. Raw pages always are, and missing files."""
        if self.kind is not JobKind.SCRAPE:
            return None
        if job.prior is not None and job.prior.path:
            prior = settled(self.archive, self._places, job.prior)
            if prior is None:
                return deleted(job)
            job = replace(job, prior=prior)
        if job.prior is not None and job.prior.outcome is OutcomeName.FORGOTTEN:
            return forgotten(job.target)
        outcome = outcome_if_not_due(job, now, settings)
        is_missing = outcome is not None and outcome.path and not self.archive.has(outcome.path)
        return None if is_missing else outcome

    def is_forgotten(self, target: Target) -> bool:
        """Whether a target was removed for good, which is reported once."""
        if target.key not in self.archive.forgotten:
            return False
        if target.key not in self._reported:
            self._reported.add(target.key)
            self.record_not_due(forgotten(target))
        return True

    @cached_property
    def _places(self) -> ArticlePlaces:
        return ArticlePlaces(self.archive.folder)

    def record_not_due(self, outcome: Outcome) -> None:
        """Report the outcome of a target that was not requested; its row is not changed."""
        if self.journal is not None:
            self.journal.write_not_due(outcome)
        self._report(outcome)

    def _report(self, outcome: Outcome, traceback: str = "") -> None:
        self.done += 1
        if self.runlog is not None and outcome.is_requested:
            self.runlog.write(outcome, traceback=traceback)
        self.callbacks.on_outcome(outcome)

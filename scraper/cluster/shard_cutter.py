"""The queue of a run -> shards: each some sites, or for a reprocessing some raw files, whole.

A shard gets half of what would be one worker's share of the targets that wait, so that there
are many more shards than workers, the last ones small, and all end at about one time.
Sites come largest first: those that share a shard are of about one length, and the longest,
which the pause between requests makes slow, begin at once.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace

from scraper.archive.state.record import Record
from scraper.models import Target
from scraper.pipeline.clock import utcnow
from scraper.pipeline.job import Job, TaskName
from scraper.pipeline.recorder import ResultRecorder
from scraper.settings import Settings
from scraper.shards.shard_folder import NewShard
from scraper.shards.spec import ShardSpec, encode_spec

_PARTS = 2  # of a worker's share
_ROUNDS = 4  # of the sites that a worker has in hand at once
_LOOKAHEAD = 100_000  # sites whose names are read from the queue at once
_CHUNK = 1000  # targets that are read at once


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedShard:
    """A shard that is cut: its folder, its sites (or raw files), how many targets it has."""

    folder: Path
    groups: frozenset[str]
    size: int


class ShardCutter:
    """Cuts the queue of a run, whose name is `run`. Raises ArchiveError."""

    def __init__(self, books: ResultRecorder, settings: Settings, run: str) -> None:
        self._books = books
        self._settings = settings
        self._run = run
        self._queue = books.archive.queue
        self._by_file = books.task is not TaskName.SCRAPE
        self._number = 0
        self._groups: deque[str] = deque()
        self.may_look = True  # whether the queue may name groups that are not known here
        self.waiting = 0

    def add(self, targets: Iterable[Target]) -> int:
        """Queue targets; how many of them are new."""
        if self._by_file:
            targets = (replace(target, site=target.source) for target in targets)
        added = self._queue.add(targets)
        self.waiting += added
        self.may_look = self.may_look or added > 0
        return added

    def next(self, held: AbstractSet[str], slots: int) -> PlannedShard | None:
        """The next shard, of groups that are not `held` by another; None where there is none."""
        run = self._settings.run
        goal = max(run.shard_pages, self.waiting // (_PARTS * slots))
        cut: NewShard | None = None
        groups: set[str] = set()
        size = 0
        while size < goal and len(groups) < _ROUNDS * run.sites_per_worker:
            group = self._next_group(held)
            if group is None or self._books.watcher.should_stop():
                break
            for jobs in self._due(group):
                cut = cut or self._new()
                size += cut.queue.add(job.target for job in jobs)
                groups.add(group)
        return self._closed(cut, frozenset(groups), size) if cut is not None else None

    def _new(self) -> NewShard:
        self._number += 1
        return NewShard(self._books.archive, f"{self._run}-s{self._number:05d}")

    def _closed(self, cut: NewShard, groups: frozenset[str], size: int) -> PlannedShard:
        orders = ShardSpec(
            run=self._run,
            task=self._books.task,
            settings=self._settings,
            sites=frozenset() if self._by_file else groups,
        )
        cut.close(encode_spec(orders), whole_sites=not self._by_file)
        return PlannedShard(folder=cut.folder, groups=groups, size=size)

    def _next_group(self, held: AbstractSet[str]) -> str | None:
        if not self._groups and self.may_look:
            found = self._queue.sites(_LOOKAHEAD)
            self._groups.extend(group for group in found if group not in held)
            self.may_look = len(found) == _LOOKAHEAD
        return self._groups.popleft() if self._groups else None

    def _due(self, group: str) -> Iterable[list[Job]]:
        """The jobs of a group; of what is not due it is told here, without a worker."""
        while taken := self._queue.take(group, _CHUNK):
            self.waiting -= len(taken)
            now, jobs = utcnow(), []
            for job in (self._job(target, prior) for target, prior in taken):
                outcome = self._books.not_due(job, now, self._settings)
                if outcome is None:
                    jobs.append(job)
                else:
                    self._books.put_off(outcome)
            if jobs:
                yield jobs

    def _job(self, target: Target, prior: Record | None) -> Job:
        """A target with its site again, where it was queued by its file."""
        if self._by_file and prior is not None:
            target = replace(target, site=prior.site)
        return Job(target=target, prior=prior)

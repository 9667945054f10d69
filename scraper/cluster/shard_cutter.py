"""The queue of a run -> shards: each some whole groups of targets.

A group is a site, or for a reprocessing a raw file. A shard gets half of one worker's share of
the waiting targets, so that there are many more shards than workers, the last ones are small, and
all end at about the same time. Groups come largest first: those in one shard have about the same
size, and the longest sites, which the pause between requests makes slow, begin at once.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path

from scraper.models import Target
from scraper.pipeline.clock import utcnow
from scraper.pipeline.job import Job, JobKind
from scraper.pipeline.recorder import ResultRecorder
from scraper.settings import Settings
from scraper.shards.shard_folder import NewShard
from scraper.shards.spec import ShardSpec, encode_spec

_SHARDS_PER_SHARE = 2  # of a worker's share of the waiting targets
_SITE_ROUNDS = 4  # a shard has at most so many times the sites that its worker has at once
_MAX_GROUPS = 100_000  # read from the queue at once: some megabytes
_CHUNK = 1000  # targets of a read


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedShard:
    """A shard that is cut: its folder, its groups (sites or raw files), its number of targets."""

    folder: Path
    groups: frozenset[str]
    size: int


class ShardCutter:
    """Cuts the queue of a run, whose name is `run`. Raises ArchiveError."""

    def __init__(self, recorder: ResultRecorder, settings: Settings, run: str) -> None:
        self._recorder = recorder
        self._settings = settings
        self._run = run
        self._queue = recorder.archive.queue
        self._is_by_site = recorder.kind is JobKind.SCRAPE
        self._number = 0
        self._groups: deque[str] = deque()
        self.has_new_groups = True  # whether the queue may have groups that are not known here
        self.waiting = 0

    def add(self, targets: Iterable[Target]) -> int:
        """Queue targets; how many of them are new."""
        added = self._queue.add(targets, group=_site if self._is_by_site else _raw_file)
        self.waiting += added
        self.has_new_groups = self.has_new_groups or added > 0
        return added

    def next(self, held: AbstractSet[str], slots: int) -> PlannedShard | None:
        """The next shard, of groups that are not `held` by another; None where there is none."""
        run = self._settings.run
        goal = max(run.shard_pages, self.waiting // (_SHARDS_PER_SHARE * slots))
        cut: NewShard | None = None
        groups: set[str] = set()
        size = 0
        while size < goal and len(groups) < _SITE_ROUNDS * run.sites_per_worker:
            group = self._next_group(held)
            if group is None or self._recorder.callbacks.should_stop():
                break
            for jobs in self._due(group):
                cut = cut or self._new()
                size += cut.queue.add(job.target for job in jobs)
                groups.add(group)
        return self._closed(cut, frozenset(groups), size) if cut is not None else None

    def _new(self) -> NewShard:
        self._number += 1
        return NewShard(self._recorder.archive, f"{self._run}-s{self._number:05d}")

    def _closed(self, cut: NewShard, groups: frozenset[str], size: int) -> PlannedShard:
        spec = ShardSpec(
            run=self._run,
            kind=self._recorder.kind,
            settings=self._settings,
            sites=groups if self._is_by_site else frozenset(),
        )
        cut.close(encode_spec(spec), whole_sites=self._is_by_site)
        return PlannedShard(folder=cut.folder, groups=groups, size=size)

    def _next_group(self, held: AbstractSet[str]) -> str | None:
        if not self._groups and self.has_new_groups:
            found = self._queue.groups(_MAX_GROUPS)
            self._groups.extend(group for group in found if group not in held)
            self.has_new_groups = len(found) == _MAX_GROUPS
        return self._groups.popleft() if self._groups else None

    def _due(self, group: str) -> Iterable[list[Job]]:
        """The jobs of a group; targets that are not due are recorded here, without a worker."""
        while taken := self._queue.take(group, _CHUNK):
            self.waiting -= len(taken)
            now, jobs = utcnow(), []
            for target, prior in taken:
                job = Job(target=target, prior=prior)
                outcome = self._recorder.outcome_if_not_due(job, now, self._settings)
                if outcome is None:
                    jobs.append(job)
                else:
                    self._recorder.record_not_due(outcome)
            if jobs:
                yield jobs


def _site(target: Target) -> str:
    return target.site


def _raw_file(target: Target) -> str:
    """A raw file is read by one process; its pages may be of many sites."""
    return target.source

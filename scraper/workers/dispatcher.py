"""The parent's side of a run: sites of the queue go to workers, their results to the recorder.

Only the parent writes the state; it receives outcomes, never pages. Its memory depends on the
number of workers, not of targets: the list is in the queue on the disk.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait

from scraper.archive.archive_folder import Archive
from scraper.errors import ArchiveError
from scraper.models import Target
from scraper.pipeline.clock import utcnow
from scraper.pipeline.job import Job, Result
from scraper.pipeline.recorder import ResultRecorder
from scraper.pipeline.results import crashed, timed_out
from scraper.settings import Settings, fetch_settings_for
from scraper.workers.messages import (
    BatchDone,
    MemoryExhausted,
    Notice,
    Results,
    WorkerConfig,
    WorkerFailed,
)
from scraper.workers.process import WorkerProcess, end_workers, set_up_fork_server

# Targets of one site that a worker has at once: few, so that the rest of a site can move to
# another worker. Three at once took the same time (docs/performance.md).
_BATCH = 16
_TICK = 0.2  # seconds between two checks of the deadline and for stuck workers
_MAX_CRASHES = 3  # of workers that extracted no page; one more means that none can work here


@dataclass(kw_only=True)
class Dispatcher:
    """Works through the targets in an archive's queue with worker processes.

    For a shard of another run, `name` is the shard's, and targets for which `is_own` is False are
    left to other shards.
    """

    recorder: ResultRecorder
    settings: Settings
    name: str = ""
    is_own: Callable[[Target], bool] = lambda _target: True
    total: int = 0
    _pool: dict[Connection, WorkerProcess] = field(default_factory=dict)
    _sites: deque[str] = field(default_factory=deque)  # with targets, in the hands of no worker
    _has_new_sites: bool = True  # whether the queue may have sites that are not in `_sites`
    _returned: dict[str, list[Job]] = field(default_factory=dict)  # of workers that have ended
    _last_checked: int = 0  # position in the queue up to which targets are known to be due
    _started: int = 0
    _crashes: int = 0

    def run(self, targets: Iterable[Target]) -> bool:
        """Fetch, extract and save `targets` and what their feeds name.

        True when all is done, False when stopped before. Raises ArchiveError where the
        archive cannot be written.
        """
        self._archive.queue.clear()
        self._enqueue(targets)
        return self.resume()

    def resume(self) -> bool:
        """`run`, over the targets that are in the queue already."""
        callbacks = self.recorder.callbacks
        callbacks.on_tick(self.recorder.done, self.total)
        if callbacks.should_stop() or not self._skip_not_due():
            return False
        if not len(self._archive.queue):
            return True
        set_up_fork_server()
        try:
            self._dispatch()
            while self._pool:
                self._receive()
                self._replace_stuck()
                self._dispatch()
                callbacks.on_tick(self.recorder.done, self.total)
                if callbacks.should_stop():
                    return False
        finally:
            self._store(end_workers(self._pool.values()))
            self._pool.clear()
        return True

    @property
    def _archive(self) -> Archive:
        return self.recorder.archive

    @property
    def had_due_targets(self) -> bool:
        """Whether anything was due, and so worked on."""
        return self._started > 0

    # --- queue -> workers ---------------------------------------------------------------

    def _enqueue(self, targets: Iterable[Target]) -> None:
        recorder, done = self.recorder, self.recorder.done
        own = filter(self.is_own, targets)
        added = self._archive.queue.add(each for each in own if not recorder.is_forgotten(each))
        self.total += added + recorder.done - done  # those that were forgotten are done
        self._has_new_sites |= added > 0

    def _skip_not_due(self) -> bool:
        """Record the targets that are not due, without any worker; False when stopped."""
        queue, callbacks = self._archive.queue, self.recorder.callbacks
        for chunk in queue.waiting_known(self._last_checked):
            now = utcnow()
            skipped: list[int] = []
            for position, target, prior in chunk:
                job = Job(target=target, prior=prior)
                outcome = self.recorder.outcome_if_not_due(job, now, self.settings)
                if outcome is not None:
                    skipped.append(position)
                    self.recorder.record_not_due(outcome)
            queue.skip(skipped)
            callbacks.on_tick(self.recorder.done, self.total)
            if callbacks.should_stop():
                return False
        self._last_checked = queue.last_position
        return True

    def _dispatch(self) -> None:
        """Give sites to all workers with room, starting workers where needed; stop idle ones."""
        while site := self._next_site():
            worker = self._worker_with_room()
            if worker is None:
                self._sites.appendleft(site)
                break
            self._send(worker, site)
        for worker in self._pool.values():
            if not worker.sites:
                worker.stop()

    def _worker_with_room(self) -> WorkerProcess | None:
        """The worker with fewest sites, or a new one; None where all have their maximum."""
        running = (worker for worker in self._pool.values() if not worker.is_stopping)
        worker = min(running, key=lambda worker: len(worker.sites), default=None)
        if len(self._pool) < self._max_workers and (worker is None or worker.sites):
            return self._start()
        if worker is None or len(worker.sites) >= self.settings.run.sites_per_worker:
            return None
        return worker

    @property
    def _max_workers(self) -> int:
        return self.settings.run.workers or os.cpu_count() or 1

    def _next_site(self) -> str | None:
        if not self._sites and self._has_new_sites:
            held = {site for worker in self._pool.values() for site in worker.sites}
            found = self._archive.queue.groups()
            self._sites.extend(site for site in found if site not in held)
            self._has_new_sites = bool(self._sites)
        return self._sites.popleft() if self._sites else None

    def _start(self) -> WorkerProcess:
        self._started += 1
        worker = WorkerProcess(
            WorkerConfig(
                paths=self._archive.paths,
                settings=self.settings,
                name=f"{self.name}w{self._started}",
                kind=self.recorder.kind,
            )
        )
        self._pool[worker.connection] = worker
        return worker

    def _send(self, worker: WorkerProcess, site: str) -> None:
        """Send the next targets of `site`, or an empty batch where there are no more."""
        worker.send(site, tuple(self._returned.pop(site, []) or self._take(site)))

    def _take(self, site: str) -> list[Job]:
        """Half of what is left of a site, and at most a batch: a worker that is done before
        the others can have the rest (guided self-scheduling; Polychronopoulos and Kuck, 1987).
        """
        half = (self._archive.queue.count(site, 2 * _BATCH) + 1) // 2
        connections = fetch_settings_for(self.settings, site).connections
        taken = self._archive.queue.take(site, max(half, connections)) if half else []
        return [Job(target=target, prior=prior) for target, prior in taken]

    def _continue_site(self, worker: WorkerProcess, done: BatchDone) -> None:
        """Send the next targets of a site; or let it move to a worker with fewer sites."""
        site = done.site
        may_move = done.is_movable and not self._sites and self._is_overloaded(worker)
        if may_move and (site in self._returned or self._archive.queue.count(site, 1)):
            worker.send(site, ())
            self._sites.append(site)
        else:
            self._send(worker, site)

    def _is_overloaded(self, worker: WorkerProcess) -> bool:
        """Whether another worker, or one that could be started, has at least two sites fewer."""
        others = [o for o in self._pool.values() if o is not worker and not o.is_stopping]
        fewest = min((len(other.sites) for other in others), default=0)
        if len(others) + 1 < self._max_workers:
            fewest = 0
        return len(worker.sites) - fewest >= 2

    # --- workers -> recorder ------------------------------------------------------------

    def _receive(self) -> None:
        for connection in wait(list(self._pool), timeout=_TICK):
            assert isinstance(connection, Connection)
            worker = self._pool[connection]
            message = worker.receive()
            if message is None:
                self._reap(connection)
            elif isinstance(message, Results):
                self._store(message.results)
            elif isinstance(message, BatchDone):
                self._continue_site(worker, message)
            elif isinstance(message, Notice):
                self.recorder.callbacks.on_notice(message.text)
            elif isinstance(message, MemoryExhausted):
                self._remove(connection)
            elif isinstance(message, WorkerFailed):
                raise ArchiveError(message.text)

    def _store(self, results: Iterable[Result]) -> None:
        if found := self.recorder.store(results):
            self._enqueue(found)
            self._skip_not_due()

    # --- workers that fail ----------------------------------------------------------------

    def _replace_stuck(self) -> None:
        limit = self.settings.run.page_timeout
        for connection, worker in list(self._pool.items()):
            # the page may be finished between the two checks
            if worker.is_stuck(limit) and (key := worker.current_page) is not None:
                job = worker.unfinished.pop(key)
                self._store([timed_out(job, limit, utcnow())])
                self._remove(connection)

    def _reap(self, connection: Connection) -> None:
        """A worker has ended. If it was not stopped, the page it was extracting is the cause."""
        worker = self._pool[connection]
        worker.process.join()
        key = worker.current_page
        job = worker.unfinished.pop(key, None) if key else None
        if job is not None:
            self._store([crashed(job, worker.process.exitcode, utcnow())])
        elif worker.unfinished or not worker.is_stopping:
            self._crashes += 1
            if self._crashes > _MAX_CRASHES:
                raise RuntimeError(f"workers end by themselves (exit {worker.process.exitcode})")
        self._remove(connection)

    def _remove(self, connection: Connection) -> None:
        """End a worker; its unfinished jobs go to the next one, and its sites with them.

        A site whose last batch is done is no longer in `sites`, but the results of that batch may
        not have been handed in.
        """
        worker = self._pool.pop(connection)
        worker.kill()
        for job in worker.unfinished.values():
            self._returned.setdefault(job.target.site, []).append(job)
        self._sites.extend(worker.sites | {job.target.site for job in worker.unfinished.values()})

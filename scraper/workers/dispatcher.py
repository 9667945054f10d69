"""A run: the queue on the disk is handed out by site, what comes back is written down.

The parent's side. It alone writes the state; it sees outcomes, never pages. Its memory
follows the number of workers: the list waits on the disk.
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
from scraper.workers.messages import Broken, Notice, Ready, Results, Spent, WorkerConfig
from scraper.workers.process import WorkerProcess, dismiss, preload

_BATCH = 16  # targets of one site that a worker holds at once
_TICK = 0.2  # seconds between two looks at the clock
_MOST_DEATHS = 3  # workers that may end for no reason of a page's


@dataclass(kw_only=True)
class Run:
    """One run over the targets in an archive's queue.

    A run over one shard of another has its `name`, and leaves alone the targets that it finds
    and that are not for it (`is_mine`).
    """

    books: ResultRecorder
    settings: Settings
    name: str = ""
    is_mine: Callable[[Target], bool] = lambda _target: True
    total: int = 0
    _crew: dict[Connection, WorkerProcess] = field(default_factory=dict)
    _sites: deque[str] = field(default_factory=deque)
    _may_wait: bool = True  # whether the queue on the disk may name sites that are not known here
    _returned: dict[str, list[Job]] = field(default_factory=dict)
    _seen: int = 0  # the position in the list up to which all was asked whether it is due
    _started: int = 0
    _deaths: int = 0

    def work(self, targets: Iterable[Target]) -> bool:
        """Fetch, extract and save `targets` and what their feeds name.

        True when all is done, False when stopped before. Raises ArchiveError where the
        archive cannot be written.
        """
        self.archive.queue.clear()
        self._enqueue(targets)
        return self.go_on()

    def go_on(self) -> bool:
        """`work`, over what is in the queue already."""
        watcher = self.books.watcher
        if watcher.should_stop() or not self._put_off():
            return False
        if not len(self.archive.queue):
            return True
        preload()
        try:
            self._hand_out()
            while self._crew:
                self._look()
                self._replace_stuck()
                self._hand_out()
                watcher.on_tick(self.books.done, self.total)
                if watcher.should_stop():
                    return False
        finally:
            self._store(dismiss(list(self._crew.values())))
            self._crew.clear()
        return True

    @property
    def archive(self) -> Archive:
        return self.books.archive

    @property
    def has_asked(self) -> bool:
        """Whether anything was due, and so worked on."""
        return self._started > 0

    # --- handing out --------------------------------------------------------------------

    def _enqueue(self, targets: Iterable[Target]) -> None:
        if added := self.archive.queue.add(filter(self.is_mine, targets)):
            self.total += added
            self._may_wait = True

    def _put_off(self) -> bool:
        """Pass over what is not due yet, before any worker is asked; False when stopped."""
        queue, watcher = self.archive.queue, self.books.watcher
        for chunk in queue.waiting_known(self._seen):
            now = utcnow()
            passed: list[int] = []
            for position, target, prior in chunk:
                outcome = self.books.not_due(Job(target=target, prior=prior), now, self.settings)
                if outcome is not None:
                    passed.append(position)
                    self.books.put_off(outcome)
            queue.skip(passed)
            watcher.on_tick(self.books.done, self.total)
            if watcher.should_stop():
                return False
        self._seen = queue.last_position
        return True

    def _hand_out(self) -> None:
        """New sites for every worker that has room; a worker more while there is one to start."""
        while site := self._next_site():
            worker = self._with_room()
            if worker is None:
                self._sites.appendleft(site)
                break
            self._give(worker, site)
        for worker in self._crew.values():
            if not worker.sites:
                worker.stop()

    def _with_room(self) -> WorkerProcess | None:
        """The worker with fewest sites, or a new one; None where all have their hands full."""
        staying = (worker for worker in self._crew.values() if not worker.is_leaving)
        worker = min(staying, key=lambda worker: len(worker.sites), default=None)
        if len(self._crew) < self._most and (worker is None or worker.sites):
            return self._start()
        if worker is None or len(worker.sites) >= self.settings.run.sites_per_worker:
            return None
        return worker

    @property
    def _most(self) -> int:
        """Workers that may be at work side by side."""
        return self.settings.run.workers or os.cpu_count() or 1

    def _next_site(self) -> str | None:
        if not self._sites and self._may_wait:
            held = {site for worker in self._crew.values() for site in worker.sites}
            found = self.archive.queue.sites()
            self._sites.extend(site for site in found if site not in held)
            self._may_wait = bool(self._sites)
        return self._sites.popleft() if self._sites else None

    def _start(self) -> WorkerProcess:
        self._started += 1
        worker = WorkerProcess(
            WorkerConfig(
                place=self.archive.paths,
                settings=self.settings,
                name=f"{self.name}w{self._started}",
                task=self.books.task,
            )
        )
        self._crew[worker.connection] = worker
        return worker

    def _give(self, worker: WorkerProcess, site: str) -> None:
        """The next targets of `site`, or word that there are no more."""
        worker.give(site, tuple(self._returned.pop(site, []) or self._take(site)))

    def _take(self, site: str) -> list[Job]:
        """Half of what is left of a site, and a batch at the most: a worker that is done before
        the others can have the rest (guided self-scheduling; Polychronopoulos and Kuck, 1987).
        """
        half = (self.archive.queue.count(site, 2 * _BATCH) + 1) // 2
        side_by_side = fetch_settings_for(self.settings, site).connections
        taken = self.archive.queue.take(site, max(half, side_by_side)) if half else []
        return [Job(target=target, prior=prior) for target, prior in taken]

    def _give_more(self, worker: WorkerProcess, ready: Ready) -> None:
        """The next targets of a site; or the site goes to a worker that has fewer of them."""
        site = ready.site
        may_leave = ready.is_free and not self._sites and self._holds_many(worker)
        if may_leave and (site in self._returned or self.archive.queue.count(site, 1)):
            worker.give(site, ())
            self._sites.append(site)
        else:
            self._give(worker, site)

    def _holds_many(self, worker: WorkerProcess) -> bool:
        """Whether another worker, or one that could be started, has fewer sites by two."""
        others = [o for o in self._crew.values() if o is not worker and not o.is_leaving]
        fewest = min((len(other.sites) for other in others), default=0)
        if len(others) + 1 < self._most:
            fewest = 0
        return len(worker.sites) - fewest >= 2

    # --- taking in ----------------------------------------------------------------------

    def _look(self) -> None:
        for connection in wait(list(self._crew), timeout=_TICK):
            assert isinstance(connection, Connection)
            worker = self._crew[connection]
            message = worker.receive()
            if message is None:
                self._bury(connection)
            elif isinstance(message, Results):
                self._store(message.results)
            elif isinstance(message, Ready):
                self._give_more(worker, message)
            elif isinstance(message, Notice):
                self.books.watcher.on_notice(message.text)
            elif isinstance(message, Spent):
                self._give_back(connection)
            elif isinstance(message, Broken):
                raise ArchiveError(message.text)

    def _store(self, results: Iterable[Result]) -> None:
        if found := self.books.store(results):
            self._enqueue(found)
            self._put_off()

    # --- workers that fail ----------------------------------------------------------------

    def _replace_stuck(self) -> None:
        limit = self.settings.run.page_timeout
        for connection, worker in list(self._crew.items()):
            # the page may end between the two questions
            if worker.is_stuck(limit) and (key := worker.page) is not None:
                job = worker.held.pop(key)
                self._store([timed_out(job, limit, utcnow())])
                self._give_back(connection)

    def _bury(self, connection: Connection) -> None:
        """A worker has ended. If nobody sent it home, the page it was at is to blame."""
        worker = self._crew[connection]
        worker.process.join()
        job = worker.held.pop(worker.page, None) if worker.page else None
        if job is not None:
            self._store([crashed(job, worker.process.exitcode, utcnow())])
        elif worker.held or not worker.is_leaving:
            self._deaths += 1
            if self._deaths > _MOST_DEATHS:
                raise RuntimeError(f"workers end by themselves (exit {worker.process.exitcode})")
        self._give_back(connection)

    def _give_back(self, connection: Connection) -> None:
        """The jobs that a worker leaves behind go to the next one, its sites with them.

        A site whose last batch is done is not the worker's any more, but the results of that
        batch may not have been handed in.
        """
        worker = self._crew.pop(connection)
        worker.kill()
        for job in worker.held.values():
            self._returned.setdefault(job.target.site, []).append(job)
        self._sites.extend(worker.sites | {job.target.site for job in worker.held.values()})

"""The worker processes as the parent sees them: started, watched, killed, replaced."""

from __future__ import annotations

import atexit
import contextlib
import multiprocessing as mp
import threading
import time
from multiprocessing import forkserver
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from queue import SimpleQueue

from scraper.pipeline.job import Job, Result
from scraper.workers.messages import (
    FromParent,
    FromWorker,
    Jobs,
    Results,
    StopRequest,
    WorkerConfig,
)
from scraper.workers.page_timer import PageTimer
from scraper.workers.task import ParentConnection

_AGAIN = (0.05, 0.5)  # seconds until a worker that could not be started is started again
_GRACE = 1.5  # seconds that a stopped worker has to hand in its work


class WorkerProcess:
    """One worker process and the work it holds.

    `held` are the jobs that it was given and has not reported, by key.
    """

    def __init__(self, post: WorkerConfig) -> None:
        context = mp.get_context("forkserver")
        self.connection, theirs = context.Pipe()
        self._watch = PageTimer()
        self.process = context.Process(
            target=_start,
            args=(ParentConnection(theirs, self._watch), post),
            name=post.name,
            daemon=True,
        )
        start_process(self.process)
        theirs.close()
        self.is_leaving = False
        self.sites: set[str] = set()
        self.held: dict[str, Job] = {}
        self._outbox = _Outbox(self.connection)

    def give(self, site: str, jobs: tuple[Job, ...]) -> None:
        """Hand out a batch; an empty one ends the site."""
        if jobs:
            self.sites.add(site)
            self.held.update((job.target.key, job) for job in jobs)
        else:
            self.sites.discard(site)
        self._outbox.send(Jobs(site=site, jobs=jobs))

    def receive(self) -> FromWorker | None:
        """The next message; None when the process has ended."""
        try:
            message: FromWorker = self.connection.recv()
        except (EOFError, OSError):
            return None
        if isinstance(message, Results):
            for result in message.results:
                self.held.pop(result.outcome.target.key, None)
        return message

    @property
    def page(self) -> str | None:
        """The key of the page whose extraction is under way, or was when the process ended."""
        return self._watch.page(self.held)

    def is_stuck(self, limit: float) -> bool:
        """Whether the extraction of one page has taken longer than `limit` seconds."""
        return self._watch.seconds > limit

    def stop(self) -> None:
        """Ask it, once, to hand in its work and end."""
        if self.is_leaving:
            return
        self.is_leaving = True
        self._outbox.send(StopRequest())

    def kill(self) -> None:
        self.process.kill()
        self.process.join()
        self._outbox.close()
        self.connection.close()

    def farewell(self, until: float) -> list[Result]:
        """What a stopped worker still hands in before `until` (monotonic seconds)."""
        handed_in: list[Result] = []
        with contextlib.suppress(OSError):
            while self.connection.poll(max(0.0, until - time.monotonic())):
                message = self.receive()
                if message is None:
                    break
                if isinstance(message, Results):
                    handed_in.extend(message.results)
        return handed_in


class _Outbox:
    """What a worker is told, sent by a thread.

    A worker that is at a page reads nothing, and a pipe holds little: a parent that waited for
    it could not see that it hangs, and not read what it writes meanwhile. What waits here is
    bounded by the sites that a worker may hold, a batch each.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._waiting: SimpleQueue[FromParent | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._send_all, daemon=True)
        self._thread.start()

    def send(self, message: FromParent) -> None:
        self._waiting.put(message)

    def close(self) -> None:
        """Once nobody reads any more."""
        self._waiting.put(None)
        self._thread.join()

    def _send_all(self) -> None:
        while (message := self._waiting.get()) is not None:
            with contextlib.suppress(OSError):  # the end of the worker is noticed by who reads
                self._connection.send(message)


def start_process(process: BaseProcess) -> None:
    """Start a worker; again where the server that it comes from has been killed in this moment.

    What was killed is not at once seen to be dead, and then another server is made.
    """
    for seconds in _AGAIN:
        try:
            process.start()
        except (ConnectionError, EOFError):
            time.sleep(seconds)
        else:
            return
    process.start()


def _start(link: ParentConnection, post: WorkerConfig) -> None:
    """What the new process runs; the parent itself never imports fetching and extraction."""
    from scraper.workers.worker import run_worker  # noqa: PLC0415

    run_worker(link, post)


def preload() -> None:
    """Let the server that workers are forked from make what they all need, once.

    A worker imports the program that was started too (see multiprocessing, "Safe importing of
    main module"), which is the command nearly always.
    """
    modules = ["scraper.__main__", "scraper.workers.preload"]
    mp.get_context("forkserver").set_forkserver_preload(modules)
    atexit.unregister(_end_server)
    atexit.register(_end_server)


def _end_server() -> None:
    """End the server that workers were forked from, and wait for it: nothing outlives the program,
    and what server and workers took counts as its own (getrusage(2), time(1)).

    multiprocessing leaves that to the server, and to whoever adopts it. Where the program has
    other processes from it, it is left alone.
    """
    if not mp.active_children():
        with contextlib.suppress(OSError):
            forkserver._forkserver._stop()  # type: ignore[attr-defined]  # noqa: SLF001 - no other way


def dismiss(crew: list[WorkerProcess]) -> list[Result]:
    """End all workers; those that do not end by themselves in time are killed."""
    for worker in crew:
        worker.stop()
    until = time.monotonic() + _GRACE
    handed_in = [result for worker in crew for result in worker.farewell(until)]
    for worker in crew:
        worker.kill()
    return handed_in

"""A worker process as the parent sees it: started, sent jobs, watched, stopped or killed."""

from __future__ import annotations

import atexit
import contextlib
import multiprocessing as mp
import threading
import time
from collections.abc import Iterable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from queue import SimpleQueue

from scraper.errors import UsageError
from scraper.pipeline.job import Job, Result
from scraper.workers.job_processor import ParentConnection
from scraper.workers.messages import (
    FromParent,
    FromWorker,
    JobBatch,
    Results,
    StopRequest,
    WorkerConfig,
)
from scraper.workers.page_timer import PageTimer

_START_DELAYS = (0.05, 0.5)  # seconds before the second and third attempt to start a worker
_STOP_TIMEOUT = 1.5  # seconds that stopped workers have together to hand in their results


class WorkerProcess:
    """One worker process. `sites` are those it works on, `unfinished` its jobs without a result,
    by key.
    """

    def __init__(self, config: WorkerConfig) -> None:
        context = mp.get_context("forkserver")
        self.connection, theirs = context.Pipe()
        self._timer = PageTimer()
        self.process = context.Process(
            target=_start,
            args=(ParentConnection(theirs, self._timer), config),
            name=config.name,
            daemon=True,
        )
        start_process(self.process)
        theirs.close()
        self.is_stopping = False
        self.sites: set[str] = set()
        self.unfinished: dict[str, Job] = {}
        self._outbox = _Outbox(self.connection)

    def send(self, site: str, jobs: tuple[Job, ...]) -> None:
        """Send a batch; an empty one ends the site."""
        if jobs:
            self.sites.add(site)
            self.unfinished.update((job.target.key, job) for job in jobs)
        else:
            self.sites.discard(site)
        self._outbox.send(JobBatch(site=site, jobs=jobs))

    def receive(self) -> FromWorker | None:
        """The next message; None when the process has ended."""
        try:
            message: FromWorker = self.connection.recv()
        except (EOFError, OSError):
            return None
        if isinstance(message, Results):
            for result in message.results:
                self.unfinished.pop(result.outcome.target.key, None)
        return message

    @property
    def current_page(self) -> str | None:
        """The key of the page that is extracted, or was when the process ended."""
        return self._timer.page(self.unfinished)

    def is_stuck(self, limit: float) -> bool:
        """Whether the extraction of one page has taken longer than `limit` seconds."""
        return self._timer.seconds > limit

    def stop(self) -> None:
        """Request, once, that it hands in its results and ends."""
        if self.is_stopping:
            return
        self.is_stopping = True
        self._outbox.send(StopRequest())

    def kill(self) -> None:
        """End the process and release what it has here."""
        self.process.kill()
        self.process.join()
        self._outbox.close()
        self.connection.close()

    def drain(self, deadline: float) -> list[Result]:
        """The results that a stopped worker hands in before `deadline` (monotonic seconds)."""
        results: list[Result] = []
        with contextlib.suppress(OSError):
            while self.connection.poll(max(0.0, deadline - time.monotonic())):
                message = self.receive()
                if message is None:
                    break
                if isinstance(message, Results):
                    results.extend(message.results)
        return results


class _Outbox:
    """Messages to a worker, sent by a thread.

    A worker that extracts a page reads nothing, and a pipe holds little: a parent that waited for
    it could not notice that it hangs, nor read its messages meanwhile. What waits here is bounded:
    a batch for each site that a worker may have.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._messages: SimpleQueue[FromParent | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._send_all, daemon=True)
        self._thread.start()

    def send(self, message: FromParent) -> None:
        self._messages.put(message)

    def close(self) -> None:
        """End the thread; call it when the process has ended."""
        self._messages.put(None)
        self._thread.join()

    def _send_all(self) -> None:
        while (message := self._messages.get()) is not None:
            with contextlib.suppress(OSError):  # the end of the process is noticed by `receive`
                self._connection.send(message)


def start_process(process: BaseProcess) -> None:
    """Start a worker; again where the fork server has been killed at this moment.

    The death of the server is noticed only after a while, and then another one is made.
    """
    for delay in _START_DELAYS:
        try:
            process.start()
        except (ConnectionError, EOFError):
            time.sleep(delay)
        else:
            return
    process.start()


def _start(parent: ParentConnection, config: WorkerConfig) -> None:
    """What the new process runs; the parent itself never imports fetching and extraction."""
    from scraper.workers.worker import run_worker  # noqa: PLC0415

    run_worker(parent, config)


def check_system() -> None:
    """Raises UsageError where the processes of a run cannot be started, as on Windows."""
    if "forkserver" not in mp.get_all_start_methods():
        raise UsageError(
            "archives are written on Linux and macOS only: this system has no fork server (on "
            "Windows, use WSL); get, extract and the library work here"
        )


def set_up_fork_server() -> None:
    """Let the fork server make what all workers need, once (preload.py).

    A worker imports the program's main module too (see multiprocessing, "Safe importing of main
    module"), which is the command nearly always. Raises UsageError where there is no such server.
    """
    check_system()
    modules = ["scraper.__main__", "scraper.workers.preload"]
    mp.get_context("forkserver").set_forkserver_preload(modules)
    atexit.unregister(_end_fork_server)
    atexit.register(_end_fork_server)


def _end_fork_server() -> None:
    """End the fork server and wait for it: no process outlives the program, and the CPU time of
    server and workers counts as the program's own (getrusage(2), time(1)).

    multiprocessing would leave it as an orphan, which ends by itself. It is left running where
    the program has other processes from it.
    """
    from multiprocessing import forkserver  # noqa: PLC0415 - Windows has none

    if not mp.active_children():
        with contextlib.suppress(OSError):
            forkserver._forkserver._stop()  # type: ignore[attr-defined]  # noqa: SLF001 - no other way


def end_workers(pool: Iterable[WorkerProcess]) -> list[Result]:
    """Stop all workers, and kill those that do not end in time; what they handed in."""
    pool = tuple(pool)
    for worker in pool:
        worker.stop()
    deadline = time.monotonic() + _STOP_TIMEOUT
    results = [result for worker in pool for result in worker.drain(deadline)]
    for worker in pool:
        worker.kill()
    return results

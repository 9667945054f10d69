"""A worker process: sites come in, outcomes go out; pages stay here.

One event loop has several sites in hand side by side. Extraction runs in the loop itself: it
needs the processor, which the other tasks could not use meanwhile, and a hung one is the
parent's to end (it kills the process; see crew.py). What is done with a job is its task's:
fetch and save (scraping.py), or read the raw page again (again.py).
"""

from __future__ import annotations

import asyncio
import gc
import os
import signal
from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager

from scraper.errors import ArchiveError
from scraper.pipeline.clock import utcnow
from scraper.pipeline.job import Job, Result, TaskName
from scraper.pipeline.results import bug, too_large
from scraper.settings import Settings, fetch_settings_for
from scraper.workers import memory
from scraper.workers.messages import Broken, Jobs, Ready, Results, Spent, StopRequest, WorkerConfig
from scraper.workers.reprocessing import reprocessing
from scraper.workers.scraping import scraping
from scraper.workers.task import Do, ParentConnection, Task

_BATCH = 32  # finished pages that are handed in together, after one fsync
_PATIENCE = 0.5  # seconds that a finished page waits for others at most


def run_worker(link: ParentConnection, post: WorkerConfig) -> None:
    """The life of a worker process, until the parent says so or is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears it too, and decides
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    gc.set_threshold(50_000, 20, 100)  # trees are freed by counting; cycles are few
    memory.keep_little()
    asyncio.run(_work(link, post))


async def _work(link: ParentConnection, post: WorkerConfig) -> None:
    is_run = post.task is TaskName.SCRAPE
    opening: AbstractAsyncContextManager[Task] = (
        scraping(post, link) if is_run else reprocessing(post, link)
    )
    async with opening as task:
        await Worker(link, post.settings, task).work()


class Worker:
    """The sites this process has in hand, and the results not handed in yet."""

    def __init__(self, link: ParentConnection, settings: Settings, task: Task) -> None:
        self._link = link
        self._settings = settings
        self._task = task
        self._batches: dict[str, asyncio.Queue[Jobs]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._finished: list[Result] = []
        self._stopped = asyncio.Event()
        self._broken: BaseException | None = None
        self._is_spent = False

    async def work(self) -> None:
        """Work until the parent says Stop; then hand in what is finished."""
        loop = asyncio.get_running_loop()
        loop.add_reader(self._link.connection.fileno(), self._receive)
        handing_in = asyncio.create_task(self._hand_in_regularly())
        await self._stopped.wait()
        tasks = [handing_in, *self._tasks]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        loop.remove_reader(self._link.connection.fileno())
        if self._broken is not None:
            self._link.tell(Broken(text=_innermost(self._broken)))
        else:
            self._hand_in()

    # --- the parent ---------------------------------------------------------------------

    def _receive(self) -> None:
        try:
            message = self._link.connection.recv()
        except (EOFError, OSError):
            os._exit(1)  # the parent is gone: nobody is left to report to
        if isinstance(message, StopRequest):
            self._stopped.set()
            return
        if message.site not in self._batches:
            self._batches[message.site] = asyncio.Queue()
            task = asyncio.create_task(self._site(message.site))
            self._tasks.add(task)
            task.add_done_callback(self._site_ended)
        self._batches[message.site].put_nowait(message)

    def _hand_in(self) -> None:
        """Report what is finished, once it is safely on the disk."""
        if self._finished:
            self._task.flush()
            self._link.tell(Results(results=tuple(self._finished)))
            self._finished.clear()
            memory.give_back()

    async def _hand_in_regularly(self) -> None:
        while True:
            await asyncio.sleep(_PATIENCE)
            self._hand_in()

    # --- a site -------------------------------------------------------------------------

    async def _site(self, site: str) -> None:
        """The batches of one site, with as many requests in flight as are set for it."""
        width = fetch_settings_for(self._settings, site).connections
        batches = self._batches[site]
        async with self._task.site(site) as do:
            while jobs := (await batches.get()).jobs:
                line = iter(jobs)
                async with asyncio.TaskGroup() as lanes:
                    for _ in range(min(width, len(jobs))):
                        lanes.create_task(self._lane(do, line))
                has_found = any(result.found for result in self._finished)
                if has_found or len(self._batches) == 1:  # or nothing else is coming soon
                    self._hand_in()
                await self._task.room()
                self._link.tell(Ready(site=site, is_free=self._task.is_free(site)))
            del self._batches[site]  # now: the site may come again while its connections close

    async def _lane(self, do: Do, line: Iterator[Job]) -> None:
        for job in line:
            await self._task.room()
            self._finished.append(await self._done(do, job))
            if len(self._finished) >= _BATCH or self._is_spent:
                self._hand_in()
            if self._is_spent:
                self._link.tell(Spent())

    async def _done(self, do: Do, job: Job) -> Result:
        """The result of one target. An error that nobody expected ends this page only."""
        try:
            return await do(job)
        except ArchiveError:
            raise
        except MemoryError:
            self._is_spent = True
            return too_large(job, self._settings.run.page_memory, utcnow())
        except Exception as error:  # noqa: BLE001 - the border of one page: the rest goes on
            return bug(job, error, utcnow())

    def _site_ended(self, task: asyncio.Task[None]) -> None:
        """What ends a site before its time (a full disk, a bug out here) ends the worker."""
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            self._broken = error
            self._stopped.set()


def _innermost(error: BaseException) -> str:
    """The message of the error that a group of errors is about."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return str(error) if isinstance(error, ArchiveError) else f"{type(error).__name__}: {error}"

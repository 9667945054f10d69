"""A worker process: jobs come in, results go out; pages never leave it.

One event loop works on several sites concurrently. Extraction runs in the loop itself: it needs
the processor, which nothing else could use meanwhile, and a worker that hangs in it is killed by
the parent (process.py). What is done with a job is decided by its processor: fetch and save
(scraping.py), or read the raw page again (reprocessing.py).
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
from scraper.pipeline.job import Job, JobKind, Result
from scraper.pipeline.results import bug, out_of_memory
from scraper.settings import Settings, fetch_settings_for
from scraper.workers import memory
from scraper.workers.job_processor import JobHandler, JobProcessor, ParentConnection
from scraper.workers.messages import (
    BatchDone,
    JobBatch,
    MemoryExhausted,
    Results,
    StopRequest,
    WorkerConfig,
    WorkerFailed,
)
from scraper.workers.reprocessing import reprocessing
from scraper.workers.scraping import scraping

# Results are handed in together, after one fsync for all, which takes about 16 ms.
_MAX_RESULTS = 32
_MAX_DELAY = 0.5  # seconds that a finished page waits for others


def run_worker(parent: ParentConnection, config: WorkerConfig) -> None:
    """Work until the parent sends a StopRequest or has ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the parent too, which decides
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    # Trees are freed by reference counting and cycles are few: at Python's 700, a page took a
    # tenth more time.
    gc.set_threshold(50_000, 20, 100)
    memory.return_large_blocks()
    asyncio.run(_work(parent, config))


async def _work(parent: ParentConnection, config: WorkerConfig) -> None:
    opened: AbstractAsyncContextManager[JobProcessor] = (
        scraping(config, parent) if config.kind is JobKind.SCRAPE else reprocessing(config, parent)
    )
    async with opened as processor:
        await Worker(parent, config.settings, processor).work()


class Worker:
    """The sites that this process works on, and the results that are not handed in yet."""

    def __init__(
        self, parent: ParentConnection, settings: Settings, processor: JobProcessor
    ) -> None:
        self._parent = parent
        self._settings = settings
        self._processor = processor
        self._batches: dict[str, asyncio.Queue[JobBatch]] = {}
        self._site_tasks: set[asyncio.Task[None]] = set()
        self._results: list[Result] = []
        self._stopped = asyncio.Event()
        self._error: BaseException | None = None
        self._is_out_of_memory = False

    async def work(self) -> None:
        """Work until the parent sends a StopRequest; then hand in what is finished."""
        loop = asyncio.get_running_loop()
        loop.add_reader(self._parent.pipe.fileno(), self._receive)
        handing_in = asyncio.create_task(self._hand_in_regularly())
        handing_in.add_done_callback(self._task_ended)
        await self._stopped.wait()
        tasks = [handing_in, *self._site_tasks]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        loop.remove_reader(self._parent.pipe.fileno())
        if self._error is None:
            try:
                self._hand_in()
            except ArchiveError as error:
                self._error = error
        if self._error is not None:
            self._parent.send(WorkerFailed(text=_message(self._error)))

    # --- the parent ---------------------------------------------------------------------

    def _receive(self) -> None:
        try:
            message = self._parent.pipe.recv()
        except (EOFError, OSError):
            os._exit(1)  # the parent has ended: nobody would receive the results
        if isinstance(message, StopRequest):
            self._stopped.set()
            return
        if message.site not in self._batches:
            self._batches[message.site] = asyncio.Queue()
            task = asyncio.create_task(self._work_on_site(message.site))
            self._site_tasks.add(task)
            task.add_done_callback(self._task_ended)
        self._batches[message.site].put_nowait(message)

    def _hand_in(self) -> None:
        """Send the results, once their files are on the disk."""
        if self._results:
            self._processor.flush()
            self._parent.send(Results(results=tuple(self._results)))
            self._results.clear()
            memory.trim_heap()

    async def _hand_in_regularly(self) -> None:
        while True:
            await asyncio.sleep(_MAX_DELAY)
            self._hand_in()

    # --- a site -------------------------------------------------------------------------

    async def _work_on_site(self, site: str) -> None:
        """The batches of one site, with as many concurrent requests as its settings allow."""
        connections = fetch_settings_for(self._settings, site).connections
        batches = self._batches[site]
        async with self._processor.open_site(site) as handle:
            while jobs := (await batches.get()).jobs:
                remaining = iter(jobs)
                async with asyncio.TaskGroup() as group:
                    for _ in range(min(connections, len(jobs))):
                        group.create_task(self._work_on_jobs(handle, remaining))
                has_found = any(result.found for result in self._results)
                if has_found or len(self._batches) == 1:  # or nothing else is finished soon
                    self._hand_in()
                await self._processor.wait_for_capacity()
                is_movable = self._processor.is_movable(site)
                self._parent.send(BatchDone(site=site, is_movable=is_movable))
            del self._batches[site]  # now: the site may return while its connections close

    async def _work_on_jobs(self, handle: JobHandler, remaining: Iterator[Job]) -> None:
        for job in remaining:
            await self._processor.wait_for_capacity()
            self._results.append(await self._result(handle, job))
            if len(self._results) >= _MAX_RESULTS or self._is_out_of_memory:
                self._hand_in()
            if self._is_out_of_memory:
                self._parent.send(MemoryExhausted())

    async def _result(self, handle: JobHandler, job: Job) -> Result:
        """The result of one target. An unexpected error ends this page only."""
        try:
            return await handle(job)
        except ArchiveError:
            raise
        except MemoryError:
            self._is_out_of_memory = True
            return out_of_memory(job, self._settings.run.page_memory, utcnow())
        except Exception as error:  # noqa: BLE001 - the border of one page: the rest goes on
            return bug(job, error, utcnow())

    def _task_ended(self, task: asyncio.Task[None]) -> None:
        """An error outside of any page (a full disk, a bug) ends the worker."""
        self._site_tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            self._error = error
            self._stopped.set()


def _message(error: BaseException) -> str:
    """The message of the first error in a group."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return str(error) if isinstance(error, ArchiveError) else f"{type(error).__name__}: {error}"

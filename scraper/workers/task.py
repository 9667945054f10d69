"""What a worker does with its jobs: the side that the worker sees."""

from __future__ import annotations

import resource
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager, contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Protocol

from scraper.pipeline.job import Job, Result
from scraper.workers.messages import FromWorker
from scraper.workers.page_timer import PageTimer


@dataclass(frozen=True, slots=True)
class ParentConnection:
    """A worker's link to its parent, which makes it: a pipe, and the memory that both see."""

    connection: Connection
    watch: PageTimer

    def tell(self, message: FromWorker) -> None:
        """Say something to the parent; where it is gone, that is noticed at the next read."""
        with suppress(BrokenPipeError):
            self.connection.send(message)


Do = Callable[[Job], Awaitable[Result]]


class Task(Protocol):
    """Jobs to results, site by site."""

    def site(self, name: str) -> AbstractAsyncContextManager[Do]:
        """What is done with the jobs of one site."""

    def is_free(self, site: str) -> bool:
        """Whether another worker may go on with an open site without harm to it."""

    async def room(self) -> None:
        """Until another job may be begun: waited for before each, and before more are asked for."""

    def flush(self) -> None:
        """Bring to the disk what the results so far promise. Raises ArchiveError."""


@contextmanager
def watched(watch: PageTimer, job: Job, memory: int) -> Iterator[None]:
    """While the page of a job is extracted: the parent watches the clock, and the kernel that no
    more than `memory` bytes are asked for. Raises MemoryError.
    """
    watch.begin(job.target.key)
    try:
        with _at_most(memory):
            yield
    finally:
        watch.end()


@contextmanager
def _at_most(memory: int) -> Iterator[None]:
    """Limit what this process may still allocate; without effect where there is no /proc."""
    before, most = resource.getrlimit(resource.RLIMIT_DATA)
    allocated = _allocated()
    is_looser = before != resource.RLIM_INFINITY and before < allocated + memory
    if not allocated or is_looser:
        yield
        return
    resource.setrlimit(resource.RLIMIT_DATA, (allocated + memory, most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (before, most))


def _allocated() -> int:
    """Bytes of memory of its own that this process has (proc(5), statm); 0 where unknown."""
    try:
        with open("/proc/self/statm", "rb") as statm:  # noqa: PTH123 - for each page, so quickly
            return int(statm.read().split()[5]) * resource.getpagesize()
    except OSError:
        return 0

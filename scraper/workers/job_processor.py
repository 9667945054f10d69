"""What a worker does with its jobs: the interface of scraping.py and reprocessing.py."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager, contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Protocol, TypeVar

from scraper.pipeline.job import Job, Result
from scraper.workers.memory import in_own_thread, is_large, memory_limit
from scraper.workers.messages import FromWorker
from scraper.workers.page_timer import PageTimer

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ParentConnection:
    """A worker's connection to its parent, which makes it: a pipe and shared memory."""

    pipe: Connection
    timer: PageTimer

    def send(self, message: FromWorker) -> None:
        """Send a message; a parent that has ended is noticed at the next read."""
        with suppress(BrokenPipeError):
            self.pipe.send(message)


JobHandler = Callable[[Job], Awaitable[Result]]


class JobProcessor(Protocol):
    """Jobs -> results, site by site."""

    def open_site(self, name: str) -> AbstractAsyncContextManager[JobHandler]:
        """What handles the jobs of one site."""

    def is_movable(self, site: str) -> bool:
        """Whether another worker may take over an open site, without knowing what this one does."""

    async def wait_for_capacity(self) -> None:
        """Wait until another job may begin; awaited before each job and each request for more."""

    def flush(self) -> None:
        """Bring the files of all results to the disk. Raises ArchiveError."""


def extract_within_limits(
    extract: Callable[[], T], body: bytes, job: Job, *, timer: PageTimer, memory: int
) -> T:
    """What `extract` makes of the page of a job: the parent checks the time, and the kernel that
    no more than `memory` bytes are allocated. Raises MemoryError.
    """

    def extract_limited() -> T:
        with _limits(timer, job, memory):
            return extract()

    return in_own_thread(extract_limited) if is_large(body) else extract_limited()


@contextmanager
def _limits(timer: PageTimer, job: Job, memory: int) -> Iterator[None]:
    timer.start(job.target.key)
    try:
        with memory_limit(memory):
            yield
    finally:
        timer.stop()

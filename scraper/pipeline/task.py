"""What a worker does with its jobs: the side that the worker sees."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager, contextmanager
from typing import Protocol

from scraper.pipeline.messages import Began, FromWorker, Job, Result

Do = Callable[[Job], Awaitable[Result]]
Tell = Callable[[FromWorker], None]


class Task(Protocol):
    """Jobs to results, site by site. `tell` speaks to the parent."""

    tell: Tell

    def site(self, name: str) -> AbstractAsyncContextManager[Do]:
        """What is done with the jobs of one site."""

    def flush(self) -> None:
        """Bring to the disk what the results so far promise. Raises ArchiveError."""


@contextmanager
def watched(tell: Tell, job: Job) -> Iterator[None]:
    """Let the parent watch the clock while the page of a job is extracted."""
    tell(Began(key=job.target.key))
    try:
        yield
    finally:
        tell(Began(key=None))

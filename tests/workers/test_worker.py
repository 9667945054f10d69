"""The loop of a worker: an error outside of any page ends it, and its parent is told."""

from __future__ import annotations

import multiprocessing

import pytest

from scraper.errors import ArchiveError
from scraper.settings import Settings
from scraper.workers.job_processor import ParentConnection
from scraper.workers.messages import Results, StopRequest, WorkerFailed
from scraper.workers.page_timer import PageTimer
from scraper.workers.worker import Worker


class FullDisk:
    def flush(self):
        raise ArchiveError("articles/x.md: No space left on device")


@pytest.mark.parametrize("is_stopped", [False, True])
async def test_a_flush_that_fails_ends_the_worker(is_stopped):
    """By itself after a moment, or when it is stopped."""
    ours, theirs = multiprocessing.Pipe()
    worker = Worker(ParentConnection(theirs, PageTimer()), Settings(), FullDisk())
    worker._results.append("a result")
    if is_stopped:
        ours.send(StopRequest())
    await worker.work()
    assert ours.poll()
    message = ours.recv()
    assert not isinstance(message, Results)
    assert message == WorkerFailed(text="articles/x.md: No space left on device")

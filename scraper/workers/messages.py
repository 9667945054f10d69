"""What parent and workers send each other: small, and never HTML.

Which page a worker extracts is not sent but in shared memory (page_timer.py).

parent -> worker    JobBatch(site, jobs)  an empty batch: the site has no more
                    StopRequest()         begin nothing more, hand in what is finished
worker -> parent    BatchDone(site)       the batch is finished, send the next one
                    Results(results)      finished targets, their files on the disk
                    Notice(text)          for the user: "paused until …"
                    WorkerFailed(text)    the archive cannot be written: the run must end
                    MemoryExhausted()     another worker must take over
"""

from __future__ import annotations

from msgspec import Struct

from scraper.archive.archive_folder import ArchivePaths
from scraper.pipeline.job import Job, JobKind, Result
from scraper.settings import Settings


class WorkerConfig(Struct, frozen=True, kw_only=True):
    """What a worker is started with."""

    paths: ArchivePaths
    settings: Settings
    name: str
    kind: JobKind


class JobBatch(Struct, frozen=True, kw_only=True):
    """Jobs of one site; none where the site has no more."""

    site: str
    jobs: tuple[Job, ...]


class StopRequest(Struct, frozen=True):
    """Begin nothing more, hand in what is finished, end."""


class BatchDone(Struct, frozen=True, kw_only=True):
    """The batch of a site is finished. `is_movable`: nothing is known of the site that another
    worker would have to know, so the site may move to one.
    """

    site: str
    is_movable: bool = False


class Results(Struct, frozen=True, kw_only=True):
    """Finished targets; their files are on the disk."""

    results: tuple[Result, ...]


class Notice(Struct, frozen=True, kw_only=True):
    """A message for the user."""

    text: str


class WorkerFailed(Struct, frozen=True, kw_only=True):
    """The archive cannot be written, or a bug outside of any page: the run must end."""

    text: str


class MemoryExhausted(Struct, frozen=True, kw_only=True):
    """A page has reached its limit of memory, which may stay allocated: this worker must be
    replaced.
    """


FromParent = JobBatch | StopRequest
FromWorker = BatchDone | Results | Notice | WorkerFailed | MemoryExhausted

"""What parent and workers say to each other. Small, and no HTML among it.

Which page a worker is at, it need not say (watch.py).

parent -> worker    Jobs(site, jobs)  an empty batch: the site has no more
                    Stop()            finish nothing more, hand in what is done
worker -> parent    Ready(site)       the batch of this site is done, more please (is_free: or
                                      let another worker have the site)
                    Results(results)  pages that are finished, their files on the disk
                    Notice(text)      what a person may want to know: "paused until …"
                    Broken(text)      the archive cannot be written: no use going on
"""

from __future__ import annotations

from msgspec import Struct

from scraper.archive.archive_folder import ArchivePaths
from scraper.pipeline.job import Job, Result, TaskName
from scraper.settings import Settings


class WorkerConfig(Struct, frozen=True, kw_only=True):
    """What a worker is started for: where it works, by which settings and name, and at what."""

    place: ArchivePaths
    settings: Settings
    name: str
    task: TaskName


class Jobs(Struct, frozen=True, kw_only=True):
    site: str
    jobs: tuple[Job, ...]


class StopRequest(Struct, frozen=True):
    pass


class Ready(Struct, frozen=True, kw_only=True):
    """`is_free` says that nothing is known of the site that another worker would have to know."""

    site: str
    is_free: bool = False


class Results(Struct, frozen=True, kw_only=True):
    results: tuple[Result, ...]


class Notice(Struct, frozen=True, kw_only=True):
    text: str


class Broken(Struct, frozen=True, kw_only=True):
    text: str


class Spent(Struct, frozen=True, kw_only=True):
    """A page has asked for too much memory, and what it got may not come back: another worker
    is to go on.
    """


FromParent = Jobs | StopRequest
FromWorker = Ready | Results | Notice | Broken | Spent

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

from enum import StrEnum

from msgspec import Struct

from scraper.archive import Place, Record
from scraper.models import Target
from scraper.outcomes import Outcome
from scraper.settings import Settings


class TaskName(StrEnum):
    """What workers do with their jobs."""

    SCRAPE = "scrape"
    REPROCESS = "reprocess"
    PREVIEW = "preview"  # of a reprocessing: nothing is written


class Post(Struct, frozen=True, kw_only=True):
    """What a worker is started for: where it works, by which settings and name, and at what."""

    place: Place
    settings: Settings
    name: str
    task: TaskName


class Job(Struct, frozen=True, kw_only=True):
    """A target, and what the archive knows about it."""

    target: Target
    prior: Record | None


class Jobs(Struct, frozen=True, kw_only=True):
    site: str
    jobs: tuple[Job, ...]


class Stop(Struct, frozen=True):
    pass


class Ready(Struct, frozen=True, kw_only=True):
    """`is_free` says that nothing is known of the site that another worker would have to know."""

    site: str
    is_free: bool = False


class Result(Struct, frozen=True, kw_only=True):
    """One finished target: its outcome and its row in the state.

    `found` are the targets that a feed or sitemap named, `aliases` other URL keys under which
    the saved article is known; `traceback` is the one of a bug, `withdrawn` the
    path of an article's files that must go, because another worker saved a copy first.
    """

    outcome: Outcome
    record: Record
    found: tuple[Target, ...] = ()
    aliases: tuple[str, ...] = ()
    traceback: str = ""
    withdrawn: str = ""


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


FromParent = Jobs | Stop
FromWorker = Ready | Results | Notice | Broken | Spent

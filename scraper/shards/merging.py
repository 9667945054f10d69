"""Shards -> the archive: what their journals say is stored, and the shards are removed.

Nothing is fetched or extracted here. A journal may be read twice: the second time changes
nothing.
"""

from __future__ import annotations

import secrets
from dataclasses import replace
from pathlib import Path

from scraper.archive.archive_folder import Archive, unmerged_shards
from scraper.archive.lock import archive_lock
from scraper.archive.runlog import RunLog
from scraper.errors import ArchiveError
from scraper.models import Target
from scraper.pipeline.clock import utcnow
from scraper.pipeline.job import Job, TaskName
from scraper.pipeline.recorder import ResultRecorder, RunCallbacks
from scraper.pipeline.results import lost
from scraper.shards.heartbeat import Heartbeat
from scraper.shards.journal import JournalReader, done_in
from scraper.shards.shard_folder import (
    JOURNAL,
    clear_shard,
    open_shard,
    read_spec,
    remove_shard,
)
from scraper.shards.spec import decode_spec

_PATIENCE = 30.0  # seconds that a shard has to hear that its run is over, and to hand in


class JournalConsumer:
    """What one shard has written, taken into the books as it comes."""

    def __init__(self, shard: Path, books: ResultRecorder) -> None:
        self._journal = JournalReader(shard / JOURNAL)
        self._books = books

    def take(self) -> list[Target]:
        """Store and tell what is new; the targets that it found. Raises ArchiveError."""
        found: list[Target] = []
        for lines in self._journal.read():
            found += self._books.store(line.result for line in lines if line.result)
            for line in lines:
                if line.put_off is not None:
                    self._books.put_off(line.put_off)
                elif line.notice:
                    self._books.watcher.on_notice(line.notice)
        return found


def merge_shards(archive: Archive, watcher: RunCallbacks) -> int:
    """Take in the shards that a run left behind when it was killed; how many these were.

    Shards that are still worked on are told to stop. Raises ArchiveLocked where one does not,
    ArchiveError.
    """
    shards = unmerged_shards(archive.folder)
    if not shards:
        return 0
    Heartbeat(archive.folder, secrets.token_hex(8)).stop()
    with RunLog(archive.folder, utcnow()) as runlog:
        for shard in shards:
            books = ResultRecorder(
                archive=archive, watcher=watcher, task=_task(shard), runlog=runlog
            )
            if books.task is TaskName.PREVIEW:  # nobody is left to be told
                books = replace(books, watcher=RunCallbacks(), runlog=None)
            merge_shard(shard, books, JournalConsumer(shard, books), patience=_PATIENCE)
    return len(shards)


def _task(shard: Path) -> TaskName:
    """What a shard was for; one without orders was never begun."""
    try:
        return decode_spec(read_spec(shard)).task
    except ArchiveError:
        return TaskName.SCRAPE


def merge_shard(
    shard: Path, books: ResultRecorder, intake: JournalConsumer, *, patience: float
) -> list[Target]:
    """Take in the rest of a shard that nobody works on any more, and remove it; what it found.

    Raises ArchiveLocked where somebody does, after `patience` seconds, ArchiveError.
    """
    with archive_lock(shard, patience=patience):
        found = intake.take()
        books.archive.state.database.checkpoint()  # only then may the journal go
        clear_shard(shard)
    remove_shard(shard)
    return found


def give_up_shard(
    shard: Path, books: ResultRecorder, intake: JournalConsumer, *, reason: str
) -> list[Target]:
    """Take in what a shard has done, and tell that the rest has failed; what it found.

    Raises as merge_shard.
    """
    with open_shard(shard, patience=_PATIENCE) as part:
        found = intake.take()
        part.queue.requeue_all()
        for lines in JournalReader(shard / JOURNAL).read():
            part.queue.mark_done(done_in(lines))
        jobs = (
            Job(target=target, prior=part.state.get(target.key)) for target in part.queue.waiting()
        )
        is_page = books.task is TaskName.SCRAPE
        books.store([lost(job, reason, utcnow(), is_page=is_page) for job in jobs])
    return found + merge_shard(shard, books, intake, patience=_PATIENCE)

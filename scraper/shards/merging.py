"""Shards -> the archive: what their journals hold is stored, and the shards are removed.

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
from scraper.pipeline.job import Job, JobKind
from scraper.pipeline.recorder import ResultRecorder, RunCallbacks
from scraper.pipeline.results import abandoned
from scraper.shards.heartbeat import Heartbeat
from scraper.shards.journal import JournalReader, finished_keys
from scraper.shards.shard_folder import (
    JOURNAL,
    clear_shard,
    open_shard,
    read_spec,
    remove_shard,
)
from scraper.shards.spec import decode_spec

_LOCK_TIMEOUT = 30.0  # seconds that a shard has to notice the stop and to hand in its results


class JournalConsumer:
    """Stores what one shard writes into its journal, while it grows."""

    def __init__(self, shard: Path, recorder: ResultRecorder) -> None:
        self._journal = JournalReader(shard / JOURNAL)
        self._recorder = recorder

    def consume(self) -> list[Target]:
        """Store and report what is new; the targets that feeds named. Raises ArchiveError."""
        found: list[Target] = []
        for lines in self._journal.read():
            found += self._recorder.store(line.result for line in lines if line.result)
            for line in lines:
                if line.not_due is not None:
                    self._recorder.record_not_due(line.not_due)
                elif line.notice:
                    self._recorder.callbacks.on_notice(line.notice)
        return found


def merge_shards(archive: Archive, callbacks: RunCallbacks) -> int:
    """Merge the shards that a killed run has left; how many these were.

    Shards that are still being worked on are told to stop. Raises ArchiveLocked where one does
    not, ArchiveError.
    """
    shards = unmerged_shards(archive.folder)
    if not shards:
        return 0
    Heartbeat(archive.folder, secrets.token_hex(8)).stop()
    with RunLog(archive.folder, utcnow()) as runlog:
        for shard in shards:
            recorder = ResultRecorder(
                archive=archive, callbacks=callbacks, kind=_kind(shard), runlog=runlog
            )
            if recorder.kind is JobKind.PREVIEW:  # its results were for the killed run only
                recorder = replace(recorder, callbacks=RunCallbacks(), runlog=None)
            merge_shard(
                shard, recorder, JournalConsumer(shard, recorder), lock_timeout=_LOCK_TIMEOUT
            )
    return len(shards)


def _kind(shard: Path) -> JobKind:
    """What a shard was for; one without a spec was never begun."""
    try:
        return decode_spec(read_spec(shard)).kind
    except ArchiveError:
        return JobKind.SCRAPE


def merge_shard(
    shard: Path, recorder: ResultRecorder, consumer: JournalConsumer, *, lock_timeout: float
) -> list[Target]:
    """Store the rest of a shard that is no longer worked on, and remove it; what its feeds named.

    Raises ArchiveLocked where it is still locked after `lock_timeout` seconds, ArchiveError.
    """
    with archive_lock(shard, patience=lock_timeout):
        found = consumer.consume()
        recorder.archive.state.database.checkpoint()  # before that, the journal must be kept
        clear_shard(shard)
    remove_shard(shard)
    return found


def abandon_shard(
    shard: Path, recorder: ResultRecorder, consumer: JournalConsumer, *, reason: str
) -> list[Target]:
    """Store what a shard has done, the rest as failed, and remove it; what its feeds named.

    Raises as merge_shard.
    """
    with open_shard(shard, lock_timeout=_LOCK_TIMEOUT) as part:
        found = consumer.consume()
        part.queue.requeue_all()
        for lines in JournalReader(shard / JOURNAL).read():
            part.queue.mark_done(finished_keys(lines))
        jobs = (
            Job(target=target, prior=part.state.get(target.key)) for target in part.queue.waiting()
        )
        is_fetch = recorder.kind is JobKind.SCRAPE
        recorder.store([abandoned(job, reason, utcnow(), is_fetch=is_fetch) for job in jobs])
    return found + merge_shard(shard, recorder, consumer, lock_timeout=_LOCK_TIMEOUT)

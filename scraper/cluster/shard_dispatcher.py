"""The run's side of a cluster: shards go to an engine, their journals into the archive.

Only this process writes the state of the archive; it receives no pages. It consumes the
journals of its shards while they grow, so that a killed run loses little, and little is left to
merge at the end.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from scraper.cluster.shard_cutter import PlannedShard, ShardCutter
from scraper.cluster.shard_result import EngineUnavailable, ShardEnd, ShardResult
from scraper.errors import ArchiveError, ArchiveLocked
from scraper.models import Target
from scraper.pipeline.recorder import ResultRecorder
from scraper.runs.session import DispatcherFactory
from scraper.settings import Settings
from scraper.shards.heartbeat import Heartbeat
from scraper.shards.merging import JournalConsumer, abandon_shard, merge_shard

_TICK = 0.2  # seconds between two checks of the deadline
_CONSUME_INTERVAL = 1.0  # seconds between two reads of the journals
_STOP_TIMEOUT = 10.0  # seconds that shards have together to hand in their results at a stop
_LOCK_TIMEOUT = 30.0  # seconds; a process that has ended may keep its lock for a moment
_MAX_ATTEMPTS = 3


class Engine(Protocol):
    """Has shards worked on. All methods raise EngineUnavailable where it cannot be reached."""

    def check(self, folder: Path) -> None:
        """Raises UsageError where a worker cannot work in this folder."""

    def slots(self) -> int:
        """How many shards can be worked on at once, now."""

    def submit(self, shard: Path) -> None:
        """Have a shard worked on, as soon as there is a slot."""

    def ended(self, seconds: float) -> list[ShardResult]:
        """The shards whose work has ended; where there are none, wait for one so long."""

    def cancel(self) -> None:
        """Begin nothing more."""


@dataclass(kw_only=True)
class _Submission:
    """A shard that is with the engine."""

    shard: PlannedShard
    consumer: JournalConsumer
    attempts: int = 1


@dataclass(kw_only=True)
class ShardDispatcher:
    """Works through the targets of a run with the machines of `engine`."""

    recorder: ResultRecorder
    settings: Settings
    engine: Engine
    total: int = 0
    had_due_targets: bool = False
    _submitted: dict[str, _Submission] = field(default_factory=dict)  # by the shard's name
    _held: set[str] = field(default_factory=set)  # the groups of all submitted shards
    _last_consumed: float = 0.0
    _notices: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
        self._name = f"{stamp}-{secrets.token_hex(3)}"
        self._cutter = ShardCutter(self.recorder, self.settings, self._name)

    def run(self, targets: Iterable[Target]) -> bool:
        """As Dispatcher.run. Raises UsageError where a worker cannot work on the archive."""
        archive, callbacks = self.recorder.archive, self.recorder.callbacks
        archive.queue.clear()
        self._enqueue(targets)
        with Heartbeat(archive.folder, self._name) as heartbeat:
            try:
                self.engine.check(archive.folder)
                while self._cutter.waiting or self._submitted:
                    self._submit_shards()
                    for result in self.engine.ended(_TICK):
                        self._ended(result)
                    self._consume_journals()
                    callbacks.on_tick(self.recorder.done, self.total)
                    if callbacks.should_stop():
                        return False
            except EngineUnavailable as error:
                callbacks.on_notice(str(error))
                return False
            finally:
                heartbeat.stop()
                self._stop()
        return True

    # --- queue -> engine ----------------------------------------------------------------

    def _enqueue(self, targets: Iterable[Target]) -> None:
        recorder, done = self.recorder, self.recorder.done
        added = self._cutter.add(each for each in targets if not recorder.is_forgotten(each))
        self.total += added + recorder.done - done  # those that were forgotten are done

    def _submit_shards(self) -> None:
        """Submit a quarter more shards than there are slots, so that no slot waits for the next."""
        slots = self.engine.slots()
        if not slots:
            self._notify_once("no worker is there yet; waiting for one")
            return
        deadline = time.monotonic() + _CONSUME_INTERVAL  # then it is time to read journals
        while len(self._submitted) <= slots + slots // 4 and time.monotonic() < deadline:
            shard = self._cutter.next(self._held, slots)
            if shard is None:
                break
            self._submitted[shard.folder.name] = _Submission(
                shard=shard, consumer=JournalConsumer(shard.folder, self.recorder)
            )
            self._held |= shard.groups
            self.had_due_targets = True
            self.engine.submit(shard.folder)

    # --- journals -> recorder -----------------------------------------------------------

    def _consume_journals(self) -> None:
        """Store what the shards have written since the last time."""
        if time.monotonic() - self._last_consumed < _CONSUME_INTERVAL:
            return
        for submission in self._submitted.values():
            self._enqueue_found(submission, submission.consumer.consume())
        self._last_consumed = time.monotonic()

    def _enqueue_found(self, submission: _Submission, targets: list[Target]) -> None:
        """Queue what feeds named; targets on the shard's own sites are done by the shard."""
        sites = submission.shard.groups
        own = [target for target in targets if target.site in sites]
        self.total += self.recorder.archive.queue.add(own, taken=True)
        self._enqueue(target for target in targets if target.site not in sites)

    # --- shards whose work has ended ----------------------------------------------------

    def _ended(self, result: ShardResult) -> None:
        """Merge a shard that is done; submit one that is not again, for another machine."""
        submission = self._submitted[result.shard]
        folder, kind = submission.shard.folder, result.kind
        if kind is ShardEnd.DONE:
            found = merge_shard(
                folder, self.recorder, submission.consumer, lock_timeout=_LOCK_TIMEOUT
            )
            self._release(submission, found)
        elif kind is ShardEnd.ARCHIVE_ERROR:
            raise ArchiveError(f"{result.where}: {result.text}" if result.where else result.text)
        elif kind is ShardEnd.UNFIT:
            self._notify_once(f"{result.where or 'a worker'} cannot help: {result.text}")
            self.engine.submit(folder)
        elif kind is ShardEnd.LOCKED:  # by a machine that the engine wrongly presumes dead
            self._notify_once(f"two machines have one shard; waiting for the first: {result.text}")
            self.engine.submit(folder)
        elif kind is ShardEnd.FATAL or submission.attempts >= _MAX_ATTEMPTS:
            self._abandon(submission, result)
        else:
            submission.attempts += 1
            self.engine.submit(folder)

    def _abandon(self, submission: _Submission, result: ShardResult) -> None:
        where = f" on {result.where}" if result.where else ""
        failed = f"its shard failed {submission.attempts} times"
        reason = f"bug: {failed}: {result.text}{where}"[:300]
        folder, consumer = submission.shard.folder, submission.consumer
        self._release(submission, abandon_shard(folder, self.recorder, consumer, reason=reason))

    def _release(self, submission: _Submission, found: list[Target]) -> None:
        """Forget a merged shard: its sites may be in another one from now on."""
        self._enqueue_found(submission, found)
        del self._submitted[submission.shard.folder.name]
        self._held -= submission.shard.groups
        self._cutter.has_new_groups = True

    def _stop(self) -> None:
        """Merge what shards that are told to stop have done; none are left where all is done."""
        self.engine.cancel()
        deadline = time.monotonic() + _STOP_TIMEOUT
        running = 0
        for submission in self._submitted.values():
            timeout = max(0.0, deadline - time.monotonic())
            folder, consumer = submission.shard.folder, submission.consumer
            try:
                merge_shard(folder, self.recorder, consumer, lock_timeout=timeout)
            except ArchiveLocked:
                running += 1
        if running:
            text = f"shards that have not stopped yet: {running}; run again"
            self.recorder.callbacks.on_notice(text)

    def _notify_once(self, text: str) -> None:
        if text not in self._notices:
            self._notices.add(text)
            self.recorder.callbacks.on_notice(text)


def cluster_dispatcher(engine: Engine) -> DispatcherFactory:
    """The dispatcher of a run over the machines of `engine`."""
    return lambda recorder, settings: ShardDispatcher(
        recorder=recorder, settings=settings, engine=engine
    )

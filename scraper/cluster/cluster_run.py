"""A run over many machines: shards are handed out, what they write down is taken in.

This process alone writes the state of the archive; pages never reach it. It reads the
journals of its shards while they grow, so that a run that is killed has lost little, and
one that ends has nothing left to merge.
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
from scraper.cluster.shard_result import EngineGone, ShardEnd, ShardResult
from scraper.errors import ArchiveError, ArchiveLocked
from scraper.models import Target
from scraper.pipeline.recorder import ResultRecorder
from scraper.runs.session import Runner
from scraper.settings import Settings
from scraper.shards.heartbeat import Heartbeat
from scraper.shards.merging import JournalConsumer, give_up_shard, merge_shard

_TICK = 0.2  # seconds between two looks at the clock
_INTAKE = 1.0  # seconds between two looks into the journals
_FAREWELL = 10.0  # seconds that shards have to hand in their work, when the run stops
_PATIENCE = 30.0  # seconds; a process that has ended may hold its lock for a moment
_ATTEMPTS = 3


class Engine(Protocol):
    """Whatever works on shards. Its methods raise EngineGone where it has left us."""

    def check(self, folder: Path) -> None:
        """Raises UsageError where a worker cannot work in this folder."""

    def slots(self) -> int:
        """How many shards can be worked on at once, now."""

    def submit(self, shard: Path) -> None:
        """Let somebody work on a shard, when there is room."""

    def ended(self, seconds: float) -> list[ShardResult]:
        """The work that has ended; if there is none yet, wait for it so long."""

    def cancel(self) -> None:
        """Begin nothing more."""


@dataclass(kw_only=True)
class _Work:
    """A shard that is handed out."""

    shard: PlannedShard
    intake: JournalConsumer
    attempts: int = 1


@dataclass(kw_only=True)
class ClusterRun:
    """One run over many machines, as `engine` has them."""

    books: ResultRecorder
    settings: Settings
    engine: Engine
    total: int = 0
    has_asked: bool = False
    _work: dict[str, _Work] = field(default_factory=dict)
    _held: set[str] = field(default_factory=set)
    _taken_in: float = 0.0
    _said: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
        self._name = f"{stamp}-{secrets.token_hex(3)}"
        self._cutter = ShardCutter(self.books, self.settings, self._name)

    def work(self, targets: Iterable[Target]) -> bool:
        """As Run.work. Raises UsageError where a worker cannot work on the archive."""
        archive, watcher = self.books.archive, self.books.watcher
        archive.queue.clear()
        self._enqueue(targets)
        with Heartbeat(archive.folder, self._name) as pulse:
            try:
                self.engine.check(archive.folder)
                while self._cutter.waiting or self._work:
                    self._hand_out()
                    for end in self.engine.ended(_TICK):
                        self._ended(end)
                    self._take_in()
                    watcher.on_tick(self.books.done, self.total)
                    if watcher.should_stop():
                        return False
            except EngineGone as error:
                watcher.on_notice(str(error))
                return False
            finally:
                pulse.stop()
                self._stop()
        return True

    # --- handing out --------------------------------------------------------------------

    def _enqueue(self, targets: Iterable[Target]) -> None:
        self.total += self._cutter.add(targets)

    def _hand_out(self) -> None:
        """A few shards more than there is room for, so that nobody waits for the next."""
        slots = self.engine.slots()
        if not slots:
            self._say_once("no worker is there yet; waiting for one")
            return
        until = time.monotonic() + _INTAKE  # then the journals want to be read again
        while len(self._work) <= slots + slots // 4 and time.monotonic() < until:
            shard = self._cutter.next(self._held, slots)
            if shard is None:
                break
            self._work[shard.folder.name] = _Work(
                shard=shard, intake=JournalConsumer(shard.folder, self.books)
            )
            self._held |= shard.groups
            self.has_asked = True
            self.engine.submit(shard.folder)

    # --- taking in ----------------------------------------------------------------------

    def _take_in(self) -> None:
        """What the shards have written down since the last look."""
        if time.monotonic() - self._taken_in < _INTAKE:
            return
        for work in self._work.values():
            self._found(work, work.intake.take())
        self._taken_in = time.monotonic()

    def _found(self, work: _Work, targets: list[Target]) -> None:
        """Queue what a feed named, except where the shard does it itself."""
        own = [target for target in targets if target.site in work.shard.groups]
        self.total += self.books.archive.queue.add(own, taken=True)
        self._enqueue(target for target in targets if target.site not in work.shard.groups)

    # --- ends ---------------------------------------------------------------------------

    def _ended(self, end: ShardResult) -> None:
        """Take in what is done; what is not is done again, elsewhere if need be."""
        work = self._work[end.shard]
        if end.kind is ShardEnd.DONE:
            found = merge_shard(work.shard.folder, self.books, work.intake, patience=_PATIENCE)
            self._let_go(work, found)
        elif end.kind is ShardEnd.NO_ARCHIVE:
            raise ArchiveError(f"{end.where}: {end.text}" if end.where else end.text)
        elif end.kind is ShardEnd.UNFIT:
            self._say_once(f"{end.where or 'a worker'} cannot help: {end.text}")
            self.engine.submit(work.shard.folder)
        elif end.kind is ShardEnd.LOCKED:  # a machine that the engine takes for lost is not
            self._say_once(f"two machines have one shard; waiting for the first: {end.text}")
            self.engine.submit(work.shard.folder)
        elif end.kind is ShardEnd.FATAL or work.attempts >= _ATTEMPTS:
            self._give_up(work, end)
        else:
            work.attempts += 1
            self.engine.submit(work.shard.folder)

    def _give_up(self, work: _Work, end: ShardResult) -> None:
        where = f" on {end.where}" if end.where else ""
        reason = f"bug: its shard failed {work.attempts} times: {end.text}{where}"[:300]
        found = give_up_shard(work.shard.folder, self.books, work.intake, reason=reason)
        self._let_go(work, found)

    def _let_go(self, work: _Work, found: list[Target]) -> None:
        self._found(work, found)
        del self._work[work.shard.folder.name]
        self._held -= work.shard.groups
        self._cutter.may_look = True

    def _stop(self) -> None:
        """Take in what shards that are told to stop have done; nothing where all are done."""
        self.engine.cancel()
        until = time.monotonic() + _FAREWELL
        left = 0
        for work in self._work.values():
            patience = max(0.0, until - time.monotonic())
            try:
                merge_shard(work.shard.folder, self.books, work.intake, patience=patience)
            except ArchiveLocked:
                left += 1
        if left:
            self.books.watcher.on_notice(f"shards that have not stopped yet: {left}; run again")

    def _say_once(self, text: str) -> None:
        if text not in self._said:
            self._said.add(text)
            self.books.watcher.on_notice(text)


def on_many_machines(engine: Engine) -> Runner:
    """What a session calls for a run over the machines of `engine`."""
    return lambda books, settings: ClusterRun(books=books, settings=settings, engine=engine)

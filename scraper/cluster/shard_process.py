"""The process that works on shards: each a run over its targets, with one worker of its own.

    python -m scraper.cluster.shard_process    paths of shards on stdin, results on stdout

It goes on until the shard is done, its run says stop or says nothing more (pulse.py), or its
standard input ends, because whoever started it is gone. A shard that was begun elsewhere is
gone on with: what its journal holds is done. One process works on shard after shard, because
two of the three seconds of CPU that the first takes to begin are for its fork server's imports.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from io import FileIO
from pathlib import Path
from queue import Queue

import msgspec

from scraper.cluster.shard_result import ShardEnd, ShardResult
from scraper.errors import ArchiveError, ArchiveLocked, UsageError
from scraper.pipeline.recorder import ResultRecorder, RunCallbacks
from scraper.shards.append_log import AppendLog
from scraper.shards.heartbeat import HeartbeatMonitor
from scraper.shards.journal import Journal, JournalReader, done_in
from scraper.shards.shard_folder import JOURNAL, open_shard, read_spec
from scraper.shards.spec import ShardSpec, check_version, decode_spec
from scraper.workers.dispatcher import Run

_PATIENCE = 120.0  # seconds; a file server may keep the lock of a machine that is gone so long


def work_on(shard: Path, should_stop: Callable[[], bool], *, patience: float = _PATIENCE) -> bool:
    """Work on the shard in a folder; True when all of it is done, False when stopped before.

    Raises UsageError where this machine cannot, ArchiveLocked where another process works on
    it, ArchiveError.
    """
    orders = _orders(shard)
    listener = HeartbeatMonitor(shard.parent.parent, orders.run)
    with (
        open_shard(shard, patience=patience) as archive,
        AppendLog(shard / JOURNAL) as lines,
    ):
        books = ResultRecorder(archive=archive, task=orders.task)
        _go_on_with(shard, orders, books)
        journal = books.journal = Journal(lines)
        books.watcher = RunCallbacks(
            on_notice=journal.notice, should_stop=lambda: should_stop() or listener.is_over()
        )
        return _run(books, orders, shard.name).go_on()


def _orders(shard: Path) -> ShardSpec:
    if not shard.is_dir():
        raise UsageError(f"{shard}: no such folder on this machine")
    orders = decode_spec(read_spec(shard))
    check_version(orders)
    return orders


def _run(books: ResultRecorder, orders: ShardSpec, name: str) -> Run:
    """One worker: it is the shards that there are many of."""
    run = msgspec.structs.replace(orders.settings.run, workers=1)
    return Run(
        books=books,
        settings=msgspec.structs.replace(orders.settings, run=run),
        name=f"{name.rpartition('-')[2]}-",
        is_mine=lambda target: target.site in orders.sites,
    )


def _go_on_with(shard: Path, orders: ShardSpec, books: ResultRecorder) -> None:
    """Bring rows and queue to what the journal of an earlier attempt says."""
    queue = books.archive.queue
    queue.requeue_all()
    for lines in JournalReader(shard / JOURNAL).read():
        found = books.store(line.result for line in lines if line.result)
        queue.add(target for target in found if target.site in orders.sites)
        queue.mark_done(done_in(lines))


class _Starter:
    """Whoever started this process: names shards, a line each, and its end is ours too."""

    def __init__(self) -> None:
        self.shards: Queue[Path | None] = Queue()
        self._is_gone = threading.Event()
        signal.signal(signal.SIGTERM, self._note)
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        # a buffered file would be locked when the interpreter ends
        for line in iter(FileIO(sys.stdin.fileno(), closefd=False).readline, b""):
            self.shards.put(Path(os.fsdecode(line.rstrip(b"\n"))))
        self._note()

    def _note(self, *_: object) -> None:
        self._is_gone.set()
        self.shards.put(None)

    def is_gone(self) -> bool:
        return self._is_gone.is_set()


def main() -> None:
    """Work on shards, one after the other; how each ended is a line of JSON."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the run decides
    starter = _Starter()
    while not starter.is_gone() and (shard := starter.shards.get()) is not None:
        end = ended(shard, starter.is_gone)
        with suppress(BrokenPipeError):  # nobody is left to be told
            os.write(sys.stdout.fileno(), msgspec.json.encode(end) + b"\n")


def ended(shard: Path, should_stop: Callable[[], bool]) -> ShardResult:
    """Work on a shard; how that ended. A bug ends this process."""
    try:
        kind = ShardEnd.DONE if work_on(shard, should_stop) else ShardEnd.STOPPED
    except UsageError as error:
        return ShardResult(shard=shard.name, kind=ShardEnd.UNFIT, text=str(error))
    except ArchiveLocked as error:
        return ShardResult(shard=shard.name, kind=ShardEnd.LOCKED, text=str(error))
    except ArchiveError as error:
        return ShardResult(shard=shard.name, kind=ShardEnd.NO_ARCHIVE, text=str(error))
    return ShardResult(shard=shard.name, kind=kind)


if __name__ == "__main__":
    main()

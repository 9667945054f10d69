"""The process that works on a shard: a run over its targets, with one worker of its own.

    python -m scraper.cluster.shard FOLDER

It goes on until the shard is done, its run says stop or says nothing more (pulse.py), or its
standard input ends, because whoever started it is gone. A shard that was begun elsewhere is
gone on with: what its journal holds is done.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import msgspec

from scraper.archive.lines import Lines
from scraper.archive.pulse import Listener
from scraper.archive.shards import JOURNAL, open_shard, read_orders
from scraper.cluster.ends import EndKind
from scraper.errors import ArchiveError, ArchiveLocked, UsageError
from scraper.pipeline.books import Books, Watcher
from scraper.pipeline.journal import Journal, JournalReader, done_in
from scraper.pipeline.orders import Orders, check_version, decode_orders
from scraper.pipeline.run import Run

_PATIENCE = 120.0  # seconds; a file server may keep the lock of a machine that is gone so long


def work_on(shard: Path, should_stop: Callable[[], bool], *, patience: float = _PATIENCE) -> bool:
    """Work on the shard in a folder; True when all of it is done, False when stopped before.

    Raises UsageError where this machine cannot, ArchiveLocked where another process works on
    it, ArchiveError.
    """
    orders = _orders(shard)
    listener = Listener(shard.parent.parent, orders.run)
    with (
        open_shard(shard, patience=patience) as archive,
        Lines(shard / JOURNAL) as lines,
    ):
        books = Books(archive=archive, task=orders.task)
        _go_on_with(shard, orders, books)
        journal = books.journal = Journal(lines)
        books.watcher = Watcher(
            on_notice=journal.notice, should_stop=lambda: should_stop() or listener.is_over()
        )
        return _run(books, orders, shard.name).go_on()


def _orders(shard: Path) -> Orders:
    if not shard.is_dir():
        raise UsageError(f"{shard}: no such folder on this machine")
    orders = decode_orders(read_orders(shard))
    check_version(orders)
    return orders


def _run(books: Books, orders: Orders, name: str) -> Run:
    """One worker: it is the shards that there are many of."""
    run = msgspec.structs.replace(orders.settings.run, workers=1)
    return Run(
        books=books,
        settings=msgspec.structs.replace(orders.settings, run=run),
        name=f"{name.rpartition('-')[2]}-",
        is_mine=lambda target: target.site in orders.sites,
    )


def _go_on_with(shard: Path, orders: Orders, books: Books) -> None:
    """Bring rows and queue to what the journal of an earlier attempt says."""
    queue = books.archive.queue
    queue.reopen()
    for lines in JournalReader(shard / JOURNAL).read():
        found = books.store(line.result for line in lines if line.result)
        queue.add(target for target in found if target.site in orders.sites)
        queue.close(done_in(lines))


class _Stop:
    """Whether whoever started this process is gone, or has sent SIGTERM."""

    def __init__(self) -> None:
        self._is_set = threading.Event()
        signal.signal(signal.SIGTERM, lambda _number, _frame: self._is_set.set())
        threading.Thread(target=self._wait_for_the_end, daemon=True).start()

    def _wait_for_the_end(self) -> None:
        while os.read(sys.stdin.fileno(), 4096):  # a buffered read would hold a lock at the end
            pass
        self._is_set.set()

    def __call__(self) -> bool:
        return self._is_set.is_set()


def main() -> EndKind:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the run decides
    shard = Path(sys.argv[1])
    try:
        return EndKind.DONE if work_on(shard, _Stop()) else EndKind.STOPPED
    except UsageError as error:
        return _said(error, EndKind.UNFIT)
    except ArchiveLocked as error:
        return _said(error, EndKind.LOCKED)
    except ArchiveError as error:
        return _said(error, EndKind.NO_ARCHIVE)


def _said(error: Exception, kind: EndKind) -> EndKind:
    sys.stderr.write(f"{error}\n")
    return kind


if __name__ == "__main__":
    sys.exit(main())

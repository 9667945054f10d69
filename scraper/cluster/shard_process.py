"""The process that works on shards: each is a run over its targets with one worker process.

    python -m scraper.cluster.shard_process    paths of shards on stdin, results on stdout

It works until the shard is done, its run stops or is presumed dead (shards/heartbeat.py), or
standard input ends, because the launcher has ended. A shard that was begun by another process is
resumed: what its journal holds is done. One process works on shard after shard, because two of
the three seconds of CPU that the first takes to begin are for its fork server's imports.
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
from scraper.shards.journal import Journal, JournalReader, finished_keys
from scraper.shards.shard_folder import JOURNAL, open_shard, read_spec
from scraper.shards.spec import ShardSpec, check_version, decode_spec
from scraper.workers.dispatcher import Dispatcher

# Seconds: a file server keeps the lock of a machine that has failed until its lease ends, 90 s
# by default with NFS 4.
_LOCK_TIMEOUT = 120.0


def work_on(
    shard: Path, should_stop: Callable[[], bool], *, lock_timeout: float = _LOCK_TIMEOUT
) -> bool:
    """Work on the shard in a folder; True when all of it is done, False when stopped before.

    Raises UsageError where this machine cannot, ArchiveLocked where another process works on
    it after `lock_timeout` seconds, ArchiveError.
    """
    spec = _spec(shard)
    heartbeat = HeartbeatMonitor(shard.parent.parent, spec.run)
    with (
        open_shard(shard, lock_timeout=lock_timeout) as archive,
        AppendLog(shard / JOURNAL) as lines,
    ):
        recorder = ResultRecorder(archive=archive, kind=spec.kind)
        _replay_journal(shard, spec, recorder)
        journal = recorder.journal = Journal(lines)
        recorder.callbacks = RunCallbacks(
            on_notice=journal.write_notice,
            should_stop=lambda: should_stop() or heartbeat.is_over(),
        )
        return _dispatcher(recorder, spec, shard.name).resume()


def _spec(shard: Path) -> ShardSpec:
    if not shard.is_dir():
        raise UsageError(f"{shard}: no such folder on this machine")
    spec = decode_spec(read_spec(shard))
    check_version(spec)
    return spec


def _dispatcher(recorder: ResultRecorder, spec: ShardSpec, name: str) -> Dispatcher:
    """One worker for a shard: the machine works on several shards at once."""
    run = msgspec.structs.replace(spec.settings.run, workers=1)
    return Dispatcher(
        recorder=recorder,
        settings=msgspec.structs.replace(spec.settings, run=run),
        name=f"{name.rpartition('-')[2]}-",
        is_own=lambda target: target.site in spec.sites,
    )


def _replay_journal(shard: Path, spec: ShardSpec, recorder: ResultRecorder) -> None:
    """Update rows and queue from the journal of an earlier attempt."""
    queue = recorder.archive.queue
    queue.requeue_all()
    for lines in JournalReader(shard / JOURNAL).read():
        found = recorder.store(line.result for line in lines if line.result)
        queue.add(target for target in found if target.site in spec.sites)
        queue.mark_done(finished_keys(lines))


class _Launcher:
    """The launcher of this process: it names shards on stdin, and when it ends, so does this."""

    def __init__(self) -> None:
        self.shards: Queue[Path | None] = Queue()
        self._has_ended = threading.Event()
        signal.signal(signal.SIGTERM, self._end)
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        # unbuffered: a buffered reader would be locked when the interpreter ends
        for line in iter(FileIO(sys.stdin.fileno(), closefd=False).readline, b""):
            self.shards.put(Path(os.fsdecode(line.rstrip(b"\n"))))
        self._end()

    def _end(self, *_: object) -> None:
        self._has_ended.set()
        self.shards.put(None)

    def has_ended(self) -> bool:
        return self._has_ended.is_set()


def main() -> None:
    """Work on shards, one after the other; the result of each is a line of JSON."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the run decides, not Ctrl-C
    launcher = _Launcher()
    while not launcher.has_ended() and (shard := launcher.shards.get()) is not None:
        result = result_of(shard, launcher.has_ended)
        with suppress(BrokenPipeError):  # the launcher has ended
            os.write(sys.stdout.fileno(), msgspec.json.encode(result) + b"\n")


def result_of(shard: Path, should_stop: Callable[[], bool]) -> ShardResult:
    """Work on a shard; how that ended. A bug ends this process."""
    try:
        kind = ShardEnd.DONE if work_on(shard, should_stop) else ShardEnd.STOPPED
    except UsageError as error:
        return ShardResult(shard=shard.name, kind=ShardEnd.UNFIT, text=str(error))
    except ArchiveLocked as error:
        return ShardResult(shard=shard.name, kind=ShardEnd.LOCKED, text=str(error))
    except ArchiveError as error:
        return ShardResult(shard=shard.name, kind=ShardEnd.ARCHIVE_ERROR, text=str(error))
    return ShardResult(shard=shard.name, kind=kind)


if __name__ == "__main__":
    main()

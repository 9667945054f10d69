"""What a run tells its shards: keep going, or stop. A file, because all machines see files.

A run that was killed writes no more. So a shard stops when the file has not changed for a while,
or when it is another run's: no two runs ever request pages of one site.
"""

from __future__ import annotations

import math
import threading
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from scraper.archive.atomic_files import archive_errors
from scraper.archive.layout import SHARDS

INTERVAL = 5.0  # seconds between two heartbeats of a run
# Seconds without one after which a run is presumed dead: twelve heartbeats, so that a file server
# that is busy or restarted does not stop a run.
TIMEOUT = 60.0
_CHECK_INTERVAL = 0.5  # seconds between two reads by a shard
_FILE = "pulse"
_STOP = "stop"


class Heartbeat:
    """The run's end: a context manager, inside of which a thread writes heartbeats.

    `run` is a name that no other run has.
    """

    def __init__(self, folder: Path, run: str) -> None:
        self._path = folder / SHARDS / _FILE
        self._run = run
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._beat, daemon=True)

    def __enter__(self) -> Self:
        with archive_errors(self._path):
            self._path.parent.mkdir(exist_ok=True)
            self._write("0")
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """Tell all shards, for good, to hand in what they have. Raises ArchiveError."""
        self._is_over.set()
        if self._thread.is_alive():
            self._thread.join()
        with archive_errors(self._path):
            self._path.parent.mkdir(exist_ok=True)
            self._write(_STOP)

    def _beat(self) -> None:
        beats = 0
        while not self._is_over.wait(INTERVAL):
            beats += 1
            with suppress(OSError):  # a file server that does not answer may come back
                self._write(str(beats))

    def _write(self, message: str) -> None:
        self._path.write_text(f"{self._run} {message}\n", "utf-8")


class HeartbeatMonitor:
    """A shard's end. Times are the shard's own: clocks of two machines are never compared."""

    def __init__(self, folder: Path, run: str) -> None:
        self._path = folder / SHARDS / _FILE
        self._run = run
        self._last = ""
        self._last_change = time.monotonic()
        self._last_check = -math.inf

    def is_over(self) -> bool:
        """Whether to stop. Cheap: the file is read at most twice a second."""
        now = time.monotonic()
        if now - self._last_check >= _CHECK_INTERVAL:
            self._last_check = now
            line = self._read()
            if line and line != self._last:
                self._last, self._last_change = line, now
        run, _, message = self._last.partition(" ")
        is_other_run = bool(run) and run != self._run
        return now - self._last_change > TIMEOUT or is_other_run or message == _STOP

    def _read(self) -> str:
        """The line; empty while it is being written, or where the file server does not answer."""
        try:
            line = self._path.read_text("utf-8")
        except OSError:
            return ""
        return line.strip() if line.endswith("\n") else ""

"""What a run says to its shards: go on, or stop. A file, because all machines see files.

A run that was killed says nothing more. So a shard that hears nothing new for a while stops,
and so does one that hears another run: no two runs ever ask one site.
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

BEAT = 5.0  # seconds between two beats of a run
SILENCE = 60.0  # seconds without one after which a run is taken for dead
_LOOK = 0.5  # seconds between two looks of a shard
_PULSE = "pulse"
_STOP = "stop"


class Heartbeat:
    """The run's end: a context manager, inside of which it beats by itself.

    `run` is a name that no other run has.
    """

    def __init__(self, folder: Path, run: str) -> None:
        self._path = folder / SHARDS / _PULSE
        self._run = run
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._beat, daemon=True)

    def __enter__(self) -> Self:
        with archive_errors(self._path):
            self._path.parent.mkdir(exist_ok=True)
            self._say("0")
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
        """Say, once for all, that shards should hand in what they have. Raises ArchiveError."""
        self._is_over.set()
        if self._thread.is_alive():
            self._thread.join()
        with archive_errors(self._path):
            self._path.parent.mkdir(exist_ok=True)
            self._say(_STOP)

    def _beat(self) -> None:
        beats = 0
        while not self._is_over.wait(BEAT):
            beats += 1
            with suppress(OSError):  # a server that is away may come back
                self._say(str(beats))

    def _say(self, word: str) -> None:
        self._path.write_text(f"{self._run} {word}\n", "utf-8")


class HeartbeatMonitor:
    """A shard's end. Times are the shard's own: clocks of two machines are never compared."""

    def __init__(self, folder: Path, run: str) -> None:
        self._path = folder / SHARDS / _PULSE
        self._run = run
        self._last = ""
        self._heard = time.monotonic()
        self._looked = -math.inf

    def is_over(self) -> bool:
        """Whether to stop; call it as often as you like."""
        now = time.monotonic()
        if now - self._looked >= _LOOK:
            self._looked = now
            said = self._read()
            if said and said != self._last:
                self._last, self._heard = said, now
        run, _, word = self._last.partition(" ")
        return now - self._heard > SILENCE or bool(run and run != self._run) or word == _STOP

    def _read(self) -> str:
        """What is said; nothing while it is being written, or the server is away."""
        try:
            said = self._path.read_text("utf-8")
        except OSError:
            return ""
        return said.strip() if said.endswith("\n") else ""

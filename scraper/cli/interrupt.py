"""When a run should stop: a deadline has passed, or a signal has arrived."""

from __future__ import annotations

import signal
import sys
import time
from types import FrameType

from scraper.cli.exit_codes import ExitCode


class StopSignal:
    """Whether to stop: a deadline has passed, or SIGINT or SIGTERM has arrived.

    A signal before the first call ends the command at once: the list is still being read, which
    may wait for ever for its next line, and no work has begun. A second signal exits at once too.
    """

    def __init__(self, seconds: float | None) -> None:
        """Start the clock and install the signal handlers; `seconds` is None for no deadline."""
        self._deadline = time.monotonic() + seconds if seconds is not None else None
        self._is_signalled = self._is_polled = False
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._handle)

    def _handle(self, _number: int, _frame: FrameType | None) -> None:
        if self._is_signalled:
            sys.exit(ExitCode.STOPPED)
        if not self._is_polled:
            raise KeyboardInterrupt
        self._is_signalled = True

    def __call__(self) -> bool:
        self._is_polled = True
        return self._is_signalled or (
            self._deadline is not None and time.monotonic() > self._deadline
        )

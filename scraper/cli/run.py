"""`scraper run`: a run, its progress for whoever watches, its summary at the end."""

from __future__ import annotations

import json
import logging
import math
import re
import signal
import sys
import time
from pathlib import Path
from types import FrameType
from typing import Any

from scraper.cli.options import engine_of, settings_of
from scraper.cli.progress import Screen, screen_for
from scraper.cli.terminal import one_line, write_stderr, write_stdout
from scraper.errors import UsageError
from scraper.models import BadLine
from scraper.outcomes import Outcome
from scraper.pipeline.recorder import RunCallbacks
from scraper.report import (
    Tally,
    bad_line,
    has_failed,
    is_saved,
    outcome_line,
    summary,
    summary_lines,
)
from scraper.runs.session import run_archive

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


def run_command(
    *,
    urls: tuple[str, ...],
    archive: Path,
    as_json: bool,
    quiet: bool,
    verbose: bool,
    deadline: str | None,
    refresh: str | None,
    **flags: Any,
) -> int:
    """The exit code of a run over `urls`. Raises UsageError, ArchiveError."""
    settings = settings_of(**flags, refresh_days=_days(refresh) if refresh else None)
    tally = Tally()
    start = time.monotonic()
    stop = StopSignal(parse_duration(deadline) if deadline else None)
    # Tracebacks of pages are in the run's log; on the terminal they would bury the rest.
    logging.getLogger("scraper").addHandler(logging.NullHandler())
    logging.getLogger("scraper").propagate = verbose
    with (
        engine_of(settings, **flags) as works,
        screen_for(quiet=quiet or as_json, verbose=verbose) as screen,
    ):
        report = _Reporter(tally, screen, quiet=quiet, verbose=verbose)
        tally.completed = run_archive(
            urls,
            archive,
            settings,
            watcher=RunCallbacks(
                on_outcome=report.outcome,
                on_notice=screen.notice,
                on_health=tally.health.append,
                on_tick=screen.tick,
                should_stop=stop,
            ),
            on_bad_line=report.bad_line,
            engine=works,
        )
    seconds = time.monotonic() - start
    if as_json:
        write_stdout(json.dumps(summary(tally, str(archive), seconds)))
    elif not quiet or tally.exit_code:
        for line in summary_lines(tally, str(archive), seconds):
            write_stderr(one_line(line))
    else:
        for line in tally.health:  # nothing has failed, but something may soon
            write_stderr(one_line(line))
    return tally.exit_code


class _Reporter:
    """Counts outcomes, and shows those that somebody should see."""

    def __init__(self, tally: Tally, screen: Screen, *, quiet: bool, verbose: bool) -> None:
        self._tally = tally
        self._screen = screen
        self._quiet = quiet
        self._all = verbose or (not quiet and not screen.is_live)

    def outcome(self, outcome: Outcome) -> None:
        self._tally.add(outcome)
        is_news = not is_saved(outcome) if not self._quiet else has_failed(outcome)
        if self._all or is_news:
            self._screen.line(outcome_line(outcome))

    def bad_line(self, line: BadLine) -> None:
        self._tally.add_bad_line(line)
        self._screen.line(bad_line(line))


class StopSignal:
    """Whether it is time to stop: a deadline passed, or a signal came (SIGINT, SIGTERM).

    A signal before anybody asks ends the command at once: the list is being read, which may
    wait for ever for its next line, and nothing has been begun.
    """

    def __init__(self, seconds: float | None) -> None:
        self._until = time.monotonic() + seconds if seconds is not None else None
        self._signalled = self._is_asked = False
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._note)

    def _note(self, _number: int, _frame: FrameType | None) -> None:
        if self._signalled:  # the second time is meant
            sys.exit(5)
        if not self._is_asked:
            raise KeyboardInterrupt
        self._signalled = True

    def __call__(self) -> bool:
        self._is_asked = True
        return self._signalled or (self._until is not None and time.monotonic() > self._until)


def _days(age: str) -> float:
    """Days in "30d" or "12h"; infinity for "all". Raises UsageError."""
    return math.inf if age == "all" else parse_duration(age, "--refresh") / _UNITS["d"]


def parse_duration(text: str, option: str = "--deadline") -> float:
    """Seconds in "90s", "20m", "2h", "1d" or a bare number of seconds. Raises UsageError."""
    match = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([smhd]?)", text.strip())
    if match is None:
        raise UsageError(f"{option}: expected a time such as 90s, 20m or 2h, got {text!r}")
    return float(match.group(1)) * _UNITS[match.group(2) or "s"]

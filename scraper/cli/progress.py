"""What is shown while a run goes on: a live line on a terminal, plain lines otherwise."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from scraper.cli.terminal import one_line, write_stderr


class Screen(Protocol):
    """Where progress is shown. `is_live` where a line is updated in place."""

    is_live: bool

    def line(self, text: str) -> None:
        """A permanent line."""

    def notice(self, text: str) -> None:
        """A message for whoever waits."""

    def tick(self, done: int, total: int, text: str) -> None:
        """Progress: how many of the targets are done, and that as text; `total` 0: unknown."""


@contextmanager
def screen_for(*, quiet: bool, verbose: bool) -> Iterator[Screen]:
    """The screen that fits where stderr goes."""
    if quiet:
        yield SilentDisplay()
    elif sys.stderr.isatty() and not verbose:
        with live_screen() as screen:
            yield screen
    else:
        yield PlainLines()


class SilentDisplay:
    """For cron: only what went wrong."""

    is_live = False

    def line(self, text: str) -> None:
        write_stderr(one_line(text))

    def notice(self, text: str) -> None:
        pass

    def tick(self, done: int, total: int, text: str) -> None:
        pass


class PlainLines(SilentDisplay):
    """For a log: a line for every event."""

    def notice(self, text: str) -> None:
        write_stderr(one_line(text))


class LiveDisplay:
    """A bar with counts; lines scroll above it."""

    is_live = True

    def __init__(self, progress: Any) -> None:
        self._progress = progress
        self._task = progress.add_task("", total=None, text="", note="")

    def line(self, text: str) -> None:
        self._progress.console.print(one_line(text), markup=False, highlight=False, soft_wrap=True)

    def notice(self, text: str) -> None:
        self._progress.update(self._task, note=one_line(text))

    def tick(self, done: int, total: int, text: str) -> None:
        self._progress.update(self._task, completed=done, total=total or None, text=text)


@contextmanager
def live_screen() -> Iterator[LiveDisplay]:
    """A rich progress line on stderr; it is removed when the run ends."""
    from rich.console import Console  # noqa: PLC0415 - 60 ms, and for terminals only
    from rich.progress import BarColumn, Progress, TextColumn  # noqa: PLC0415 - the same

    columns = (
        BarColumn(bar_width=20),
        TextColumn("{task.fields[text]}", markup=False),
        TextColumn("{task.fields[note]}", markup=False),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield LiveDisplay(progress)

"""What `run` and `import` print: outcomes as they come, the progress, a summary at the end."""

from __future__ import annotations

import time
from pathlib import Path

from scraper.cli import report
from scraper.cli.progress import Screen
from scraper.cli.terminal import one_line, write_json, write_stderr
from scraper.models import BadLine
from scraper.outcomes import Outcome


class OutcomePrinter:
    """Counts outcomes, and prints those that the user should see."""

    def __init__(self, screen: Screen, *, quiet: bool, verbose: bool) -> None:
        self.tally = report.Tally()
        self.screen = screen
        self._quiet = quiet
        self._all = verbose or (not quiet and not screen.is_live)
        self._pace = report.Pace(start=time.monotonic())

    def outcome(self, outcome: Outcome) -> None:
        self.tally.add(outcome)
        is_news = report.is_news(outcome)
        if self._all or is_news or not (self._quiet or report.is_saved(outcome)):
            self.screen.line(report.outcome_line(outcome))

    def bad_line(self, line: BadLine) -> None:
        self.tally.add_bad_line(line)
        self.screen.line(report.bad_line(line))

    def problem(self, text: str) -> None:
        """A file that cannot be read, or not to its end."""
        self.tally.failed += 1
        self.tally.news += 1
        self.screen.line(f"failed        {text}")

    def tick(self, done: int, total: int) -> None:
        self.tally.remaining = total - done
        left = self._pace.seconds_left(done, total, self.tally.not_due, time.monotonic())
        self.screen.tick(done, total, report.progress_text(self.tally, done, total, left))


def print_summary(
    tally: report.Tally, archive: Path, seconds: float, *, as_json: bool, quiet: bool
) -> None:
    """The end of a run: JSON on stdout, or lines on stderr."""
    if as_json:
        write_json(report.summary(tally, str(archive), seconds))
    elif not quiet or tally.news or tally.bad_lines or not tally.completed:
        for line in report.summary_lines(tally, str(archive), seconds):
            write_stderr(one_line(line))
    else:  # nothing new
        for line in tally.health:
            write_stderr(one_line(line))

"""Outcomes -> the summary of a run and its exit code. Pure; whoever calls prints.

A page that is no article (a wall, a section page) is left out for a reason, which is no
failure; a page that could not be fetched is one, and so is a line of a list that is no URL.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from scraper.cli.exit_codes import ExitCode
from scraper.models import BadLine
from scraper.outcomes import FAILURES, SAVED, Outcome, OutcomeName

_WRITTEN = frozenset({OutcomeName.NEW, OutcomeName.UPDATED})


@dataclass(kw_only=True)
class Tally:
    """The counts of a run.

    `put_off` counts URLs whose sites asked to wait (Retry-After), `not_due` those that were not
    requested, `failing` those that failed in this run or, not due now, the last time,
    `still_failing` those that failed in it as they did before, `news` the failures that began
    or ended, `remaining` those that a run which was stopped has left; `health` are lines about
    sites that did worse than before. Memory does not grow with the number of outcomes.
    """

    counts: Counter[OutcomeName] = field(default_factory=Counter)
    bad_lines: int = 0
    words: int = 0
    put_off: int = 0
    failed: int = 0
    still_failing: int = 0
    news: int = 0
    not_due: int = 0
    remaining: int = 0
    health: list[str] = field(default_factory=list)
    completed: bool = True

    def add(self, outcome: Outcome) -> None:
        self.counts[outcome.name] += 1
        if is_written(outcome):
            self.words += outcome.words
        if outcome.retry_at is not None:
            self.put_off += 1
        self.failed += has_failed(outcome)
        self.still_failing += has_failed(outcome) and outcome.is_repeat
        self.news += is_news(outcome)
        self.not_due += not outcome.is_requested

    def add_bad_line(self, _line: BadLine) -> None:
        self.bad_lines += 1

    @property
    def total(self) -> int:
        return self.counts.total()

    @property
    def new(self) -> int:
        return self.counts[OutcomeName.NEW]

    @property
    def written(self) -> int:
        return sum(self.counts[name] for name in _WRITTEN)

    @property
    def saved(self) -> int:
        return sum(self.counts[name] for name in SAVED)

    @property
    def failing(self) -> int:
        return sum(self.counts[name] for name in FAILURES)

    @property
    def exit_code(self) -> ExitCode:
        if not self.completed:
            return ExitCode.STOPPED
        return ExitCode.SOME_FAILED if self.failed or self.bad_lines else ExitCode.SUCCESS


def has_failed(outcome: Outcome) -> bool:
    """Whether something went wrong in this run; a URL that was not requested failed earlier."""
    return outcome.name in FAILURES and outcome.is_requested


def has_recovered(outcome: Outcome) -> bool:
    """Whether a URL that failed the last time does not any more."""
    return outcome.name not in FAILURES and outcome.failures > 0


def is_news(outcome: Outcome) -> bool:
    """Whether a failure begins, ends or becomes another: each is reported once."""
    return (has_failed(outcome) and not outcome.is_repeat) or has_recovered(outcome)


def is_saved(outcome: Outcome) -> bool:
    return outcome.name in SAVED


def is_written(outcome: Outcome) -> bool:
    return outcome.name in _WRITTEN


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast a run goes on. Times are seconds of one monotonic clock."""

    start: float

    def seconds_left(self, done: int, total: int, not_due: int, now: float) -> float | None:
        """Seconds for the rest, at the pace of what was requested so far; None where unknown."""
        requested = done - not_due  # what is not due takes no time
        if requested <= 0 or total <= done:
            return None
        return (now - self.start) / requested * (total - done)


def progress_text(tally: Tally, done: int, total: int, left: float | None) -> str:
    """`16/55 · saved 12 · failed 1 · 9 s left`; counts of nothing are left out."""
    left_out = tally.total - tally.saved - tally.failed - tally.counts[OutcomeName.FEED]
    counts = (("saved", tally.saved), ("left out", left_out), ("failed", tally.failed))
    parts = [f"{done}/{total}", *(f"{name} {count}" for name, count in counts if count > 0)]
    return " · ".join([*parts, f"{_duration(left)} left"] if left is not None else parts)


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes / 60:.1f} h"


def private_hint(name: OutcomeName, reason: str) -> str:
    """What allows a private address, after the reason for which it is blocked."""
    is_address = name is OutcomeName.BLOCKED and reason.endswith((" address", " this machine"))
    return " (--allow-private permits it)" if is_address else ""


def outcome_line(outcome: Outcome) -> str:
    """One line for a person: name, URL, and what to know about it."""
    line = f"{outcome.name:<12}  {outcome.target.url}"
    where = _list_line(outcome) + _history(outcome)
    if outcome.reason:
        return f"{line}  {outcome.reason}{private_hint(outcome.name, outcome.reason)}{where}"
    if outcome.path and is_written(outcome):
        return f"{line}  {outcome.words} words, {outcome.path}{_history(outcome)}"
    return line + where


def _list_line(outcome: Outcome) -> str:
    target = outcome.target
    return f"  ({target.source}:{target.line})" if target.line and has_failed(outcome) else ""


def _history(outcome: Outcome) -> str:
    since = f"{outcome.failing_since:%Y-%m-%d %H:%M} UTC" if outcome.failing_since else "before"
    if has_recovered(outcome):
        runs = f"{outcome.failures} run{'s' * (outcome.failures != 1)}"
        return f"  (failed in {runs} since {since})"
    return f"  (failing since {since})" if has_failed(outcome) and outcome.is_repeat else ""


def bad_line(line: BadLine) -> str:
    """A message for a line of a list that is no URL."""
    return f"{line.source}:{line.line}: {line.reason}: {line.text}"


def summary_lines(tally: Tally, archive: str, seconds: float) -> Iterator[str]:
    """The end of a run, as lines for a person."""
    pages = f"{tally.total} URL{'' if tally.total == 1 else 's'}"
    yield f"{pages} in {seconds:.1f} s: {_counted(tally)}"
    if tally.bad_lines:
        yield f"{tally.bad_lines} line{'s' * (tally.bad_lines != 1)} of the list named no URL"
    if tally.not_due:
        yield f"{tally.not_due} of them not due, and not asked"
    if tally.still_failing:
        yield f"{tally.still_failing} failed as before (scraper list --failed)"
    if tally.put_off:
        yield f"{tally.put_off} put off: their sites asked for patience; run again later"
    yield from tally.health
    if not tally.completed:
        rest = f"{tally.remaining} of {tally.total + tally.remaining} URLs remain"
        yield f"stopped before the end; run again to go on where it stopped: {rest}"
    yield f"archive: {archive}"


def _counted(tally: Tally) -> str:
    named = [f"{tally.counts[name]} {name}" for name in OutcomeName if tally.counts[name]]
    return ", ".join(named) or ("nothing to do" if tally.completed else "nothing done yet")


def summary(tally: Tally, archive: str, seconds: float) -> dict[str, Any]:
    """The end of a run, as one JSON object for programs."""
    return {
        "archive": archive,
        "completed": tally.completed,
        "exit_code": tally.exit_code.value,
        "urls": tally.total,
        "saved": tally.saved,
        "failed": tally.failed,
        "failing": tally.failing,
        "still_failing": tally.still_failing,
        "bad_lines": tally.bad_lines,
        "put_off": tally.put_off,
        "not_due": tally.not_due,
        "remaining": 0 if tally.completed else tally.remaining,
        "words": tally.words,
        "health": tally.health,
        "seconds": round(seconds, 3),
        "outcomes": {name.value: tally.counts[name] for name in OutcomeName if tally.counts[name]},
    }

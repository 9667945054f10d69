"""runs/<time>.jsonl: a line for each URL that a run requested, appended when it is done.

A run that requested nothing has no log. Old logs are removed, as years of cron would fill the
disk with them.
"""

from __future__ import annotations

import json
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TextIO

from scraper.archive.atomic_files import archive_errors
from scraper.archive.layout import RUNS
from scraper.outcomes import Outcome

_STAMP = "%Y%m%dT%H%M%S.%fZ"


class RunLog(AbstractContextManager["RunLog"]):
    """The log of one run. A context manager."""

    def __init__(self, folder: Path, started: datetime) -> None:
        self.path = folder / RUNS / f"{started.astimezone(UTC).strftime(_STAMP)}.jsonl"
        self._file: TextIO | None = None
        with archive_errors(self.path):
            self.path.parent.mkdir(exist_ok=True)

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            with archive_errors(self.path):
                self._file.close()

    def write(self, outcome: Outcome, *, traceback: str = "") -> None:
        """Append one line: whatever a title contains, JSON escapes its line ends."""
        line: dict[str, Any] = {
            "time": datetime.now(UTC).isoformat(timespec="seconds"),
            "url": outcome.target.url,
            "outcome": outcome.name.value,
            "reason": outcome.reason,
            "status": outcome.status,
            "final_url": outcome.final_url,
            "path": outcome.path,
            "title": outcome.title,
            "words": outcome.words,
            "retry_at": outcome.retry_at.isoformat() if outcome.retry_at else None,
            "source": outcome.target.source,
            "line": outcome.target.line,
            "traceback": traceback,
        }
        fields = {name: value for name, value in line.items() if value not in ("", None)}
        with archive_errors(self.path):
            if self._file is None:
                self._file = self.path.open("a", encoding="utf-8")
            self._file.write(json.dumps(fields) + "\n")
            self._file.flush()


def drop_old_logs(folder: Path, now: datetime, days: float) -> None:
    """Remove the logs of runs that began more than `days` ago; with 0, all are kept."""
    if not days:
        return
    oldest = (now.astimezone(UTC) - timedelta(days=days)).strftime(_STAMP)
    with archive_errors(folder / RUNS):
        for path in (folder / RUNS).glob("[0-9]*T*Z.jsonl"):
            if path.stem < oldest:
                path.unlink(missing_ok=True)

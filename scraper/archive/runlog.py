"""runs/<time>.jsonl: one line for every URL that a run asked, appended as it ends.

A run that asked nothing leaves none. Logs go after their time, or years of cron would fill
the disk with them.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TextIO

from scraper.archive.atomic_files import archive_errors
from scraper.outcomes import Outcome

_STAMP = "%Y%m%dT%H%M%S.%fZ"


class RunLog:
    """The log of one run. A context manager."""

    def __init__(self, folder: Path, started: datetime) -> None:
        self.path = folder / "runs" / f"{started.astimezone(UTC).strftime(_STAMP)}.jsonl"
        self._file: TextIO | None = None
        with archive_errors(self.path):
            self.path.parent.mkdir(exist_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._file is not None:
            with archive_errors(self.path):
                self._file.close()

    def write(self, outcome: Outcome, *, traceback: str = "") -> None:
        """One line. JSON escapes hold whatever a page put into a title."""
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
        kept = {name: value for name, value in line.items() if value not in ("", None)}
        with archive_errors(self.path):
            if self._file is None:
                self._file = self.path.open("a", encoding="utf-8")
            self._file.write(json.dumps(kept) + "\n")
            self._file.flush()


def drop_old_logs(folder: Path, now: datetime, days: float) -> None:
    """Remove the logs of runs that began more than `days` ago; 0 keeps all."""
    if not days:
        return
    oldest = (now.astimezone(UTC) - timedelta(days=days)).strftime(_STAMP)
    with archive_errors(folder / "runs"):
        for path in (folder / "runs").glob("[0-9]*T*Z.jsonl"):
            if path.stem < oldest:
                path.unlink(missing_ok=True)

"""runs/<time>.jsonl: one line for every URL of a run, appended as it ends."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from scraper.archive.files import archive_errors
from scraper.outcomes import Outcome


class RunLog:
    """The log of one run. A context manager."""

    def __init__(self, folder: Path, started: datetime) -> None:
        stamp = started.astimezone(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
        self.path = folder / "runs" / f"{stamp}.jsonl"
        with archive_errors(self.path):
            self.path.parent.mkdir(exist_ok=True)
            self._file = self.path.open("a", encoding="utf-8")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
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
            self._file.write(json.dumps(kept) + "\n")
            self._file.flush()

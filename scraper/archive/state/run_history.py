"""The runs of an archive, as the state records them."""

from __future__ import annotations

import json
from datetime import datetime

from msgspec import Struct

from scraper.archive.state.state_store import State


class RunEntry(Struct, frozen=True, kw_only=True):
    """One run. `ended` is None where it goes on or was killed; `outcomes` counts targets by the
    name of their outcome.
    """

    number: int
    started: datetime
    ended: datetime | None
    is_complete: bool
    outcomes: dict[str, int]


def latest_runs(state: State, limit: int) -> list[RunEntry]:
    """The last runs, the latest first. Raises ArchiveError."""
    with state.database.errors():
        rows = state.database.connection.execute(
            "SELECT id, started, ended, completed, outcomes FROM run ORDER BY id DESC LIMIT ?",
            (limit,),
        ).fetchall()
    return [
        RunEntry(
            number=number,
            started=datetime.fromisoformat(started),
            ended=datetime.fromisoformat(ended) if ended else None,
            is_complete=bool(completed),
            outcomes=json.loads(outcomes),
        )
        for number, started, ended, completed, outcomes in rows
    ]

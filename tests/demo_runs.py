"""The demonstration site and runs over it: real sockets, real processes, no mocks."""

import sqlite3
from dataclasses import dataclass, field
from pathlib import Path

from fixtures.server import DemoSite
from scraper.models import BadLine
from scraper.outcomes import Outcome
from scraper.pipeline.recorder import RunCallbacks
from scraper.runs.session import run_archive
from scraper.settings import Settings, settings_from


def settings_for(site: DemoSite, /, **tables: dict) -> Settings:
    fetch = {
        "allow_private": True,
        "rate": 0,
        "attempts": 1,
        "connect_to": site.connect_to,
        **tables.pop("fetch", {}),
    }
    run = {"workers": 1, **tables.pop("run", {})}
    return settings_from({"fetch": fetch, "run": run, **tables})


@dataclass
class Ran:
    """The result of a run."""

    completed: bool
    folder: Path
    outcomes: list[Outcome] = field(default_factory=list)
    bad_lines: list[BadLine] = field(default_factory=list)

    @property
    def names(self) -> dict[str, str]:
        return {o.target.url: o.name.value for o in self.outcomes}

    @property
    def files(self) -> list[str]:
        articles = self.folder / "articles"
        return sorted(str(path.relative_to(articles)) for path in articles.rglob("*.md"))

    def rows(self, query: str) -> list[tuple]:
        with sqlite3.connect(self.folder / "state.sqlite") as db:
            rows = db.execute(query).fetchall()
        db.close()
        return rows


def run(demo: DemoSite, folder: Path, /, *sources: str, **tables) -> Ran:
    ran = Ran(completed=False, folder=folder)
    should_stop = tables.pop("should_stop", lambda: False)
    ran.completed = run_archive(
        sources,
        folder,
        settings_for(demo, **tables),
        callbacks=RunCallbacks(on_outcome=ran.outcomes.append, should_stop=should_stop),
        on_bad_line=ran.bad_lines.append,
    )
    return ran

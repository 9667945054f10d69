"""Runs over shards. Most tests work on them in this process, one after the other (AtOnce);
test_dask_engine.py uses a real cluster.
"""

from dataclasses import dataclass, field
from pathlib import Path

from fixtures.server import DemoSite
from scraper.cluster.shard_dispatcher import cluster_dispatcher
from scraper.cluster.shard_process import work_on
from scraper.cluster.shard_result import ShardEnd, ShardResult
from scraper.pipeline.recorder import RunCallbacks
from scraper.runs.session import reprocess_archive, run_archive
from tests.demo_runs import Ran, settings_for


@dataclass
class AtOnce:
    """An engine that works on a shard as soon as it is submitted.

    `before` is called first with the folder of each shard, and may return another end of the work.
    """

    before: object = lambda _shard: None
    shards: list[str] = field(default_factory=list)
    _ends: list[ShardResult] = field(default_factory=list)

    def check(self, folder: Path) -> None:
        pass

    def slots(self) -> int:
        return 2

    def submit(self, shard: Path) -> None:
        self.shards.append(shard.name)
        kind = self.before(shard)
        if kind is None:
            kind = (
                ShardEnd.DONE if work_on(shard, lambda: False, lock_timeout=0) else ShardEnd.STOPPED
            )
        self._ends.append(ShardResult(shard=shard.name, kind=kind, text="it said so", where="here"))

    def ended(self, seconds: float) -> list[ShardResult]:
        ends, self._ends = self._ends, []
        return ends

    def cancel(self) -> None:
        pass


def run(site: DemoSite, folder: Path, *sources: str, engine=None, **tables) -> Ran:
    """A run over shards that are as small as they can be."""
    ran = Ran(completed=False, folder=folder)
    should_stop = tables.pop("should_stop", lambda: False)
    notices = tables.pop("notices", [])
    tables["run"] = {"shard_pages": 1, **tables.get("run", {})}
    ran.completed = run_archive(
        sources,
        folder,
        settings_for(site, **tables),
        callbacks=RunCallbacks(
            on_outcome=ran.outcomes.append, on_notice=notices.append, should_stop=should_stop
        ),
        on_bad_line=ran.bad_lines.append,
        dispatcher=cluster_dispatcher(engine or AtOnce()),
    )
    return ran


def again(site: DemoSite, folder: Path, /, *, engine=None, is_preview=False, **tables) -> Ran:
    """A reprocessing over shards."""
    ran = Ran(completed=False, folder=folder)
    ran.completed = reprocess_archive(
        folder,
        settings_for(site, **{**tables, "run": {"shard_pages": 1}}),
        callbacks=RunCallbacks(on_outcome=ran.outcomes.append),
        is_preview=is_preview,
        dispatcher=cluster_dispatcher(engine or AtOnce()),
    )
    return ran

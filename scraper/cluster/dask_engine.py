"""Dask as the engine: its scheduler hands shards to workers on many machines.

The only module that knows Dask. A future is one shard. When a worker is gone, the scheduler
gives its shard to another by itself; after the fourth it gives the shard up.
"""

from __future__ import annotations

import logging
import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import CancelledError
from contextlib import ExitStack, contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Any

from distributed import Client, Future, KilledWorker, LocalCluster, get_worker, wait

from scraper.archive.program_version import program_version
from scraper.cluster.cluster_run import on_many_machines
from scraper.cluster.shard_launcher import run_shard
from scraper.cluster.shard_result import EngineGone, ShardEnd, ShardResult
from scraper.errors import UsageError
from scraper.runs.session import Runner
from scraper.settings import Settings

_CONNECT = 30  # seconds
_UNFIT_PAUSE = 5.0  # seconds that a machine which cannot help keeps a shard from those that can
_LOST = (OSError, TimeoutError, RuntimeError, ValueError)  # what a client without a scheduler says


class DaskEngine:
    """The workers that a client's scheduler has."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._futures: dict[str, Future[Any]] = {}
        self._numbers = count(1)

    def check(self, folder: Path) -> None:
        """Raises UsageError, naming each worker that has another version or no such folder."""
        said = self._asked(
            self._client.run, _unfit, str(folder), program_version(), on_error="return"
        )
        unfit = [f"{where}: {text}" for where, text in said.items() if text]
        if unfit:
            raise UsageError("a worker cannot help. " + "; ".join(unfit))

    def slots(self) -> int:
        return sum(self._asked(self._client.nthreads).values())

    def submit(self, shard: Path) -> None:
        key = f"{shard.name}-{next(self._numbers)}"  # a shard may be handed out again
        self._futures[shard.name] = self._asked(
            self._client.submit, _work, str(shard), key=key, pure=False
        )

    def ended(self, seconds: float) -> list[ShardResult]:
        if not self._futures:
            time.sleep(seconds)
            return []
        futures = list(self._futures.values())
        with suppress(TimeoutError, CancelledError):
            wait(futures, timeout=seconds, return_when="FIRST_COMPLETED")
        ended = [name for name, future in self._futures.items() if future.done()]
        return [self._end(name, self._futures.pop(name)) for name in ended]

    def cancel(self) -> None:
        with suppress(*_LOST):
            self._client.cancel(list(self._futures.values()))
        self._futures.clear()

    def _end(self, shard: str, future: Future[Any]) -> ShardResult:
        if future.status == "finished":
            end: ShardResult = self._asked(future.result)
            return end
        if future.status != "error":
            raise EngineGone("the Dask scheduler is gone; run again when there is one")
        error = self._asked(future.exception)
        kind = ShardEnd.FATAL if isinstance(error, KilledWorker) else ShardEnd.FAILED
        return ShardResult(shard=shard, kind=kind, text=f"{type(error).__name__}: {error}")

    def _asked(self, question: Any, *arguments: Any, **named: Any) -> Any:
        try:
            return question(*arguments, **named)
        except _LOST as error:
            raise EngineGone(f"the Dask scheduler does not answer: {error}") from error


def _work(shard: str) -> ShardResult:
    """What a Dask worker does with a shard."""
    end = run_shard(shard, get_worker().address)
    if end.kind is ShardEnd.UNFIT:
        time.sleep(_UNFIT_PAUSE)
    return end


def _unfit(folder: str, version: str) -> str:
    """Why a worker cannot help; nothing where it can."""
    if version != program_version():
        return f"has scraper {program_version()}, this is {version}"
    if not os.access(folder, os.W_OK | os.X_OK):
        return f"cannot write to {folder}; all machines need it under this name"
    return ""


@contextmanager
def dask_engine(scheduler: str | None, settings: Settings) -> Iterator[Runner]:
    """The engine of a scheduler, or of a small cluster on this machine that ends with it.

    Raises UsageError where no scheduler answers.
    """
    logging.getLogger("distributed").setLevel(logging.ERROR)
    with ExitStack() as stack:
        address = scheduler or stack.enter_context(_here(settings))
        try:
            client = Client(address, timeout=_CONNECT)
        except (OSError, ValueError) as error:
            raise UsageError(f"no Dask scheduler answers at {scheduler}: {error}") from error
        yield on_many_machines(DaskEngine(stack.enter_context(client)))


def _here(settings: Settings) -> LocalCluster:
    """A cluster on this machine. A terminal's Ctrl-C is for the run, which tells its shards."""
    handler = signal.signal(signal.SIGINT, signal.SIG_IGN)  # which its processes inherit
    try:
        return LocalCluster(
            n_workers=settings.run.workers or os.cpu_count() or 1,
            threads_per_worker=1,
            dashboard_address=None,
            silence_logs=logging.ERROR,
        )
    finally:
        signal.signal(signal.SIGINT, handler)

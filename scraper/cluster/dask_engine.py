"""Dask as the engine: its scheduler assigns shards to workers on many machines.

The only module that knows Dask. A future is one shard. When a worker fails, the scheduler
assigns its shard to another by itself; after the fourth worker it gives up (allowed-failures).
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
from scraper.cluster.shard_dispatcher import cluster_dispatcher
from scraper.cluster.shard_launcher import run_shard
from scraper.cluster.shard_result import EngineUnavailable, ShardEnd, ShardResult
from scraper.errors import UsageError
from scraper.runs.session import DispatcherFactory
from scraper.settings import Settings

_CONNECT_TIMEOUT = 30  # seconds
# Seconds that an unfit machine waits before it returns a shard, lest it get the same one at once.
_UNFIT_PAUSE = 5.0
_CONNECTION_LOST = (OSError, TimeoutError, RuntimeError, ValueError)  # of a client of no scheduler


class DaskEngine:
    """The workers of a client's scheduler."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._futures: dict[str, Future[Any]] = {}
        self._numbers = count(1)

    def check(self, folder: Path) -> None:
        """Raises UsageError, naming each worker that has another version or no such folder."""
        answers = self._call(
            self._client.run, _unfit, str(folder), program_version(), on_error="return"
        )
        unfit = [f"{where}: {text}" for where, text in answers.items() if text]
        if unfit:
            raise UsageError("a worker cannot help. " + "; ".join(unfit))

    def slots(self) -> int:
        return sum(self._call(self._client.nthreads).values())

    def submit(self, shard: Path) -> None:
        key = f"{shard.name}-{next(self._numbers)}"  # a shard may be submitted again
        self._futures[shard.name] = self._call(
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
        return [self._result(name, self._futures.pop(name)) for name in ended]

    def cancel(self) -> None:
        with suppress(*_CONNECTION_LOST):
            self._client.cancel(list(self._futures.values()))
        self._futures.clear()

    def _result(self, shard: str, future: Future[Any]) -> ShardResult:
        if future.status == "finished":
            result: ShardResult = self._call(future.result)
            return result
        if future.status != "error":
            raise EngineUnavailable("the Dask scheduler is gone; run again when there is one")
        error = self._call(future.exception)
        kind = ShardEnd.FATAL if isinstance(error, KilledWorker) else ShardEnd.FAILED
        return ShardResult(shard=shard, kind=kind, text=f"{type(error).__name__}: {error}")

    def _call(self, function: Any, *arguments: Any, **named: Any) -> Any:
        try:
            return function(*arguments, **named)
        except _CONNECTION_LOST as error:
            raise EngineUnavailable(f"the Dask scheduler does not answer: {error}") from error


def _work(shard: str) -> ShardResult:
    """What a Dask worker does with a shard."""
    result = run_shard(shard, get_worker().address)
    if result.kind is ShardEnd.UNFIT:
        time.sleep(_UNFIT_PAUSE)
    return result


def _unfit(folder: str, version: str) -> str:
    """Why a worker cannot work on shards; empty where it can."""
    if version != program_version():
        return f"has scraper {program_version()}, this is {version}"
    if not os.access(folder, os.W_OK | os.X_OK):
        return f"cannot write to {folder}; all machines need it under this name"
    return ""


@contextmanager
def dask_engine(scheduler: str | None, settings: Settings) -> Iterator[DispatcherFactory]:
    """The dispatcher for a scheduler, or for a small cluster on this machine that ends with it.

    Raises UsageError where no scheduler answers.
    """
    logging.getLogger("distributed").setLevel(logging.ERROR)
    with ExitStack() as stack:
        address = scheduler or stack.enter_context(_local_cluster(settings))
        try:
            client = Client(address, timeout=_CONNECT_TIMEOUT)
        except (OSError, ValueError) as error:
            raise UsageError(f"no Dask scheduler answers at {scheduler}: {error}") from error
        yield cluster_dispatcher(DaskEngine(stack.enter_context(client)))


def _local_cluster(settings: Settings) -> LocalCluster:
    """A cluster on this machine. Ctrl-C is for the run, which stops its shards."""
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

"""Starts the processes that work on shards, from within an engine's worker.

They are processes of their own, because an engine's workers may be daemons, which cannot have
children of multiprocessing, and because a hang or crash in them must not affect the engine.
"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import msgspec

from scraper.cluster.shard_result import ShardEnd, ShardResult

_idle: list[ShardProcess] = []  # that have finished a shard, with all imports done


def run_shard(folder: str, where: str = "") -> ShardResult:
    """Work on a shard to its end. May be called by several threads at once."""
    try:
        process = _idle.pop()
    except IndexError:
        process = ShardProcess()
    result = process.work_on(folder)
    if process.is_alive:
        _idle.append(process)
    return replace(result, where=where)


class ShardProcess:
    """A process that works on shards (shard_process.py). It ends when this one does."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "scraper.cluster.shard_process"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,  # Ctrl-C is for the run, which stops its shards
        )
        self.is_alive = True

    def work_on(self, folder: str) -> ShardResult:
        """Work on a shard until it or the process ends."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            self._process.stdin.write(os.fsencode(folder) + b"\n")
            self._process.stdin.flush()
            line = self._process.stdout.readline()
        except BrokenPipeError:
            line = b""
        return msgspec.json.decode(line, type=ShardResult) if line else self._ended(folder)

    def _ended(self, folder: str) -> ShardResult:
        """The process ended without a result; its traceback is in the log of the worker."""
        self.is_alive = False
        with self._process:
            code = self._process.wait()
        text = f"its process ended (exit code {code})"
        return ShardResult(shard=Path(folder).name, kind=ShardEnd.FAILED, text=text)

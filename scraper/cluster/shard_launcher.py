"""Starts the processes that work on shards, from within whatever an engine has on a machine.

Processes of their own, because an engine's workers are daemons, which may have no children of
multiprocessing, and because what hangs or crashes in them must not take the engine along.
"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import msgspec

from scraper.cluster.shard_result import ShardEnd, ShardResult

_idle: list[ShardProcess] = []  # that have ended a shard, and are warm for the next


def run_shard(folder: str, where: str = "") -> ShardResult:
    """Work on a shard until it ends. May be called by several threads at once."""
    try:
        process = _idle.pop()
    except IndexError:
        process = ShardProcess()
    end = process.work_on(folder)
    if process.is_alive:
        _idle.append(process)
    return replace(end, where=where)


class ShardProcess:
    """A process that works on shards (shard.py). It ends with this one."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "scraper.cluster.shard_process"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,  # a terminal's Ctrl-C is for the run, which tells its shards
        )
        self.is_alive = True

    def work_on(self, folder: str) -> ShardResult:
        """Work on a shard until it ends, or the process does."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            self._process.stdin.write(os.fsencode(folder) + b"\n")
            self._process.stdin.flush()
            said = self._process.stdout.readline()
        except BrokenPipeError:
            said = b""
        return msgspec.json.decode(said, type=ShardResult) if said else self._ended(folder)

    def _ended(self, folder: str) -> ShardResult:
        """What it had to say is in the log of whoever started it, whose stderr it has."""
        self.is_alive = False
        with self._process:
            code = self._process.wait()
        text = f"its process ended (exit code {code})"
        return ShardResult(shard=Path(folder).name, kind=ShardEnd.FAILED, text=text)

"""Starts the process of a shard, from within whatever process an engine has on a machine.

A process of its own, because an engine's workers are daemons, which may have no children of
multiprocessing, and because what hangs or crashes in it must not take the engine along.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from scraper.cluster.ends import End, EndKind

_MOST_TEXT = 2000


def run_shard(folder: str, where: str = "") -> End:
    """Work on a shard until it ends. Its standard input ends with this process."""
    process = subprocess.Popen(  # noqa: S603 - a program of our own, no shell
        [sys.executable, "-m", "scraper.cluster.shard", folder],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,  # a terminal's Ctrl-C is for the run, which tells its shards
    )
    assert process.stderr is not None
    with process:
        said = process.stderr.read()
    text = said.decode("utf-8", "replace").strip()[-_MOST_TEXT:]
    return End(shard=Path(folder).name, kind=_kind(process.returncode), text=text, where=where)


def _kind(code: int) -> EndKind:
    try:
        return EndKind(code)
    except ValueError:
        return EndKind.FAILED  # killed, or a bug

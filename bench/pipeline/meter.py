"""The cost of a command with all processes that it starts, whatever their parent is.

    python -m bench.pipeline.meter LOG COMMAND …      one line of JSON

The processor time that a shell reports leaves out processes whose parent did not wait for
them, which is how workers behind a fork server go missing. Here this process adopts the
orphans (PR_SET_CHILD_SUBREAPER, prctl(2)) and waits for all of them. Memory is PSS: pages
that several processes share count once. Linux only.
"""

from __future__ import annotations

import ctypes
import json
import os
import re
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

_PR_SET_CHILD_SUBREAPER = 36
_EVERY = 0.25  # seconds between two measurements of memory
_PSS = re.compile(r"^Pss:\s+(\d+)", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Metered:
    """Seconds of `wall` time until the command ends, and of `cpu` time until its last process does;
    MiB at the peak, and on average over the last quarter of the time; the command's exit code.
    """

    wall: float
    cpu: float
    peak: float
    late: float
    code: int


def meter(command: list[str], log: Path) -> Metered:
    """Run `command` with its output in `log`. Every process of this one's must be its own."""
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    memory: list[float] = []
    is_over = threading.Event()
    looking = threading.Thread(target=_look, args=(memory, is_over))
    start = time.perf_counter()
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
        looking.start()
        code = process.wait()
    wall = time.perf_counter() - start
    is_over.set()
    looking.join()
    _wait_for_all()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    late = memory[-max(1, len(memory) // 4) :] or [0.0]
    return Metered(
        wall=wall,
        cpu=used.ru_utime + used.ru_stime,
        peak=max(memory, default=0.0),
        late=sum(late) / len(late),
        code=code,
    )


def metered(command: list[str], log: Path) -> Metered:
    """Run and measure `command` below a process that has no other children."""
    apart = [sys.executable, "-m", "bench.pipeline.meter", str(log), *command]
    said = subprocess.run(apart, check=True, capture_output=True, text=True).stdout
    return Metered(**json.loads(said))


def _wait_for_all() -> None:
    while True:
        try:
            os.wait()
        except ChildProcessError:
            return


def _look(memory: list[float], is_over: threading.Event) -> None:
    while not is_over.wait(_EVERY):
        memory.append(sum(map(_pss, _below(os.getpid()))))


def _below(pid: int) -> Iterator[int]:
    """The descendants of a process."""
    for task in _entries(Path(f"/proc/{pid}/task")):
        try:
            children = (task / "children").read_text().split()
        except OSError:
            continue
        for child in map(int, children):
            yield child
            yield from _below(child)


def _entries(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:  # it has ended
        return []


def _pss(pid: int) -> float:
    try:
        found = _PSS.search(Path(f"/proc/{pid}/smaps_rollup").read_text())
    except OSError:
        return 0.0
    return int(found[1]) / 1024 if found else 0.0


if __name__ == "__main__":
    print(json.dumps(asdict(meter(sys.argv[2:], Path(sys.argv[1])))))

"""The process that memory.py measures: `python -m bench.archive.parent LIST ARCHIVE COUNT`."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from scraper.cli.report import Tally
from scraper.pipeline.recorder import RunCallbacks
from scraper.runs.session import run_archive
from scraper.settings import Settings


def main(listed: str, archive: str, count: str) -> None:
    """Run over the URLs of a list, none of which is due, and print the peak memory in KiB."""
    tally = Tally()
    callbacks = RunCallbacks(on_outcome=tally.add)
    run_archive(
        [listed], Path(archive), Settings(), callbacks=callbacks, on_bad_line=tally.add_bad_line
    )
    assert tally.total == tally.not_due == int(count), tally
    # not ru_maxrss, which begins with the memory of the process that started this one
    status = Path("/proc/self/status").read_text("ascii")
    print(re.findall(r"VmHWM:\s+(\d+)", status)[0])


if __name__ == "__main__":
    main(*sys.argv[1:])

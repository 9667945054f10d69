"""The parent of a run over 1,000 URLs beside that of one over 100,000: its memory at its most.

No page is asked: every URL is known to be dead and not due, so that the parent does for each
all that it does (read the line, queue it, hand it out, tell), and nothing else is measured.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from datetime import timedelta
from pathlib import Path

from scraper.archive.archive_folder import open_archive
from scraper.archive.articles.paths import article_id
from scraper.archive.state.record import Record
from scraper.outcomes import OutcomeName
from scraper.pipeline.clock import utcnow
from scraper.urls import url_key

COUNTS = (1_000, 10_000, 100_000)
_CHILD = r"""
import re, sys
from pathlib import Path
from scraper.pipeline.recorder import RunCallbacks
from scraper.runs.session import run_archive
from scraper.cli.report import Tally
from scraper.settings import Settings
tally = Tally()
callbacks = RunCallbacks(on_outcome=tally.add)
run_archive([sys.argv[1]], Path(sys.argv[2]), Settings(), callbacks=callbacks,
            on_bad_line=tally.add_bad_line)
assert tally.total == tally.not_due == int(sys.argv[3]), tally
# not ru_maxrss: that begins with the memory of the process that started this one
print(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1])
"""


def main() -> None:
    print("| URLs | the parent's memory at its most, MiB |\n|---:|---:|")
    for count in COUNTS:
        print(f"| {count:,} | {measured(count):.1f} |", flush=True)


def measured(count: int) -> float:
    """MiB."""
    with tempfile.TemporaryDirectory() as name:
        folder, listed = Path(name) / "archive", Path(name) / "urls.txt"
        urls = [f"https://s{number % 500}.example/story/{number}" for number in range(count)]
        listed.write_text("\n".join(urls))
        with open_archive(folder) as archive:
            archive.state.put(map(dead, urls))
        command = [sys.executable, "-c", _CHILD, str(listed), str(folder), str(count)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    return int(done.stdout) / 1024


def dead(url: str) -> Record:
    """The row of an address that is asked again tomorrow."""
    key, now = url_key(url), utcnow()
    return Record(
        key=key,
        id=article_id(key),
        url=url,
        site=key.partition("/")[0],
        outcome=OutcomeName.GONE,
        reason="HTTP 404",
        checked_at=now - timedelta(days=1),
        retry_at=now + timedelta(days=1),
        failures=2,
    )

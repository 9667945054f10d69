"""The peak memory of the parent of a run over 1,000, 10,000 and 100,000 URLs.

No page is fetched: every URL is known to be dead and not due, so that the parent does all its
work for each (read the line, queue it, take it from the queue, report it) and nothing else.
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


def main() -> None:
    print("| URLs | peak memory of the parent, MiB |\n|---:|---:|")
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
        command = [
            sys.executable,
            "-m",
            "bench.archive.parent",
            str(listed),
            str(folder),
            str(count),
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    return int(done.stdout) / 1024


def dead(url: str) -> Record:
    """The row of a URL that is due again tomorrow."""
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

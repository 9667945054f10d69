"""A second run over 2,000 articles of which none has changed.

The CPU time is that of all processes of the run, also of those that end a moment after it. The
time of the requests alone (the same conditional requests by a Fetcher, in one process, in turn
with the runs) and of a run over one URL (start and imports) are subtracted; the rest is the
archive's.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from bench.archive.server import serving, urls
from bench.pipeline.meter import metered
from scraper.fetch.fetcher import Fetcher
from scraper.models import Validators
from scraper.settings import FetchSettings, Settings

SITES, PAGES = 20, 100
MAX_MS = 1.5  # milliseconds for each URL beyond the requests: the aim in docs/archive.md
_ROUNDS = 3
_SETTINGS = "[fetch]\nallow_private = true\nrate = 0\n[run]\nworkers = 2\n"
# What a run writes though no article has changed: its log, revisit records, what it learned.
_WRITTEN_BY_RUN = ("raw/", "runs/", "notes/", "state.sqlite", ".lock")


def main() -> None:
    with serving() as port, tempfile.TemporaryDirectory() as name:
        folder, listed = Path(name), urls(port, sites=SITES, pages=PAGES)
        (folder / "settings.toml").write_text(_SETTINGS)
        run(folder, listed)  # the first run, which saves
        before = write_times(folder)
        whole = min(run(folder, listed) for _ in range(_ROUNDS))
        start = min(run(folder, listed[:1]) for _ in range(_ROUNDS))
        requests = min(requesting(listed) for _ in range(_ROUNDS))
        changed = sorted(set(write_times(folder).items()) ^ set(before.items()))
    own = (whole - start - requests) * 1000 / len(listed)
    print(f"| {len(listed):,} unchanged articles | ms of CPU per URL |\n|---|---:|")
    print(f"| the run, all processes | {whole * 1000 / len(listed):.2f} |")
    print(f"| start and imports | {start * 1000 / len(listed):.2f} |")
    print(f"| the requests alone | {requests * 1000 / len(listed):.2f} |")
    print(f"| beyond these (at most {MAX_MS}) | {own:.2f} |")
    print(f"\n{len(before):,} files of articles, {len(changed)} of them touched")
    if changed:
        raise SystemExit(f"touched: {changed[:4]}")


def run(folder: Path, listed: list[str]) -> float:
    """Seconds of CPU time of a run and of all processes that it starts."""
    (folder / "urls.txt").write_text("\n".join(listed))
    command = [sys.executable, "-m", "scraper", "run", str(folder / "urls.txt"), "--quiet"]
    command += ["--archive", str(folder / "archive"), "--config", str(folder / "settings.toml")]
    return metered(command, folder / "log").cpu


def requesting(listed: list[str]) -> float:
    """Seconds of CPU time of the conditional requests of a run alone."""
    begun = time.process_time()
    asyncio.run(_request(listed))
    return time.process_time() - begun


async def _request(listed: list[str]) -> None:
    sites = defaultdict(list)
    for url in listed:
        sites[url.split("/")[2]].append(url)
    settings = Settings(fetch=FetchSettings(allow_private=True, rate=0))
    async with Fetcher(settings) as fetcher:
        await asyncio.gather(
            *(_fetch_all(fetcher, site, of_site) for site, of_site in sites.items())
        )


async def _fetch_all(fetcher: Fetcher, site: str, listed: list[str]) -> None:
    async with fetcher.site(site.partition(":")[0]) as pages:
        for url in listed:
            page = await pages.fetch(url, Validators(etag='"1"'))
            assert page.status == 304


def write_times(folder: Path) -> dict[str, int]:
    """When each file of an article was last written (nanoseconds)."""
    archive = folder / "archive"
    names = ((path.relative_to(archive).as_posix(), path) for path in archive.rglob("*"))
    return {
        name: path.stat().st_mtime_ns
        for name, path in names
        if path.is_file() and not name.startswith(_WRITTEN_BY_RUN)
    }

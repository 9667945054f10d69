"""The cost of a run as its archive and its list grow: `python -m bench.pipeline.growth [PART …]`.

    rows      CPU per page in an archive with 1,000 and with 100,000 rows
    notdue    200,000 URLs of which none is due
    pages     memory over 600 pages and over 20,000

With `--pages DIR` the farm serves a folder of .html and .html.gz instead of generated pages.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from bench.archive.memory import dead
from bench.cluster.rows import records
from bench.pipeline.meter import Metered, metered
from bench.pipeline.running import Farm, running
from scraper.archive.archive_folder import open_archive

_HOSTS = 50
_ROWS = (1_000, 100_000)
_ASKED = 300  # pages that are fetched into those archives
_NOT_DUE = 200_000
_PAGES = (600, 20_000)
_SETTINGS = "[fetch]\nallow_private = true\nrate = 0\n[run]\nworkers = 2\n"


def main() -> None:
    parts = {"rows": rows, "notdue": not_due, "pages": pages}
    parser = argparse.ArgumentParser(prog="bench.pipeline.growth", description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[[], *parts], default=list(parts))
    parser.add_argument("--pages", type=Path)
    arguments = parser.parse_args()
    with running(_HOSTS, 0.0, arguments.pages) as farm:
        for name in arguments.parts:
            print(f"\n## {name}\n", flush=True)
            parts[name](farm)


def rows(farm: Farm) -> None:
    print("| rows before | ms of CPU a page |\n|---:|---:|")
    for count in _ROWS:
        with tempfile.TemporaryDirectory() as name:
            with open_archive(Path(name) / "archive") as archive:
                made = islice(records(0), count)
                while batch := list(islice(made, 5_000)):
                    archive.state.put(batch)
            used = _run(Path(name), farm.urls(_ASKED, _HOSTS))
        print(f"| {count:,} | {used.cpu * 1000 / _ASKED:.1f} |", flush=True)


def not_due(farm: Farm) -> None:  # noqa: ARG001 - as the other parts
    urls = [f"https://s{number % 500}.example/story/{number}" for number in range(_NOT_DUE)]
    with tempfile.TemporaryDirectory() as name:
        with open_archive(Path(name) / "archive") as archive:
            for start in range(0, len(urls), 5_000):
                archive.state.put(map(dead, urls[start : start + 5_000]))
        used = _run(Path(name), urls)
    print("| URLs | s of CPU | s | MiB (PSS) |\n|---:|---:|---:|---:|")
    print(f"| {_NOT_DUE:,} | {used.cpu:.1f} | {used.wall:.1f} | {used.peak:.0f} |", flush=True)


def pages(farm: Farm) -> None:
    print("| pages | MiB (PSS) at the most | over the last quarter |\n|---:|---:|---:|")
    for count in _PAGES:
        with tempfile.TemporaryDirectory() as name:
            used = _run(Path(name), farm.urls(count, _HOSTS))
        print(f"| {count:,} | {used.peak:.0f} | {used.late:.0f} |", flush=True)


def _run(folder: Path, urls: Iterator[str] | list[str]) -> Metered:
    """One run over `urls` into the archive in `folder`."""
    listed, settings = folder / "urls.txt", folder / "settings.toml"
    listed.write_text("\n".join(urls))
    settings.write_text(_SETTINGS)
    command = [sys.executable, "-m", "scraper", "run", str(listed), "--quiet"]
    command += ["-o", str(folder / "archive"), "--config", str(settings)]
    used = metered(command, folder / "log")
    if used.code not in {0, 1}:
        sys.exit((folder / "log").read_text())
    return used


if __name__ == "__main__":
    main()

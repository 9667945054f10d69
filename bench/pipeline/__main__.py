"""Whole programs over one list of URLs, in turn: `python -m bench.pipeline`.

    make bench-pipeline                          generated pages
    make bench-pipeline PAGES=dir                a folder's .html and .html.gz
    python -m bench.pipeline --latency-ms 100    and other options: --help

Every program is run in turn against a farm on loopback, `--repeat` times; the table has medians,
and ratios to trafilatura's command line. Compare processor time: wall time depends on what else
the machine does.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from subprocess import CalledProcessError

from bench.pipeline.meter import metered
from bench.pipeline.peers import PEERS, Job, Peer, programs_of
from bench.pipeline.report import Row, as_markdown
from bench.pipeline.running import Farm, running


def main() -> None:
    arguments = _arguments()
    peers = _named(arguments.peers)
    homes = dict(_installed(peers, arguments.venvs))
    with (
        tempfile.TemporaryDirectory() as name,
        running(arguments.hosts, arguments.latency_ms, arguments.pages) as farm,
    ):
        work = Path(name)
        urls = work / "urls.txt"
        urls.write_text("".join(f"{url}\n" for url in farm.urls(arguments.n, arguments.hosts)))
        rows = [
            _measure(peer, homes[peer.name], urls, work, farm)
            for _ in range(arguments.repeat)
            for peer in peers
            if peer.name in homes
        ]
    print(
        f"{arguments.n} pages of {arguments.hosts} hosts, {arguments.latency_ms:g} ms to each "
        f"answer, {arguments.pages or 'made pages'}\n"
    )
    print(as_markdown(rows, arguments.n))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.pipeline", description=__doc__)
    parser.add_argument("-n", type=int, default=300, help="pages that are asked for")
    parser.add_argument("--hosts", type=int, default=50)
    parser.add_argument("--pages", type=Path, help="a folder of .html and .html.gz")
    parser.add_argument("--latency-ms", type=float, default=0.0)
    parser.add_argument("--peers", default="", help="their names, parted by commas")
    parser.add_argument("--repeat", type=int, default=1)
    parser.add_argument("--venvs", type=Path, default=Path(".venv/peers"))
    return parser.parse_args()


def _named(names: str) -> list[Peer]:
    known = {peer.name: peer for peer in PEERS}
    wanted = names.split(",") if names else list(known)
    if unknown := [name for name in wanted if name not in known]:
        sys.exit(f"unknown: {', '.join(unknown)}; known are {', '.join(known)}")
    return [known[name] for name in wanted]


def _installed(peers: list[Peer], root: Path) -> Iterator[tuple[str, Path]]:
    """The peers that can be installed here, each with the folder of its programs."""
    for peer in peers:
        try:
            yield peer.name, programs_of(peer, root.absolute())
        except CalledProcessError as error:
            print(f"not measured: {peer.name}: {error}", file=sys.stderr)


def _measure(peer: Peer, bin_: Path, urls: Path, work: Path, farm: Farm) -> Row:
    out, log = work / "out", work / "log.txt"
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir()
    command = peer.command(bin_, Job(urls=urls, out=out, settings=work))
    before = farm.stats()
    used = metered(command, log)
    after = farm.stats()
    if used.code not in {0, 1}:  # 1: some pages failed
        tail = log.read_text(errors="replace")[-2000:]
        print(f"{peer.name}: exit code {used.code}\n{tail}", file=sys.stderr)
    texts = sum(1 for path in _texts(out) if path.stat().st_size)
    asked = after["requests"] - before["requests"]
    row = Row(name=peer.name, metered=used, texts=texts, requests=asked)
    print(row, file=sys.stderr, flush=True)
    return row


def _texts(out: Path) -> Iterator[Path]:
    """What a program wrote; trafilatura calls its Markdown .txt."""
    return (path for path in out.rglob("*") if path.suffix in {".md", ".txt"})


if __name__ == "__main__":
    main()

"""Measure extractors on public corpora: `python -m bench.extraction DIR`."""

from __future__ import annotations

import argparse
import json
import logging
import os
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TypeVar

from bench.extraction.corpora import CORPORA, METADATA_CORPORA, GoldPage, NoCorpus
from bench.extraction.extractors import EXTRACTORS, Extractor
from bench.extraction.measure import Measured, measure, warm_up
from bench.extraction.report import as_data, as_markdown, tabulate

T = TypeVar("T")


def main() -> None:
    arguments = _arguments()
    extractors = _installed(_named(arguments.extractors, {e.name: e for e in EXTRACTORS}))
    known = {name: name for name in (*CORPORA, *METADATA_CORPORA)}
    corpora = _named(arguments.only or ",".join(CORPORA), known)
    try:
        rows = _measure_all(arguments.corpora, corpora, extractors, arguments.limit)
    except NoCorpus as error:
        sys.exit(str(error))
    lines = tabulate(rows, [e.name for e in extractors])
    today = datetime.now(UTC).date().isoformat()
    if arguments.json:
        versions = {e.name: e.version for e in extractors}
        print(
            json.dumps({"date": today, "versions": versions, "figures": as_data(lines)}, indent=2)
        )
        return
    pages = len(rows) // max(1, len(extractors))
    print(f"{pages} pages of {', '.join(corpora)}, {today}\n")
    print(as_markdown(lines, {e.name: f"{e.name} {e.version}" for e in extractors}))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.extraction", description=__doc__)
    parser.add_argument("corpora", type=Path, help="folder with clones of the corpora")
    parser.add_argument("--extractors", default="", help="their names, separated by commas")
    parser.add_argument("--only", default="", help="names of corpora, separated by commas")
    parser.add_argument("--limit", type=int, help="pages of each corpus")
    parser.add_argument("--json", action="store_true", help="the figures as JSON")
    return parser.parse_args()


def _named(names: str, known: dict[str, T]) -> list[T]:
    """The values of `known` that `names` lists, or all of them where it is empty."""
    wanted = names.split(",") if names else list(known)
    if unknown := [name for name in wanted if name not in known]:
        sys.exit(f"unknown: {', '.join(unknown)}; known are {', '.join(known)}")
    return [known[name] for name in wanted]


def _installed(wanted: list[Extractor]) -> list[Extractor]:
    """The extractors that are installed; a missing one is reported on stderr."""
    for missing in (e for e in wanted if not e.is_installed()):
        print(f"not measured: {missing.name} (pip install {missing.package})", file=sys.stderr)
    return [e for e in wanted if e.is_installed()]


def _measure_all(
    root: Path, corpora: list[str], extractors: list[Extractor], limit: int | None
) -> list[Measured]:
    """All pages through all extractors; each process reads and measures its part of the pages."""
    parts = os.cpu_count() or 1
    names = [e.name for e in extractors]
    part_of = partial(_measure_part, root, corpora, names, limit, parts)
    with ProcessPoolExecutor(parts) as pool:
        return [row for rows in pool.map(part_of, range(parts)) for row in rows]


def _measure_part(
    root: Path, corpora: list[str], names: list[str], limit: int | None, parts: int, part: int
) -> list[Measured]:
    """Every `parts`-th page, beginning with page `part`. A page goes through all extractors in
    turn in one process, so that their times are comparable.
    """
    logging.disable()
    extractors = [e for e in EXTRACTORS if e.name in names]
    warm_up(extractors)
    pages = islice(_pages(root, corpora, limit), part, None, parts)
    return [row for page in pages for row in measure(page, extractors)]


def _pages(root: Path, corpora: list[str], limit: int | None) -> Iterator[GoldPage]:
    for name in corpora:
        yield from islice((CORPORA | METADATA_CORPORA)[name](root), limit)


if __name__ == "__main__":
    main()

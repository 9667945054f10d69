"""Measure extractors on public corpora: `python -m bench.extraction DIR`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TypeVar

from bench.extraction.corpora import CORPORA, GoldPage, NoCorpus
from bench.extraction.extractors import EXTRACTORS, Extractor
from bench.extraction.measure import Measured, measure
from bench.extraction.report import as_markdown, tabulate

T = TypeVar("T")


def main() -> None:
    arguments = _arguments()
    extractors = _installed(_named(arguments.extractors, {e.name: e for e in EXTRACTORS}))
    corpora = _named(arguments.only, {name: name for name in CORPORA})
    try:
        rows = _measure_all(arguments.corpora, corpora, extractors, arguments.limit)
    except NoCorpus as error:
        sys.exit(str(error))
    table = tabulate(rows, [e.name for e in extractors])
    if arguments.json:
        print(json.dumps(table, indent=2))
        return
    pages = len(rows) // max(1, len(extractors))
    print(f"{pages} pages of {', '.join(corpora)}, {datetime.now(UTC).date()}\n")
    print(as_markdown(table, {e.name: e.label for e in extractors}))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.extraction", description=__doc__)
    parser.add_argument("corpora", type=Path, help="folder with clones of the corpora")
    parser.add_argument("--extractors", default="", help="their names, parted by commas")
    parser.add_argument("--only", default="", help="names of corpora, parted by commas")
    parser.add_argument("--limit", type=int, help="pages of each corpus")
    parser.add_argument("--json", action="store_true", help="the figures as JSON")
    return parser.parse_args()


def _named(names: str, known: dict[str, T]) -> list[T]:
    """What a list of names means; all where there is none."""
    wanted = names.split(",") if names else list(known)
    if unknown := [name for name in wanted if name not in known]:
        sys.exit(f"unknown: {', '.join(unknown)}; known are {', '.join(known)}")
    return [known[name] for name in wanted]


def _installed(wanted: list[Extractor]) -> list[Extractor]:
    """Those that are there; a missing one is named on stderr."""
    for missing in (e for e in wanted if not e.is_installed()):
        print(f"not measured: {missing.name} (pip install {missing.package})", file=sys.stderr)
    return [e for e in wanted if e.is_installed()]


def _measure_all(
    root: Path, corpora: list[str], extractors: list[Extractor], limit: int | None
) -> list[Measured]:
    """A page goes through all extractors in one process, so that their times compare."""
    names = [e.name for e in extractors]
    with ProcessPoolExecutor() as pool:
        rows = pool.map(partial(_measure, names=names), _pages(root, corpora, limit), chunksize=8)
        return [row for page in rows for row in page]


def _measure(page: GoldPage, names: list[str]) -> list[Measured]:
    return measure(page, [e for e in EXTRACTORS if e.name in names])


def _pages(root: Path, corpora: list[str], limit: int | None) -> Iterator[GoldPage]:
    for name in corpora:
        yield from islice(CORPORA[name](root), limit)


if __name__ == "__main__":
    main()

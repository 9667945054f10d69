"""Hostile pages: what `extract` takes for each, and what a run over many of them takes.

    python -m bench.hostile [name ...]                 CPU seconds and memory of each page
    python -m bench.hostile --run [COUNT] [name ...]   peak memory of `scraper run`, all processes

Exits with 1 if a page, or the run, takes more than its budget.
"""

from __future__ import annotations

import argparse
import sys

from bench.hostile.hostile_pages import PAGES
from bench.hostile.page_cost import print_costs
from bench.hostile.run_memory import print_peak

_COUNT = 464  # URLs of a run: each page several times


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="bench.hostile",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--run", type=int, nargs="?", const=_COUNT, metavar="COUNT")
    parser.add_argument("names", nargs="*", help="pages; all without any")
    arguments = parser.parse_args()
    names = arguments.names or list(PAGES)
    if unknown := set(names) - PAGES.keys():
        parser.error(f"no such page: {', '.join(sorted(unknown))}")
    ok = print_peak(names, arguments.run) if arguments.run else print_costs(names)
    return int(not ok)


if __name__ == "__main__":
    sys.exit(main())

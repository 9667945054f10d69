"""Articles in every language and shape: `python -m bench.shapes`."""

from __future__ import annotations

import argparse
import logging
import os
import sys

from bench.shapes.markups import MARKUPS
from bench.shapes.measure import by_scraper, by_trafilatura, measure
from bench.shapes.pages import Page, all_pages
from bench.shapes.site import in_site
from bench.shapes.stories import languages, traps
from bench.shapes.tables import as_markdown, details

_NO_TRAP = "none"


def main() -> None:
    arguments = _arguments()
    pages = [page for page in all_pages() if _is_wanted(page, arguments)]
    if not pages:
        sys.exit("no such pages")
    if arguments.site:
        pages = [in_site(page) for page in pages]
    extractors = {"scraper": by_scraper}
    if arguments.others:
        extractors["trafilatura"] = by_trafilatura
    logging.disable()
    for name, extractor in extractors.items():
        report = measure(pages, extractor, arguments.processes)
        if arguments.verbose:
            print(details(report))
        print(f"## {name}: {len(pages)} pages\n\n{as_markdown(report)}\n")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.shapes", description=__doc__)
    parser.add_argument("--language", action="append", choices=languages())
    parser.add_argument("--shape", action="append", choices=[m.name for m in MARKUPS])
    parser.add_argument("--trap", action="append", choices=[_NO_TRAP, *traps()])
    parser.add_argument("--site", action="store_true", help="a site's menu, no declarations")
    parser.add_argument("--verbose", action="store_true", help="what each page lost and leaked")
    parser.add_argument("--others", action="store_true", help="trafilatura beside")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    return parser.parse_args()


def _is_wanted(page: Page, arguments: argparse.Namespace) -> bool:
    chosen = (
        (arguments.language, page.language),
        (arguments.shape, page.shape),
        (arguments.trap, page.trap or _NO_TRAP),
    )
    return all(value in (wanted or [value]) for wanted, value in chosen)


if __name__ == "__main__":
    main()

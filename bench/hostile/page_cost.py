"""The CPU time and memory that `extract` takes for each hostile page.

Every page has a process of its own, which is killed if it exceeds its limits by far.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from math import inf
from multiprocessing import get_context

from bench.hostile.hostile_pages import LONG, PAGES, SECONDS
from scraper.extraction.article import extract
from scraper.settings import ExtractSettings

MEBIBYTES = 1500.0
_KILLED_AT = 60  # seconds of CPU
_MOST_MEMORY = 8 << 30  # bytes


def print_costs(names: Iterable[str]) -> bool:
    """Print a table of these pages; whether all keep to their budgets: LONG or SECONDS of CPU, and
    MEBIBYTES more than a small page.
    """
    over = 0
    print("| page | verdict | CPU s | MiB |\n|---|---|---:|---:|")
    for name in names:
        verdict, seconds, grown = _measured_apart(name)
        is_over = seconds > LONG.get(name, SECONDS) or grown > MEBIBYTES
        over += is_over
        mark = " **over**" if is_over else ""
        print(f"| {name} | {verdict}{mark} | {seconds:.2f} | {grown:.0f} |", flush=True)
    return not over


def measure(name: str) -> tuple[str, float, float]:
    """The verdict on a page, CPU seconds, and MiB that the process grew by."""
    resource.setrlimit(resource.RLIMIT_CPU, (_KILLED_AT, _KILLED_AT))
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    extract("<p>The first page loads what all need.</p>")
    page = PAGES[name]()
    before, started = _peak(), time.process_time()
    article = extract(page, url="https://a.example/x", settings=ExtractSettings(comments=True))
    return article.verdict.name, time.process_time() - started, _peak() - before


def _peak() -> float:
    kibibytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return kibibytes / 1024


def _measured_apart(name: str) -> tuple[str, float, float]:
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        try:
            return pool.submit(measure, name).result()
        except BrokenProcessPool:
            return "killed", inf, inf
        except (MemoryError, RecursionError) as error:
            return type(error).__name__, inf, inf

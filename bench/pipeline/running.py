"""Starts the farm in a process of its own, for the measurements."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any
from urllib.request import urlopen

from bench.pipeline.farm import host


@dataclass(frozen=True, slots=True, kw_only=True)
class Farm:
    """A running farm."""

    port: int
    pages: tuple[str, ...]

    def urls(self, count: int, hosts: int) -> Iterator[str]:
        """Addresses of pages in random order, of all hosts in turn."""
        names = list(self.pages)
        Random(1).shuffle(names)
        for number in range(count):
            page = names[number % len(names)]
            yield f"http://{host(number % hosts)}:{self.port}/article/{number:06d}-{page}"

    def stats(self) -> dict[str, Any]:
        with urlopen(f"http://{host(0)}:{self.port}/__stats", timeout=10) as answer:
            stats: dict[str, Any] = json.load(answer)
        return stats


@contextmanager
def running(hosts: int, latency_ms: float, pages: Path | None) -> Iterator[Farm]:
    """A farm in a process of its own, with the pages of a folder or generated ones."""
    command = [sys.executable, "-m", "bench.pipeline.farm", "--hosts", str(hosts)]
    command += ["--latency-ms", str(latency_ms)]
    if pages:
        command += ["--pages", str(pages)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        ready = json.loads(process.stdout.readline())
        if not ready["pages"]:
            sys.exit(f"{pages}: no .html or .html.gz in it")
        yield Farm(port=ready["port"], pages=tuple(ready["pages"]))
    finally:
        process.terminate()
        process.wait()

"""Processor time and memory of the reader's pages over an archive of 100,000 articles.

    python -m bench.reader [--articles 100000]

The rows and the search index are made directly, and of each article a `.md` with the front matter
alone: lists read no more of it. Each page is requested through the application, without a socket.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import resource
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from datetime import timedelta
from itertools import accumulate
from pathlib import Path

import httpx
from msgspec.structs import replace

from scraper.archive.articles.paths import article_id
from scraper.archive.layout import INDEX, STATE
from scraper.archive.readonly import reading
from scraper.archive.search_index import open_index
from scraper.archive.state.record import Record
from scraper.archive.state.state_store import State
from scraper.outcomes import OutcomeName
from scraper.settings import Settings
from scraper.web.reader import make_reader
from tests.archive.make import NOW, make_record

_SITES = 400
_WORDS = 300  # of an article
_VOCABULARY = 30_000
_TEXTS = 5_000  # that differ
_REPEATS = 9
_PAGES = {
    "list": "/",
    "list, tenth page": "",  # found by following the links
    "list of a site": "/?site=s7.example",
    "list of two days": "/?since=2026-11-01&until=2026-11-02",
    "list of a tag of 1,000 articles": "/?tag=t7",
    "list of unread articles, 1% read": "/?read=unread",
    "tags": "/tags",
    "search, a rare word": "/?q=w29000",
    "search, two words": "/?q=w100+w200",
    "search, a common word": "/?q=w30",
    "search, in all articles": "/?q=w0",
    "failures": "/failures",
    "health": "/health",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--articles", type=int, default=100_000)
    count = parser.parse_args().articles
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _make_archive(folder, count)
        asyncio.run(_measure(folder))


def _make_archive(folder: Path, count: int) -> None:
    state = State(folder / STATE)
    state.put(_records(count))
    state.close()
    with reading(folder) as state, open_index(folder, state):
        pass  # makes the tables
    chance = random.Random(1)
    words = [f"w{number}" for number in range(_VOCABULARY)]
    # as in a language, the n-th word is as frequent as 1/n
    weights = list(accumulate(1 / (number + 1) for number in range(_VOCABULARY)))
    texts = [" ".join(chance.choices(words, cum_weights=weights, k=_WORDS)) for _ in range(_TEXTS)]
    with sqlite3.connect(folder / INDEX) as database:
        for number, record in enumerate(_records(count), start=1):
            text = texts[number % _TEXTS]
            stamp = f"{NOW.isoformat()} {_write_file(folder, record, number)}"
            database.execute("INSERT INTO entry VALUES (?, ?, ?)", (number, record.key, stamp))
            for tag in _tags(number):
                database.execute("INSERT INTO tag VALUES (?, ?, ?)", (tag, record.key, tag))
            if number % 100 == 0:
                database.execute("INSERT INTO seen VALUES (?)", (record.key,))
            database.execute(
                "INSERT INTO page (rowid, title, text) VALUES (?, ?, ?)",
                (number, record.title, text),
            )
    database.close()


def _tags(number: int) -> tuple[str, str]:
    return f"t{number % 100}", f"u{number % 5000}"


def _write_file(folder: Path, record: Record, number: int) -> str:
    """The `.md` of an article; its time and size."""
    path = folder / record.path
    path.parent.mkdir(parents=True, exist_ok=True)
    tags = "".join(f'- "{tag}"\n' for tag in _tags(number))
    read = "read: true\n" if number % 100 == 0 else ""
    fields = "".join(f'field{n}: "a value of the front matter"\n' for n in range(15))
    path.write_text(f'---\n{fields}tags:\n{tags}{read}id: "{record.id}"\n---\n\n# {record.title}\n')
    found = path.stat()
    return f"{found.st_mtime_ns} {found.st_size}"


def _records(count: int) -> Iterator[Record]:
    base = make_record()
    for number in range(count):
        site = f"s{number % _SITES}.example"
        key = f"{site}/a/{number}"
        yield replace(
            base,
            key=key,
            id=article_id(key),
            url=f"https://{key}",
            site=site,
            path=f"articles/{site}/2026/{number}.md",
            title=f"Article number {number}",
            outcome=OutcomeName.NEW,
            created=NOW - timedelta(hours=number % 5000),
            saved_at=NOW,
            words=_WORDS,
        )


async def _measure(folder: Path) -> None:
    transport = httpx.ASGITransport(app=make_reader(folder, Settings()))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        print(f"{'':34}  ms of CPU (median)  peak memory, MB")
        for name, path in _PAGES.items():
            path = path or await _tenth(client)
            times = []
            for _ in range(_REPEATS):
                start = time.process_time()
                (await client.get(path)).raise_for_status()
                times.append(time.process_time() - start)
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
            middle = sorted(times)[_REPEATS // 2] * 1000
            print(f"{name:34}  {middle:18.0f}  {peak:15.0f}", flush=True)
    with reading(folder) as state, open_index(folder, state) as index:
        start = time.process_time()
        assert index.update() == 0, "the index is not that of the files"
        print(f"{'comparing the index':34}  {(time.process_time() - start) * 1000:18.0f}")


async def _tenth(client: httpx.AsyncClient) -> str:
    path = "/"
    for _ in range(9):
        page = (await client.get(path)).text
        path = page.partition('<a rel="next" href="')[2].partition('"')[0].replace("&amp;", "&")
    return path


if __name__ == "__main__":
    main()

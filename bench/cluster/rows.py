"""What one page costs the run of a cluster: cut into a shard, merged from a journal.

    python -m bench.cluster.rows [ROWS …]      with so many articles in the archive before

The run is one process, so it limits the size of a cluster. Each row is generated with a text hash
and a signature of its own, as for a new article, which is the most expensive case.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from random import Random

from scraper.archive.archive_folder import Archive, open_archive
from scraper.archive.articles.paths import article_id
from scraper.archive.state.record import RawRef, Record
from scraper.cluster.shard_cutter import PlannedShard, ShardCutter
from scraper.models import Target
from scraper.outcomes import Outcome, OutcomeName
from scraper.pipeline.job import Result
from scraper.pipeline.recorder import ResultRecorder
from scraper.settings import Settings
from scraper.shards.append_log import AppendLog
from scraper.shards.journal import Journal
from scraper.shards.merging import JournalConsumer, merge_shard
from scraper.shards.shard_folder import JOURNAL

_PAGES = 10_000  # that are cut and merged
_OF_A_SITE = 100
_NOW = datetime(2026, 11, 25, tzinfo=UTC)
_TITLE = "The ferry returns to the harbour after eleven years"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Milliseconds of CPU and wall time for one page; bytes of one page in journal and state."""

    rows: int
    cut: float
    cut_wall: float
    merged: float
    merged_wall: float
    journal: float
    state: float


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench.cluster.rows", description=__doc__)
    parser.add_argument("rows", type=int, nargs="*", default=[0, 100_000])
    print("| articles before | cut, ms | taken in, ms | wall, ms | journal, B | state, B |")
    print("|---:|---:|---:|---:|---:|---:|")
    for rows in parser.parse_args().rows:
        cost = measured(rows)
        print(
            f"| {cost.rows} | {cost.cut:.3f} | {cost.merged:.3f} | {cost.merged_wall:.3f} "
            f"| {cost.journal:.0f} | {cost.state:.0f} |",
            flush=True,
        )


def measured(rows: int) -> Cost:
    """The cost of a page in an archive with this many rows."""
    with tempfile.TemporaryDirectory() as name, open_archive(Path(name)) as archive:
        _fill(archive, rows)
        recorder = ResultRecorder(archive=archive)
        before = _size(archive)
        cpu, wall = time.process_time(), time.perf_counter()
        shard = _cut(archive, recorder, rows)
        cut = time.process_time() - cpu, time.perf_counter() - wall
        journal = _work(shard, rows)
        cpu, wall = time.process_time(), time.perf_counter()
        merge_shard(shard.folder, recorder, JournalConsumer(shard.folder, recorder), lock_timeout=0)
        merged = time.process_time() - cpu, time.perf_counter() - wall
        each = 1000 / _PAGES
        return Cost(
            rows=rows,
            cut=cut[0] * each,
            cut_wall=cut[1] * each,
            merged=merged[0] * each,
            merged_wall=merged[1] * each,
            journal=journal / _PAGES,
            state=(_size(archive) - before) / _PAGES,
        )


def _cut(archive: Archive, recorder: ResultRecorder, first: int) -> PlannedShard:
    archive.queue.clear()
    cutter = ShardCutter(recorder, Settings(), "bench")
    cutter.add(record_target(record) for record in islice(records(first), _PAGES))
    shard = cutter.next(frozenset(), 1)
    assert shard is not None
    while (more := cutter.next(shard.groups, 1)) is not None:
        shard = more
    return shard  # the last one: any shard can hold the journal


def _work(shard: PlannedShard, first: int) -> int:
    """Write the journal that a shard would; its size."""
    with AppendLog(shard.folder / JOURNAL) as lines:
        Journal(lines).write_results(map(_result, islice(records(first), _PAGES)))
    return (shard.folder / JOURNAL).stat().st_size


def _fill(archive: Archive, rows: int) -> None:
    made = islice(records(0), rows)
    while batch := list(islice(made, 5000)):
        archive.state.put(batch, ((f"{record.key}/amp", record.key) for record in batch))


def records(first: int) -> Iterator[Record]:
    """Rows as a run makes them, from number `first` on; the same in each call."""
    number = first
    while True:
        random = Random(number)
        site = f"site-{number // _OF_A_SITE}.example"
        key = f"{site}/2026/11/25/the-ferry-returns-to-the-harbour-{number}"
        path = f"articles/{site}/2026/2026-11-25-the-ferry-returns-to-the-harbour-{number}.md"
        yield Record(
            key=key,
            id=article_id(key),
            url=f"https://{key}",
            site=site,
            outcome=OutcomeName.NEW,
            final_url=f"https://{key}",
            status=200,
            etag='"4d85c83b8833d1c0"',
            last_modified="Wed, 25 Nov 2026 06:30:00 GMT",
            checked_at=_NOW,
            path=path,
            title=_TITLE,
            words=600,
            text_hash=random.randbytes(32).hex(),
            published="2026-11-25T06:30:00+00:00",
            created=_NOW,
            saved_at=_NOW,
            version=1,
            raw=RawRef(
                file="raw/20261125T063000-4711-s00001-w1-1.warc.gz",
                offset=number * 9000,
                sha256=random.randbytes(32).hex(),
            ),
            file_hash=random.randbytes(32).hex(),
            minhash=random.randbytes(256),
        )
        number += 1


def record_target(record: Record) -> Target:
    return Target(url=record.url, key=record.key, site=record.site, source="urls.txt", line=1)


def _result(record: Record) -> Result:
    outcome = Outcome(
        target=record_target(record),
        name=OutcomeName.NEW,
        path=record.path,
        final_url=record.final_url,
        status=200,
        title=record.title,
        words=record.words,
    )
    return Result(outcome=outcome, record=record, aliases=(f"{record.key}/amp",))


def _size(archive: Archive) -> int:
    archive.state.database.checkpoint()
    return archive.state.database.path.stat().st_size


if __name__ == "__main__":
    main()

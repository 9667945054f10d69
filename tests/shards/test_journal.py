import json
import math
from datetime import UTC, datetime
from pathlib import Path

import pytest

from scraper.archive.state.record import RawRef
from scraper.errors import ArchiveError, UsageError
from scraper.outcomes import Outcome, OutcomeName
from scraper.pipeline.job import JobKind, Result
from scraper.settings import settings_from
from scraper.shards.append_log import AppendLog
from scraper.shards.journal import Journal, JournalLine, JournalReader, finished_keys
from scraper.shards.spec import ShardSpec, check_version, decode_spec, encode_spec
from tests.archive.make import make_record, make_target

WHEN = datetime(2026, 11, 25, 6, 30, tzinfo=UTC)


def result(title="Zwölf \x1b[31m Boote", **changes):
    outcome = Outcome(
        target=make_target("https://a.org/1"), name=OutcomeName.NEW, title=title, retry_at=WHEN
    )
    record = make_record("a.org/1", title=title, minhash=bytes(range(256)), created=WHEN)
    return Result(
        outcome=outcome, record=record, found=(make_target("https://b.org/1"),), aliases=("x",)
    )


NOT_DUE = Outcome(
    target=make_target("https://a.org/2"), name=OutcomeName.UNCHANGED, is_requested=False
)


def written(path, *results):
    with AppendLog(path) as lines:
        journal = Journal(lines)
        journal.write_results(results)
        journal.write_not_due(NOT_DUE)
        journal.write_notice("a.org is paused")


def read(path):
    return [line for lines in JournalReader(path).read() for line in lines]


def test_what_is_written_is_read(tmp_path):
    written(tmp_path / "journal", result())
    lines = read(tmp_path / "journal")
    assert lines == [
        JournalLine(result=result()),
        JournalLine(not_due=NOT_DUE),
        JournalLine(notice="a.org is paused"),
    ]
    assert list(finished_keys(lines)) == ["a.org/1", "a.org/2"]


def test_a_text_that_no_encoding_holds_is_written_too(tmp_path):
    written(tmp_path / "journal", result(title="lone \ud800"))
    assert read(tmp_path / "journal")[0].result.record.title == "lone \ufffd"


def test_the_journal_of_an_earlier_version_is_read_and_written_as_it_was(tmp_path):
    earlier = Path(__file__).with_name("as_written.jsonl")
    lines = read(earlier)
    record = lines[0].result.record
    assert record.raw == RawRef(file="raw/x.warc.gz", offset=9, sha256="cd")
    assert (record.minhash, record.missing_images) == (bytes(range(256)), 2)
    written(tmp_path / "journal", lines[0].result)
    now = map(json.loads, (tmp_path / "journal").read_text().splitlines())
    before = map(json.loads, earlier.read_text().splitlines())
    for new, old in zip(now, before, strict=True):
        assert_holds(new, old)


def assert_holds(new, old):
    """Whether `new` has all that `old` has; fields that a later version adds are empty."""
    if isinstance(old, dict):
        assert not any(value for name, value in new.items() if name not in old)
        for name, value in old.items():
            assert_holds(new[name], value)
    elif isinstance(old, list):
        for one, other in zip(new, old, strict=True):
            assert_holds(one, other)
    else:
        assert new == old


def test_a_reader_goes_on_where_it_stopped(tmp_path):
    path = tmp_path / "journal"
    reader = JournalReader(path)
    assert list(reader.read()) == []
    written(path, result())
    assert len(next(iter(reader.read()))) == 3
    assert list(reader.read()) == []


@pytest.mark.parametrize("torn", [b'{"result":{"outco', b"\xff\x00", b"{}x", b'{"result":1}'])
def test_a_line_that_a_crash_cut_short_is_skipped(tmp_path, torn):
    path = tmp_path / "journal"
    path.write_bytes(torn)
    written(path, result())
    assert len(read(path)) == 3


def test_a_spec_keeps_every_setting():
    settings = settings_from({"run": {"refresh_days": math.inf}, "site": {"a.org": {"rate": 2}}})
    spec = ShardSpec(run="r", kind=JobKind.SCRAPE, settings=settings, sites=frozenset({"a.org"}))
    kept = decode_spec(encode_spec(spec))
    assert (kept.settings, kept.sites, kept.kind) == (settings, spec.sites, spec.kind)
    check_version(kept)


def test_a_spec_of_another_version_is_refused():
    spec = ShardSpec(run="r", kind=JobKind.SCRAPE, settings=settings_from({}), version="0.0.1")
    with pytest.raises(UsageError, match=r"a shard of scraper 0\.0\.1"):
        check_version(spec)


def test_a_damaged_spec_is_an_archive_error():
    with pytest.raises(ArchiveError, match="cannot be read"):
        decode_spec(b"\x93nonsense")

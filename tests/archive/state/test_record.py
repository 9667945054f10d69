import pytest

from scraper.archive.articles.paths import article_id
from scraper.archive.state.record import RawRef, record_of
from scraper.outcomes import Outcome, OutcomeName
from tests.archive.make import LATER, NOW, make_record, make_target

RAW = RawRef(file="raw/x.warc.gz", offset=9, sha256="ab")


def outcome(name, **changes):
    return Outcome(target=make_target(), name=name, **changes)


def test_the_first_row_of_a_key():
    record = record_of(outcome(OutcomeName.THIN, reason="3 words", status=200), None, now=NOW)
    assert (record.key, record.id) == (make_target().key, article_id(make_target().key))
    assert (record.outcome, record.reason, record.status) == (OutcomeName.THIN, "3 words", 200)
    assert (record.checked_at, record.created, record.path) == (NOW, None, "")


@pytest.mark.parametrize("name", [OutcomeName.PAYWALL, OutcomeName.GONE, OutcomeName.TIMEOUT])
def test_what_is_saved_outlives_every_bad_page(name):
    saved = make_record(path="a.md", title="T", words=9, text_hash="cd", etag='"a"', version=2)
    record = record_of(outcome(name, title="Log in", words=2), saved, now=LATER, raw=RAW)
    assert (record.outcome, record.checked_at) == (name, LATER)
    assert (record.path, record.title, record.words) == ("a.md", "T", 9)
    assert (record.text_hash, record.etag, record.version) == ("cd", '"a"', 2)
    assert record.raw is None  # the raw page of a saved article is the one it came from


def test_the_raw_page_of_what_was_never_saved_is_known():
    record = record_of(outcome(OutcomeName.THIN, status=200), None, now=NOW, raw=RAW)
    assert record.raw == RAW


def test_failures_are_counted_in_a_row():
    record = None
    for status in (None, 503, 404):
        record = record_of(outcome(OutcomeName.FAILED, status=status), record, now=NOW)
    assert record.failures == 3
    assert record_of(outcome(OutcomeName.UNCHANGED, status=304), record, now=NOW).failures == 0
    assert record_of(outcome(OutcomeName.THIN, status=200), record, now=NOW).failures == 0


def test_when_to_come_back_is_of_the_last_run():
    put_off = record_of(outcome(OutcomeName.FAILED, retry_at=LATER), None, now=NOW)
    assert put_off.retry_at == LATER
    unchanged = record_of(outcome(OutcomeName.UNCHANGED, status=304), put_off, now=LATER)
    assert unchanged.retry_at is None


@pytest.mark.parametrize("name", [OutcomeName.GONE, OutcomeName.SOFT_404])
def test_a_dead_address_is_asked_after_one_two_four_days(name):
    record, waits = None, []
    for _ in range(4):
        record = record_of(outcome(name, status=404), record, now=NOW)
        waits.append((record.retry_at - NOW).days)
    assert waits == [1, 2, 4, 8]
    assert record.failures == 4

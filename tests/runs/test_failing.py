"""A failure is reported when it begins and when it ends, and is requested more and more rarely."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from scraper.archive.state.record import backed_off_until, record_of
from scraper.archive.state.state_store import State
from scraper.cli.report import Tally, is_news, outcome_line
from scraper.outcomes import FAILURES, Outcome, OutcomeName
from scraper.pipeline.due import due_at, outcome_if_not_due
from scraper.pipeline.job import Job
from scraper.settings import RunSettings, Settings
from tests.archive.make import NOW, make_record, make_target
from tests.demo_runs import run
from tests.runs.test_run import FERRY, LONG, TIDE, page

FAILED = Outcome(target=make_target(), name=OutcomeName.FAILED, reason="no such host")


def failing(runs, *, hours=1.0, name=OutcomeName.FAILED, prior=None):
    record = prior
    for number in range(runs):
        at = NOW + timedelta(hours=number * hours)
        record = record_of(replace(FAILED, name=name), record, now=at)
    return record


def the_outcome(ran):
    (outcome,) = ran.outcomes
    return outcome


def requested_now(folder):
    """Forget when the rows were requested, so that they are due."""
    state = State(folder / "state.sqlite")
    for record in list(state.records()):
        state.put([replace(record, checked_at=record.checked_at - timedelta(days=40))])
    state.close()


def test_failures_have_a_first_and_a_last_time_and_a_count():
    record = failing(3)
    assert (record.failures, record.failing_since) == (3, NOW)
    assert record.checked_at == NOW + timedelta(hours=2)
    ended = record_of(replace(FAILED, name=OutcomeName.THIN, status=200), record, now=NOW)
    assert (ended.failures, ended.failing_since) == (0, None)


@pytest.mark.parametrize("name", sorted(FAILURES - {OutcomeName.GONE}))
def test_the_pauses_grow_to_a_day(name):
    pauses = []
    for runs in range(1, 12):
        record = failing(runs, name=name)
        until = backed_off_until(record)
        pauses.append(until and (until - record.checked_at) / timedelta(hours=1))
    assert pauses == [None, 1, 2, 4, 8, 16, 24, 24, 24, 24, 24]


def test_an_address_that_fails_is_not_requested_for_a_while():
    record, settings = failing(4), Settings()
    job = Job(target=make_target(), prior=record)
    soon, late = record.checked_at + timedelta(hours=3.9), record.checked_at + timedelta(hours=4)
    outcome = outcome_if_not_due(job, soon, settings)
    assert (outcome.name, outcome.is_requested) == (OutcomeName.FAILED, False)
    assert outcome.reason == f"not asked before {late:%Y-%m-%d %H:%M} UTC, failed 4 times"
    assert outcome_if_not_due(job, late, settings) is None
    assert due_at(record, soon, settings) == late
    everything = Settings(run=RunSettings(refresh_days=float("inf")))
    assert outcome_if_not_due(job, soon, everything) is None


def test_a_feed_that_fails_is_requested_in_every_run():
    record = replace(failing(9), named=12)
    job = Job(target=make_target(), prior=record)
    assert outcome_if_not_due(job, record.checked_at, Settings()) is None


def test_what_has_failed_before_this_version_counts_from_now():
    old = make_record(outcome=OutcomeName.FAILED, failures=3)
    record = record_of(FAILED, old, now=NOW)
    assert (record.failures, record.failing_since) == (4, NOW)


@pytest.mark.parametrize("status", [403, 500])
def test_it_is_news_once_when_it_begins_and_once_when_it_ends(demo, tmp_path, status):
    demo.override(TIDE, status=status)
    news = []
    for _ in range(4):
        outcome = the_outcome(run(demo, tmp_path, TIDE))
        news.append((is_news(outcome), outcome.failures))
        requested_now(tmp_path)
    assert news == [(True, 1), (False, 2), (False, 3), (False, 4)]
    assert "(failing since " in outcome_line(outcome)
    demo.override(TIDE, body=page("The tide", LONG))
    outcome = the_outcome(run(demo, tmp_path, TIDE))
    assert (outcome.name, is_news(outcome), outcome.failures) == ("new", True, 4)
    assert "(failed in 4 runs since " in outcome_line(outcome)
    outcome = the_outcome(run(demo, tmp_path, TIDE))
    assert (outcome.name, is_news(outcome), outcome.failures) == ("unchanged", False, 0)


def test_another_failure_is_news(demo, tmp_path):
    demo.override(TIDE, status=500)
    run(demo, tmp_path, TIDE)
    demo.override(TIDE, status=404)
    outcome = the_outcome(run(demo, tmp_path, TIDE))
    assert (outcome.name, is_news(outcome)) == ("gone", True)


def test_a_site_that_answers_500_to_everything_is_a_failure(demo, tmp_path):
    for path in ("robots.txt", "tide", "moon"):
        demo.override(f"http://notes.example/{path}", status=500)
    urls = ("http://notes.example/tide", "http://notes.example/moon")
    ran = run(demo, tmp_path, *urls, FERRY)
    assert {ran.names[url] for url in urls} == {"failed"}
    tally = Tally()
    for outcome in ran.outcomes:
        tally.add(outcome)
    assert tally.exit_code == 1

"""Which targets a run requests, and the outcomes of the others."""

import math
from datetime import timedelta

import pytest
from msgspec.structs import replace

from scraper.cli.report import Tally
from scraper.outcomes import OutcomeName
from scraper.pipeline.due import outcome_if_not_due
from scraper.pipeline.job import Job
from scraper.settings import ArchiveSettings, RunSettings, Settings
from tests.archive.make import NOW, make_record, make_target
from tests.demo_runs import run
from tests.runs.test_run import FERRY


def outcome_of(record, *, refresh=7.0, now=NOW, images=False):
    settings = Settings(
        run=RunSettings(refresh_days=refresh), archive=ArchiveSettings(images=images)
    )
    return outcome_if_not_due(Job(target=make_target(), prior=record), now, settings)


def saved(days):
    return replace(make_record(), path="articles/a.md", created=NOW - timedelta(days=days),
                   outcome=OutcomeName.NEW, retry_at=None)  # fmt: skip


def dead(failures, retry_in=1):
    return replace(make_record(), path="", outcome=OutcomeName.GONE, failures=failures,
                   retry_at=NOW + timedelta(days=retry_in))  # fmt: skip


def test_what_was_never_asked_is_due():
    assert outcome_of(None) is None


@pytest.mark.parametrize(
    ("days", "refresh", "is_due"),
    [(1, 7.0, True), (8, 7.0, False), (8, 30.0, True), (0.1, 0.0, False), (9999, math.inf, True)],
)
def test_a_saved_article_is_due_while_it_is_young(days, refresh, is_due):
    outcome = outcome_of(saved(days), refresh=refresh)
    assert (outcome is None) == is_due
    if outcome is not None:
        assert outcome.name is OutcomeName.UNCHANGED
        assert outcome.reason.startswith("not due: saved")
        assert not outcome.is_requested


def test_a_dead_address_waits_its_days():
    outcome = outcome_of(dead(2))
    assert outcome.name is OutcomeName.GONE
    assert outcome.reason.endswith("UTC, asked 2 times")
    assert outcome_of(dead(2), now=NOW + timedelta(days=2)) is None


def test_after_six_times_a_dead_address_is_given_up_unless_all_is_asked_for():
    late = NOW + timedelta(days=400)
    assert "given up" in outcome_of(dead(6), now=late).reason
    assert outcome_of(dead(6), now=late, refresh=math.inf) is None


@pytest.mark.parametrize("outcome", [OutcomeName.SOFT_404, OutcomeName.GONE])
def test_what_is_not_requested_keeps_the_name_of_its_last_outcome(outcome):
    late = NOW + timedelta(days=400)
    assert outcome_of(replace(dead(6), outcome=outcome), now=late).name is outcome
    assert outcome_of(replace(dead(2), outcome=outcome)).name is outcome
    paused = replace(dead(1), outcome=OutcomeName.BOT_WALL)
    assert outcome_of(paused).name is OutcomeName.BOT_WALL


def test_a_saved_article_that_disappeared_waits_its_days_and_says_why():
    """Its site is not said to have asked for patience, and --refresh all requests it."""
    record = replace(dead(1), path="articles/a.md", created=NOW)
    outcome = outcome_of(record)
    assert (outcome.name, outcome.retry_at) == (OutcomeName.GONE, None)
    assert outcome.reason.endswith("UTC, asked 1 time")
    assert outcome_of(record, refresh=math.inf) is None
    assert outcome_of(record, now=NOW + timedelta(days=1)) is None


def test_a_paused_site_is_left_alone_whatever_is_asked_for():
    paused = replace(saved(1), retry_at=NOW + timedelta(hours=1), outcome=OutcomeName.FAILED)
    assert "is paused until" in outcome_of(paused, refresh=math.inf).reason


@pytest.mark.parametrize("record", [saved(-900), dead(2, retry_in=900), dead(6, retry_in=900)])
def test_nothing_waits_for_the_time_of_a_clock_that_was_ahead(record):
    ahead = replace(record, checked_at=NOW + timedelta(days=899))
    assert outcome_of(ahead) is None


@pytest.mark.parametrize(("missing", "is_due"), [(-1, True), (0, False), (2, False)])
def test_an_old_article_is_due_once_for_its_images(missing, is_due):
    outcome = outcome_of(replace(saved(100), missing_images=missing), images=True)
    assert (outcome is None) == is_due


def test_what_was_not_asked_is_no_failure():
    tally = Tally()
    tally.add(outcome_of(dead(2)))
    assert (tally.exit_code, tally.not_due, tally.failed) == (0, 1, 0)


def test_a_run_in_which_nothing_is_due_asks_nothing_and_touches_no_file(demo, tmp_path):
    first = run(demo, tmp_path / "a", FERRY)
    files = {path: path.stat().st_mtime_ns for path in (tmp_path / "a/articles").rglob("*.*")}
    asked = len(demo.requests)
    second = run(demo, tmp_path / "a", FERRY, run={"refresh_days": 0})
    assert first.names == {FERRY: "new"}
    assert [o.reason for o in second.outcomes] == ["not due: saved 0 days ago"]
    assert len(demo.requests) == asked
    assert {p: p.stat().st_mtime_ns for p in (tmp_path / "a/articles").rglob("*.*")} == files
    assert len(list((tmp_path / "a/runs").iterdir())) == 1


@pytest.mark.parametrize("refresh_days", [0, 7])
def test_a_run_writes_a_json_that_is_missing_whether_it_was_due_or_not(
    demo, tmp_path, refresh_days
):
    run(demo, tmp_path, FERRY)
    (path,) = (tmp_path / "articles").rglob("*.json")
    path.unlink()
    run(demo, tmp_path, FERRY, run={"refresh_days": refresh_days})
    assert path.is_file()

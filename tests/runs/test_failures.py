"""An error in a page ends that page; an error of the archive stops the run."""

import json

import pytest

from scraper.errors import ArchiveError
from tests.demo_runs import run
from tests.runs.test_run import FERRY, LONG, TIDE, page
from tests.workers import misbehave


@pytest.fixture
def misbehaving(tmp_path, monkeypatch):
    """Workers whose extraction fails as a page demands; the parent is unchanged."""
    monkeypatch.setattr("scraper.workers.process._start", misbehave.start)
    return tmp_path


def test_a_bug_in_one_page_is_logged_with_its_traceback_and_the_rest_goes_on(demo, misbehaving):
    demo.override(TIDE, body=page("Bad", "BUG-HERE"))
    ran = run(demo, misbehaving, TIDE, FERRY)
    assert ran.names == {TIDE: "failed", FERRY: "new"}
    (log,) = (misbehaving / "runs").glob("*.jsonl")
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    (bug,) = [line for line in lines if line["outcome"] == "failed"]
    assert bug["reason"].startswith("bug: ZeroDivisionError")
    assert "Traceback" in bug["traceback"]


def test_a_page_whose_extraction_hangs_costs_its_worker_and_nothing_else(demo, misbehaving):
    demo.override(TIDE, body=page("Bad", "HANG-HERE"))
    ran = run(demo, misbehaving, TIDE, FERRY, run={"page_timeout": 3.0})
    assert ran.names == {TIDE: "failed", FERRY: "new"}
    (outcome,) = [o for o in ran.outcomes if o.target.url == TIDE]
    assert outcome.reason == "extraction timeout: not done after 3 s"


def test_a_page_whose_extraction_asks_for_too_much_memory_costs_its_worker_and_nothing_else(
    demo, misbehaving
):
    other = "http://notes.example/other"
    demo.override(other, body=page("Whole", LONG))
    demo.override(TIDE, body=page("Bad", "EAT-HERE"))
    settings = {"page_memory": 256 << 20, "workers": 1}
    ran = run(demo, misbehaving, TIDE, other, FERRY, run=settings)
    assert ran.names == {TIDE: "failed", other: "new", FERRY: "new"}
    (outcome,) = [o for o in ran.outcomes if o.target.url == TIDE]
    assert outcome.reason == "extraction memory: more than 256 MiB"
    # the names of raw files contain that of the worker
    assert {path.stem.split("-")[2] for path in (misbehaving / "raw").iterdir()} == {"w1", "w2"}


def test_a_worker_that_hangs_is_ended_however_much_it_was_given(demo, misbehaving):
    """More than a pipe holds: the parent must not wait for a worker that does not read."""
    demo.override(TIDE, body=page("Bad", "HANG-HERE"))
    long = "x" * 20_000
    others = [f"http://s{n}.example/{m}/{long}" for n in range(31) for m in range(4)]
    ran = run(demo, misbehaving, TIDE, *others, run={"page_timeout": 1.0})
    assert ran.completed
    assert ran.names[TIDE] == "failed"
    assert len(ran.outcomes) == 1 + len(others)


def test_a_page_that_ends_its_worker_costs_nothing_else(demo, misbehaving):
    other = "http://notes.example/other"
    demo.override(TIDE, body=page("Bad", "CRASH-HERE"))
    demo.override(other, body=page("Good", LONG))
    ran = run(demo, misbehaving, TIDE, other, FERRY)
    assert ran.names == {TIDE: "failed", other: "new", FERRY: "new"}


def test_an_interrupted_run_says_so_and_the_next_one_does_the_rest(demo, tmp_path):
    stopped = run(demo, tmp_path, FERRY, TIDE, should_stop=lambda: True)
    assert not stopped.completed
    ran = run(demo, tmp_path, FERRY, TIDE)
    assert ran.completed
    assert len(ran.files) == 2
    assert ran.rows("SELECT completed FROM run ORDER BY id") == [(0,), (1,)]


def test_an_archive_that_cannot_be_written_is_found_out_before_the_first_request(demo, tmp_path):
    (tmp_path / "in-the-way").write_text("a file")
    with pytest.raises(ArchiveError, match="in-the-way"):
        run(demo, tmp_path / "in-the-way" / "archive", FERRY)
    assert demo.requests == []


def test_a_damaged_state_is_an_archive_error_that_names_the_file(demo, tmp_path):
    (tmp_path / "state.sqlite").write_bytes(b"not a database, but long enough to be read" * 50)
    with pytest.raises(ArchiveError, match=r"state\.sqlite"):
        run(demo, tmp_path, FERRY)
    assert demo.requests == []


def test_a_raw_folder_that_cannot_be_written_stops_the_run(demo, tmp_path):
    (tmp_path / "raw").write_text("in the way")
    with pytest.raises(ArchiveError, match="raw"):
        run(demo, tmp_path, FERRY)


def test_a_site_that_answers_500_to_everything_is_a_failure(demo, tmp_path):
    demo.override("http://notes.example/robots.txt", status=500)
    demo.override(TIDE, status=500)
    for _ in range(2):
        ran = run(demo, tmp_path, TIDE)
        assert ran.names == {TIDE: "failed"}
        assert "HTTP 500" in ran.outcomes[0].reason


def test_a_page_for_whose_tree_there_is_no_memory_is_no_bug(demo, tmp_path):
    demo.override(TIDE, body=b"<p>ab" * 200_000)
    (outcome,) = run(demo, tmp_path, TIDE, run={"page_memory": 24 << 20}).outcomes
    assert (outcome.name, outcome.reason) == ("failed", "extraction memory: more than 24 MiB")

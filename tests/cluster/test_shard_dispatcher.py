"""A run that is cut into shards ends as a run on one machine, whatever happens to its shards."""

from collections import Counter

import pytest

from scraper.archive.archive_folder import open_archive, unmerged_shards
from scraper.archive.lock import archive_lock
from scraper.archive.readonly import reading
from scraper.archive.verification import Trouble, verify_archive
from scraper.cluster.shard_cutter import ShardCutter
from scraper.cluster.shard_process import work_on
from scraper.cluster.shard_result import EngineUnavailable, ShardEnd
from scraper.errors import ArchiveError, ArchiveLocked
from scraper.pipeline.job import JobKind
from scraper.pipeline.recorder import ResultRecorder, RunCallbacks
from scraper.runs.session import merge_archive
from scraper.shards.heartbeat import Heartbeat
from scraper.urls import target
from tests.cluster.conftest import AtOnce, again, run
from tests.demo_runs import run as run_here
from tests.demo_runs import settings_for
from tests.runs.test_run import FERRY, LONG, TIDE, URLS, page

COPY = "http://post.example/copy"
COPY_2 = "http://post.example/copy-2"
OTHER = "http://notes.example/other"


def whole(folder):
    with reading(folder) as state:
        return list(verify_archive(folder, state))


def pages(demo):
    return Counter(r.url for r in demo.requests if r.path != "/robots.txt")


def test_the_demonstration_ends_as_it_does_on_one_machine(demo, tmp_path):
    engine = AtOnce()
    ran = run(demo, tmp_path / "shards", str(URLS), engine=engine)
    asked = pages(demo)
    demo.forget_requests()
    here = run_here(demo, tmp_path / "here", str(URLS))
    assert ran.completed
    assert (ran.names, ran.files) == (here.names, here.files)
    assert len(ran.outcomes) == len(ran.names)
    # an article on another site that a feed names is requested once, too
    assert asked == pages(demo)
    assert len(engine.shards) > 4  # for nine sites, some of which share one
    assert whole(ran.folder) == []
    assert list((ran.folder / "shards").iterdir()) == [ran.folder / "shards" / "pulse"]
    (log,) = (ran.folder / "runs").iterdir()
    assert len(log.read_text().splitlines()) == len(ran.names)
    assert len(list((ran.folder / "raw").iterdir())) == len(engine.shards)


def test_a_second_run_asks_conditionally_and_makes_no_shard_of_what_is_not_due(demo, tmp_path):
    run(demo, tmp_path, FERRY, TIDE)
    demo.forget_requests()
    second = run(demo, tmp_path, FERRY, TIDE)
    assert set(second.names.values()) == {"unchanged"}
    assert all("if-none-match" in r.headers for r in demo.requests if r.path != "/robots.txt")
    engine = AtOnce()
    third = run(demo, tmp_path, FERRY, TIDE, engine=engine, run={"refresh_days": 0})
    assert engine.shards == []
    assert [outcome.is_requested for outcome in third.outcomes] == [False, False]


def test_a_copy_on_another_site_is_joined_when_the_shards_are_merged(demo, tmp_path):
    demo.override(OTHER, body=page("Original", LONG))
    demo.override(COPY, body=page("Copy", LONG))
    demo.override(COPY_2, body=page("Copy of the copy", LONG))
    ran = run(demo, tmp_path, OTHER, COPY, COPY_2)
    saved = [o for o in ran.outcomes if o.name.value == "new"]
    assert sorted(ran.names.values()) == ["duplicate", "duplicate", "new"]
    assert len(ran.files) == 1
    of = ran.rows("SELECT DISTINCT duplicate_of FROM article WHERE duplicate_of <> ''")
    assert of == ran.rows("SELECT id FROM article WHERE path <> ''")
    assert {outcome.path for outcome in ran.outcomes} == {saved[0].path}
    assert whole(tmp_path) == []


class _Stops:
    """Stops the first attempt at each shard after one page."""

    def __init__(self, journal_tail: bytes = b"") -> None:
        self._tail = journal_tail
        self.stopped = 0

    def __call__(self, shard):
        journal = shard / "journal.jsonl"
        if journal.exists():
            return None
        done = work_on(
            shard, lambda: journal.exists() and journal.stat().st_size > 0, lock_timeout=0
        )
        if done:
            return ShardEnd.DONE
        self.stopped += 1
        with journal.open("ab") as file:
            file.write(self._tail)
        return ShardEnd.FAILED


@pytest.mark.parametrize("tail", [b"", b'{"result":{"outcome":{"tar'])
def test_a_shard_that_is_done_again_goes_on_where_it_was(demo, tmp_path, tail):
    urls = [f"http://notes.example/{number}" for number in range(3)]
    for number, url in enumerate(urls):
        demo.override(url, body=page(f"Page {number}", LONG.replace("number", f"n{number}")))
    stops = _Stops(tail)
    # a pause between pages, so that the first is handed in before the second is requested
    ran = run(demo, tmp_path, *urls, engine=AtOnce(before=stops), fetch={"rate": 1.2})
    assert stops.stopped == 1
    assert ran.names == dict.fromkeys(urls, "new")
    assert len(ran.outcomes) == 3
    assert pages(demo)[urls[0]] == 1
    assert len(ran.files) == 3
    assert whole(tmp_path) == []


def test_a_shard_that_fails_again_and_again_costs_its_own_sites_only(demo, tmp_path):
    attempts = Counter()

    def before(shard):
        with reading(shard) as part:
            sites = {row[0] for row in part.database.connection.execute("SELECT site FROM queue")}
        if "notes.example" not in sites:
            return None
        attempts[shard.name] += 1
        return ShardEnd.FAILED

    ran = run(demo, tmp_path, FERRY, TIDE, OTHER, engine=AtOnce(before=before))
    assert ran.completed
    assert ran.names == {FERRY: "new", TIDE: "failed", OTHER: "failed"}
    reasons = {o.reason for o in ran.outcomes if o.name.value == "failed"}
    assert reasons == {"bug: its shard failed 3 times: it said so on here"}
    assert list(attempts.values()) == [3]
    assert ran.rows("SELECT count(*) FROM article WHERE outcome = 'failed'") == [(2,)]
    assert unmerged_shards(tmp_path) == []


def test_a_shard_that_ends_machine_after_machine_is_given_up_at_once(demo, tmp_path):
    engine = AtOnce(before=lambda _shard: ShardEnd.FATAL)
    ran = run(demo, tmp_path, TIDE, engine=engine)
    assert ran.names == {TIDE: "failed"}
    assert len(engine.shards) == 1


def test_a_machine_that_cannot_help_is_named_once_and_costs_no_attempt(demo, tmp_path):
    ends = iter([ShardEnd.UNFIT] * 5)
    notices = []
    engine = AtOnce(before=lambda _shard: next(ends, None))
    ran = run(demo, tmp_path, TIDE, engine=engine, notices=notices)
    assert ran.names == {TIDE: "new"}
    assert notices == ["here cannot help: it said so"]


def test_a_shard_that_a_lost_machine_still_works_on_is_waited_for(demo, tmp_path):
    ends = iter([ShardEnd.LOCKED] * 5)
    notices = []
    engine = AtOnce(before=lambda _shard: next(ends, None))
    ran = run(demo, tmp_path, TIDE, engine=engine, notices=notices)
    assert ran.names == {TIDE: "new"}
    assert notices == ["two machines have one shard; waiting for the first: it said so"]


def test_an_archive_that_a_machine_cannot_write_stops_the_run(demo, tmp_path):
    engine = AtOnce(before=lambda _shard: ShardEnd.ARCHIVE_ERROR)
    with pytest.raises(ArchiveError, match="here: it said so"):
        run(demo, tmp_path, TIDE, engine=engine)


def test_an_engine_that_is_gone_stops_the_run_with_what_is_done(demo, tmp_path):
    class Leaving(AtOnce):
        def ended(self, seconds):
            raise EngineUnavailable("it is gone")

    notices = []
    ran = run(demo, tmp_path, TIDE, FERRY, engine=Leaving(), notices=notices)
    assert not ran.completed
    assert "it is gone" in notices
    assert set(ran.names.values()) == {"new"}
    assert unmerged_shards(tmp_path) == []


def test_a_stopped_run_says_so_and_the_next_one_does_the_rest(demo, tmp_path):
    engine = AtOnce()
    stopped = run(demo, tmp_path, FERRY, TIDE, engine=engine, should_stop=lambda: True)
    assert not stopped.completed
    assert unmerged_shards(tmp_path) == []
    ran = run(demo, tmp_path, FERRY, TIDE)
    assert ran.completed
    assert len(ran.files) == 2
    assert ran.rows("SELECT completed FROM run ORDER BY id") == [(0,), (1,)]


def test_a_run_without_a_worker_waits_and_can_be_stopped(demo, tmp_path):
    class Empty(AtOnce):
        def slots(self):
            return 0

    notices = []
    looks = iter([False, False, True])
    ran = run(
        demo, tmp_path, TIDE, engine=Empty(), notices=notices, should_stop=lambda: next(looks)
    )
    assert not ran.completed
    assert notices == ["no worker is there yet; waiting for one"]


def test_notices_of_a_shard_reach_the_terminal(demo, tmp_path):
    demo.override(TIDE, status=429, headers={"Retry-After": "1"})
    notices = []
    run(demo, tmp_path, TIDE, notices=notices, fetch={"attempts": 2})
    assert any("notes.example" in notice for notice in notices)


# --- a run that was killed -----------------------------------------------------------------


def left_behind(demo, folder, *urls, kind=JobKind.SCRAPE, works=True):
    """An archive after a run that was killed when its shard was done, or only cut."""
    settings = settings_for(demo, run={"shard_pages": 100})
    with open_archive(folder) as archive:
        archive.queue.clear()
        cutter = ShardCutter(ResultRecorder(archive=archive, kind=kind), settings, "killed")
        cutter.add(map(target, urls))
        shard = cutter.next(frozenset(), 1)
    if works:
        with Heartbeat(folder, "killed"):
            assert work_on(shard.folder, lambda: False, lock_timeout=0)
    return shard.folder


def test_what_a_killed_run_left_is_merged_by_the_command(demo, tmp_path):
    left_behind(demo, tmp_path, TIDE, FERRY)
    assert {finding.trouble for finding in whole(tmp_path)} == {Trouble.UNMERGED, Trouble.NO_ROW}
    outcomes = []
    assert merge_archive(tmp_path, callbacks=RunCallbacks(on_outcome=outcomes.append)) == 1
    assert {outcome.name.value for outcome in outcomes} == {"new"}
    assert whole(tmp_path) == []
    assert merge_archive(tmp_path, callbacks=RunCallbacks()) == 0


def test_a_merge_that_was_killed_is_done_again(demo, tmp_path):
    demo.override(COPY, body=page("Copy", LONG))
    demo.override(OTHER, body=page("Original", LONG))
    run(demo, tmp_path, OTHER)
    shard = left_behind(demo, tmp_path, TIDE, COPY)
    kept = {path.name: path.read_bytes() for path in shard.iterdir() if path.is_file()}
    merge_archive(tmp_path, callbacks=RunCallbacks())
    with reading(tmp_path) as state:
        before = list(state.records())
    shard.mkdir()
    for name, content in kept.items():
        (shard / name).write_bytes(content)
    merge_archive(tmp_path, callbacks=RunCallbacks())
    with reading(tmp_path) as state:
        assert list(state.records()) == before
    assert whole(tmp_path) == []


@pytest.mark.parametrize("run_next", [run, run_here])
def test_the_next_run_merges_first(demo, tmp_path, run_next):
    left_behind(demo, tmp_path, TIDE)
    assert run_next(demo, tmp_path, TIDE).names == {TIDE: "unchanged"}
    assert pages(demo) == {TIDE: 2}
    assert unmerged_shards(tmp_path) == []


def test_a_shard_that_was_never_begun_is_removed(demo, tmp_path):
    left_behind(demo, tmp_path, TIDE, works=False)
    (tmp_path / "shards" / "half-cut").mkdir()
    assert merge_archive(tmp_path, callbacks=RunCallbacks()) == 2
    assert unmerged_shards(tmp_path) == []


def test_a_shard_that_somebody_works_on_is_not_merged(demo, tmp_path, monkeypatch):
    monkeypatch.setattr("scraper.shards.merging._LOCK_TIMEOUT", 0)
    shard = left_behind(demo, tmp_path, TIDE)
    with archive_lock(shard), pytest.raises(ArchiveLocked, match="killed-s00001"):
        merge_archive(tmp_path, callbacks=RunCallbacks())
    assert (tmp_path / "shards" / "pulse").read_text().endswith(" stop\n")
    assert unmerged_shards(tmp_path) == [shard]


# --- reprocessing --------------------------------------------------------------------------


def test_raw_files_are_reprocessed_a_shard_each(demo, tmp_path):
    run(demo, tmp_path, TIDE, FERRY, "http://courier.example/ferry")
    demo.forget_requests()
    engine = AtOnce()
    ran = again(demo, tmp_path, engine=engine)
    assert ran.completed
    assert sorted(ran.names.values()) == ["duplicate", "unchanged", "unchanged"]
    assert len(engine.shards) == len(list((tmp_path / "raw").iterdir())) == 2
    changed = again(demo, tmp_path, extract={"drop": ["p"]}, archive={"save": ["article", "thin"]})
    assert "updated" in changed.names.values()
    assert demo.requests == []
    assert whole(tmp_path) == []


def test_the_settings_of_a_site_hold_for_its_raw_pages(demo, tmp_path):
    run(demo, tmp_path, TIDE, FERRY)
    ran = again(demo, tmp_path, site={"notes.example": {"drop": ["pre"]}})
    assert ran.names == {TIDE: "updated", FERRY: "unchanged"}


def test_a_raw_page_that_cannot_be_read_again_stays_what_it_was(demo, tmp_path):
    run(demo, tmp_path, TIDE)
    with reading(tmp_path) as state:
        before = list(state.records())
    ran = again(demo, tmp_path, engine=AtOnce(before=lambda _shard: ShardEnd.FATAL))
    assert ran.names == {TIDE: "failed"}
    with reading(tmp_path) as state:
        assert list(state.records()) == before


def test_a_preview_changes_nothing(demo, tmp_path):
    run(demo, tmp_path, TIDE)
    kept = {path: path.read_bytes() for path in tmp_path.rglob("articles/**/*") if path.is_file()}
    ran = again(demo, tmp_path, is_preview=True, extract={"drop": ["pre"]})
    assert ran.names == {TIDE: "updated"}
    assert {p: p.read_bytes() for p in tmp_path.rglob("articles/**/*") if p.is_file()} == kept
    assert ran.rows("SELECT version FROM article") == [(1,)]
    assert whole(tmp_path) == []

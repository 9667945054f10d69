import os
import sqlite3
from datetime import timedelta, timezone

import pytest

from scraper.archive.state.record import RawRef, Record
from scraper.archive.state.state_store import State
from scraper.errors import ArchiveError
from scraper.outcomes import OutcomeName
from tests.archive.make import LATER, NOW, make_record


@pytest.fixture
def path(tmp_path):
    return tmp_path / "state.sqlite"


@pytest.fixture
def state(path):
    state = State(path)
    yield state
    state.close()


# --- articles -----------------------------------------------------------------------------


FULL = make_record(
    outcome=OutcomeName.UPDATED,
    reason="it says so",
    final_url="https://news.example.org/3",
    status=200,
    etag='"a"',
    last_modified="Mon",
    retry_at=LATER,
    failures=2,
    failing_since=NOW,
    path="articles/example.org/2026/x.md",
    title="T' OR 1=1; DROP TABLE article; -- 😀\x00\n",
    words=7,
    text_hash="ab",
    published="2026-03-09",
    created=NOW,
    saved_at=LATER,
    version=3,
    raw=RawRef(file="raw/x", offset=1 << 40, sha256="cd"),
    file_hash="ef",
    minhash=b"\x00" * 256,
    missing_images=2,
    duplicate_of="abcdefgh",
)


def test_a_row_is_read_back_as_it_was_put(state):
    state.put([FULL])
    assert state.get(FULL.key) == FULL
    assert all(getattr(FULL, name) not in ("", None, b"") for name in Record.__struct_fields__)


def test_a_row_of_little_is_read_back_too(state):
    record = make_record()
    state.put([record])
    assert state.get(record.key) == record
    assert state.get("other") is None


def test_rows_stay_after_closing(path):
    for _ in range(2):
        state = State(path)
        state.put([FULL])
        state.close()
    state = State(path)
    assert list(state.records()) == [FULL]
    state.close()


def test_an_instant_is_stored_in_utc(state):
    there = NOW.astimezone(timezone(timedelta(hours=9)))
    state.put([make_record(checked_at=there)])
    read = state.get(make_record().key).checked_at
    assert read == NOW
    assert read.utcoffset() == timedelta(0)


def test_a_lone_surrogate_is_replaced(state):
    state.put([make_record(title="a\ud800")])
    assert state.get(make_record().key).title == "a\ufffd"


def test_records_come_by_key(state):
    state.put(make_record(key) for key in ("b/2", "a/1", "c/3"))
    assert [record.key for record in state.records()] == ["a/1", "b/2", "c/3"]


def test_a_batch_is_stored_as_a_whole_or_not_at_all(state):
    def aliases():
        yield "b/1", "a/1"
        raise KeyError("no more")

    with pytest.raises(KeyError):
        state.put([make_record("a/1")], aliases())
    assert state.get("a/1") is None


def test_an_error_stays_what_it_is_where_sqlite_has_ended_the_transaction_itself(state):
    def aliases():
        state._db.execute("ROLLBACK")  # as SQLite does on some full disks
        raise KeyError("the cause")
        yield

    with pytest.raises(KeyError, match="the cause"):
        state.put([], aliases())


# --- runs ---------------------------------------------------------------------------------


def test_a_run_is_logged_from_begin_to_end(state, path):
    first = state.add_run(NOW)
    second = state.add_run(LATER)
    state.end_run(second, LATER, completed=True, outcomes={OutcomeName.NEW: 2})
    with sqlite3.connect(path) as db:
        rows = db.execute("SELECT id, started, ended, completed, outcomes FROM run").fetchall()
    db.close()
    assert rows == [
        (first, NOW.isoformat(), None, None, "{}"),
        (second, LATER.isoformat(), LATER.isoformat(), 1, '{"new": 2}'),
    ]


# --- damage -------------------------------------------------------------------------------


def one_line(error):
    return "\n" not in str(error.value)


@pytest.mark.parametrize(
    "content", [b"this is no database\n" * 400, b"x" * 50, b"SQLite format 3\x00"]
)
def test_a_file_that_is_no_database_is_an_error_that_names_it(path, content):
    path.write_bytes(content)
    with pytest.raises(ArchiveError, match=r"state\.sqlite: ") as error:
        State(path)
    assert one_line(error)
    assert path.read_bytes() == content


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_database_that_was_cut_is_an_error_that_names_it(path, share):
    state = State(path)
    state.put(make_record(f"a.org/{number}", title="t" * 100) for number in range(500))
    state.close()
    os.truncate(path, int(path.stat().st_size * share))
    with pytest.raises(ArchiveError, match=r"state\.sqlite: .*malformed") as error:
        State(path).close()
    assert one_line(error)


@pytest.mark.parametrize(
    "damage", ["outcome = 'nonsense'", "checked_at = 'yesterday'", "checked_at = x'ff'"]
)
def test_a_row_that_is_damaged_is_an_error_that_names_file_and_key(path, damage):
    state = State(path)
    state.put([make_record("a.org/1")])
    state.close()
    with sqlite3.connect(path) as db:
        db.execute(f"UPDATE article SET {damage}")
    db.close()
    state = State(path)
    with pytest.raises(ArchiveError, match=r"state\.sqlite: the row of 'a.org/1' is damaged"):
        state.get("a.org/1")
    state.close()


def test_a_state_of_a_newer_version_is_left_alone(path):
    State(path).close()
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 99")
    db.close()
    with pytest.raises(ArchiveError, match=r"state\.sqlite: made by a newer version"):
        State(path)


def test_a_folder_in_the_states_place_is_an_error(path):
    path.mkdir()
    with pytest.raises(ArchiveError, match=r"state\.sqlite: "):
        State(path)


def test_a_full_disk_is_an_error_and_the_rows_before_stay(state):
    state.put([make_record("a.org/1")])
    pages = state._db.execute("PRAGMA page_count").fetchone()[0]
    state._db.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(ArchiveError, match="full"):
        state.put(make_record(f"b.org/{number}", title="t" * 1000) for number in range(100))
    assert [record.key for record in state.records()] == ["a.org/1"]
    state._db.execute(f"PRAGMA max_page_count = {pages + 1000}")
    state.put([make_record("c.org/1")])
    assert state.get("c.org/1") is not None

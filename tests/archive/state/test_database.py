"""Every released version of the schema is migrated to the newest one."""

import sqlite3

import pytest

from scraper.archive.minhash import bands
from scraper.archive.readonly import reading
from scraper.archive.state.database import MIGRATIONS, Database, OldSchema, bands_of
from scraper.archive.state.record import RawRef
from scraper.archive.state.state_store import State
from scraper.errors import ArchiveError
from tests.archive.make import NOW, make_record

# A row as version 1 wrote it.
FIRST_COLUMNS = (
    *("key", "id", "url", "site", "outcome", "reason", "final_url", "status", "etag"),
    *("last_modified", "checked_at", "retry_at", "failures", "path", "title", "words"),
    *("text_hash", "published", "created", "saved_at", "version", "raw_hash", "raw_file"),
    *("raw_offset", "duplicate_of"),
)
FIRST_ROW = (
    *("news.example.org/ferry", make_record().id, "https://news.example.org/ferry", "example.org"),
    *("new", "", "", 200, '"a"', "", NOW.isoformat(), None, 0, "articles/x.md", "Ferry", 7, "ab"),
    *("2026-03-09", NOW.isoformat(), NOW.isoformat(), 1, "cd", "raw/x.warc.gz", 9, ""),
)


def made_by_version(path, version):
    db = sqlite3.connect(path)
    db.create_function("bands_of", 1, bands_of)
    for number in range(version):
        db.executescript(MIGRATIONS[number])
    db.execute(f"PRAGMA user_version = {version}")
    marks = ", ".join("?" * len(FIRST_ROW))
    db.execute(f"INSERT INTO article ({', '.join(FIRST_COLUMNS)}) VALUES ({marks})", FIRST_ROW)
    db.commit()
    db.close()


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS) + 1))
def test_an_archive_of_every_version_is_read_and_written(tmp_path, version):
    path = tmp_path / "state.sqlite"
    made_by_version(path, version)
    state = State(path)
    record = state.get("news.example.org/ferry")
    assert (record.title, record.words, record.created) == ("Ferry", 7, NOW)
    assert record.raw == RawRef(file="raw/x.warc.gz", offset=9, sha256="cd")
    assert (record.minhash, record.missing_images) == (b"", -1)
    state.put([record, make_record("b", minhash=b"x" * 256, file_hash="ef")])
    assert state.get("b").minhash == b"x" * 256
    assert state.find_similar(b"x" * 256) is None  # it has no files
    state.close()


def test_bands_of_an_older_version_are_made_again_from_the_signatures(tmp_path):
    path = tmp_path / "state.sqlite"
    made_by_version(path, 2)
    sketch = bytes(range(256))
    with sqlite3.connect(path) as db:
        db.execute("UPDATE article SET sketch = ?", (sketch,))
        db.execute("INSERT INTO band VALUES (1, 'old')")
    db.close()
    state = State(path)
    assert state.find_similar(sketch).key == "news.example.org/ferry"
    kept = state.database.connection.execute("SELECT count(*), min(id) FROM band").fetchone()
    assert kept == (len(bands(sketch)), make_record().id)
    state.close()


def test_a_reader_brings_an_old_archive_up_to_date_first(tmp_path):
    made_by_version(tmp_path / "state.sqlite", 1)
    with pytest.raises(OldSchema):
        Database(tmp_path / "state.sqlite", read_only=True)
    with reading(tmp_path) as state:
        assert [record.title for record in state.records()] == ["Ferry"]


@pytest.mark.parametrize("read_only", [True, False])
def test_a_newer_version_is_refused_and_left_alone(tmp_path, read_only):
    path = tmp_path / "state.sqlite"
    made_by_version(path, len(MIGRATIONS))
    with sqlite3.connect(path) as db:
        db.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    db.close()
    before = path.read_bytes()
    with pytest.raises(ArchiveError, match="made by a newer version"):
        Database(path, read_only=read_only)
    assert path.read_bytes() == before


def test_a_newer_version_in_use_keeps_its_write_ahead_log(tmp_path):
    """It was killed, say: its log is not brought into the file by a program that cannot read it."""
    path = tmp_path / "live.sqlite"
    made_by_version(path, len(MIGRATIONS))
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
        db.commit()
        for suffix in ("", "-wal"):
            (tmp_path / f"state.sqlite{suffix}").write_bytes(
                (tmp_path / f"live.sqlite{suffix}").read_bytes()
            )
    db.close()
    files = {name: (tmp_path / name).read_bytes() for name in ("state.sqlite", "state.sqlite-wal")}
    with pytest.raises(ArchiveError, match="made by a newer version"):
        Database(tmp_path / "state.sqlite")
    assert {name: (tmp_path / name).read_bytes() for name in files} == files


def test_feeds_of_an_older_version_keep_what_they_named(tmp_path):
    path = tmp_path / "state.sqlite"
    made_by_version(path, 7)
    with sqlite3.connect(path) as db:
        db.execute("UPDATE article SET outcome = 'feed', reason = 'names 12 articles'")
    db.close()
    state = State(path)
    assert state.get("news.example.org/ferry").named == 12
    state.close()

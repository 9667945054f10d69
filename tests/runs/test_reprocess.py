"""Raw pages extracted again: changes are written, and what is known of the server is kept."""

import os
import sqlite3

import pytest

from scraper.archive.readonly import reading
from scraper.archive.verification import Trouble, verify_archive
from scraper.errors import ArchiveError
from scraper.pipeline.recorder import RunCallbacks
from scraper.runs.archive_repair import DeletedAnswer, repair_archive
from scraper.runs.session import reprocess_archive
from tests.demo_runs import run, settings_for
from tests.runs.test_run import FERRY, LONG, TIDE, URLS, page


def again(demo, folder, *, is_preview=False, **tables):
    outcomes = []
    assert reprocess_archive(
        folder,
        settings_for(demo, **tables),
        callbacks=RunCallbacks(on_outcome=outcomes.append),
        is_preview=is_preview,
    )
    return {o.target.url: (o.name.value, o.reason) for o in outcomes}


def files_of(folder):
    articles = folder / "articles"
    return {
        p.name: (p.read_bytes(), p.stat().st_mtime_ns) for p in articles.rglob("*") if p.is_file()
    }


def rows_of(folder):
    with sqlite3.connect(folder / "state.sqlite") as db:
        return db.execute("SELECT * FROM article ORDER BY key").fetchall()


def whole(folder):
    with reading(folder) as state:
        return list(verify_archive(folder, state))


def test_nothing_changes_where_the_extraction_is_the_same(demo, tmp_path):
    run(demo, tmp_path, str(URLS))
    demo.forget_requests()
    before, rows = files_of(tmp_path), rows_of(tmp_path)
    assert {name for name, _ in again(demo, tmp_path).values()} == {
        "unchanged",
        "paywall",
        "duplicate",
    }
    assert (files_of(tmp_path), rows_of(tmp_path)) == (before, rows)
    assert demo.requests == []


def test_other_settings_change_a_text_and_the_old_one_is_kept(demo, tmp_path):
    run(demo, tmp_path, FERRY, TIDE)
    before, rows = files_of(tmp_path), rows_of(tmp_path)
    drop = {"extract": {"drop": ["article p:nth-of-type(2)"]}}
    said = again(demo, tmp_path, is_preview=True, **drop)
    assert said[FERRY][0] == "updated"
    assert said[FERRY][1].startswith("text: -")
    assert (files_of(tmp_path), rows_of(tmp_path)) == (before, rows)
    assert not (tmp_path / "versions").exists()
    assert again(demo, tmp_path, **drop) == said
    assert list((tmp_path / "versions").rglob("*.md"))
    assert whole(tmp_path) == []
    checked = {row[0]: row[10] for row in rows}
    assert {row[0]: row[10] for row in rows_of(tmp_path)} == checked


def test_a_page_that_was_left_out_is_saved_when_it_may_be(demo, tmp_path):
    quarry = "http://courier.example/news/quarry"
    first = run(demo, tmp_path, quarry)
    assert first.names == {quarry: "paywall"}
    saving = {"archive": {"save": ["article", "paywall"]}}
    assert again(demo, tmp_path, **saving) == {quarry: ("new", "")}
    assert len(list((tmp_path / "articles").rglob("*.md"))) == 1
    assert again(demo, tmp_path) == {quarry: ("paywall", again(demo, tmp_path)[quarry][1])}
    assert len(list((tmp_path / "articles").rglob("*.md"))) == 1


def test_a_text_that_was_edited_by_hand_stays_and_the_new_one_is_kept_beside_it(demo, tmp_path):
    run(demo, tmp_path, TIDE)
    (path,) = (tmp_path / "articles").rglob("*.md")
    path.write_text(path.read_text() + "\nMy note.\n")
    assert again(demo, tmp_path)[TIDE][0] == "unchanged"
    assert path.read_text().endswith("My note.\n")
    drop = {"extract": {"drop": ["article p:nth-of-type(2)", "p:nth-of-type(2)"]}}
    name, reason = again(demo, tmp_path, **drop)[TIDE]
    assert path.read_text().endswith("My note.\n")
    (kept,) = (tmp_path / "versions").rglob("*.md")
    kept = kept.relative_to(tmp_path).as_posix()
    assert (name, reason) == ("updated", f"edited by you, new version kept in {kept}")
    assert [f.trouble for f in whole(tmp_path)] == [Trouble.EDITED]


def test_a_raw_page_that_is_lost_is_named_and_its_article_stays(demo, tmp_path):
    run(demo, tmp_path, TIDE)
    for raw in (tmp_path / "raw").iterdir():
        raw.unlink()
    before = files_of(tmp_path)
    name, reason = again(demo, tmp_path)[TIDE]
    assert name == "failed"
    assert "No such file" in reason
    assert files_of(tmp_path) == before


def test_a_repair_writes_lost_files_again_from_the_raw_page(demo, tmp_path):
    run(demo, tmp_path, FERRY, TIDE)
    before = {name: content for name, (content, _) in files_of(tmp_path).items()}
    ferry, tide = sorted((tmp_path / "articles").rglob("*.md"))
    ferry.write_bytes(b"---\ntorn")
    tide.with_suffix(".json").unlink()
    found = repair_archive(tmp_path, settings_for(demo))
    assert {f.trouble for f in found} == {Trouble.DAMAGED, Trouble.MISSING}
    assert whole(tmp_path) == []
    after = {name: content for name, (content, _) in files_of(tmp_path).items()}
    assert {n: c for n, c in after.items() if n.endswith(".md")} == {
        n: c for n, c in before.items() if n.endswith(".md")
    }


def test_without_a_raw_page_the_next_run_fetches_what_was_lost(demo, tmp_path):
    run(demo, tmp_path, TIDE, archive={"raw": False})
    (path,) = (tmp_path / "articles").rglob("*.md")
    path.unlink()
    restore = {"on_deleted": lambda _finding: DeletedAnswer.RESTORE}
    repair_archive(tmp_path, settings_for(demo), **restore)
    assert not path.exists()
    run(demo, tmp_path, TIDE)
    assert path.exists()
    assert whole(tmp_path) == []


def test_files_whose_row_was_lost_are_taken_in_again(demo, tmp_path):
    run(demo, tmp_path, TIDE)
    with sqlite3.connect(tmp_path / "state.sqlite") as db:
        db.execute("DELETE FROM article")
    db.close()
    assert [f.trouble for f in repair_archive(tmp_path, settings_for(demo))] == [Trouble.NO_ROW]
    assert whole(tmp_path) == []
    assert run(demo, tmp_path, TIDE).names == {TIDE: "unchanged"}


def test_a_wall_that_may_be_saved_and_comments_in_a_file_of_their_own(demo, tmp_path):
    comment = (
        "<li class=comment id=comment-1><cite>Ada Moore</cite><p>Well said, all of it.</p></li>"
    )
    body = (
        page("Tide", LONG).decode() + f"<section id=comments><h2>1 comment</h2><ol>{comment}</ol>"
    )
    demo.override(TIDE, body=body.encode())
    run(demo, tmp_path, TIDE, extract={"comments": True})
    (path,) = (tmp_path / "articles").rglob("*.comments.json")
    assert b"Well said" in path.read_bytes()
    (text,) = (tmp_path / "articles").rglob("*.md")
    assert b"Well said" not in text.read_bytes()
    assert whole(tmp_path) == []
    written = path.stat().st_mtime_ns
    demo.override(TIDE, body=body.encode(), headers={"ETag": '"2"'})
    run(demo, tmp_path, TIDE, extract={"comments": True})
    assert path.stat().st_mtime_ns == written


def test_what_is_no_archive_is_not_made_one(demo, tmp_path):
    with pytest.raises(ArchiveError), reading(tmp_path / "nowhere"):
        pass


def test_a_damaged_state_is_made_again_of_the_files_as_the_message_says(demo, tmp_path):
    first = run(demo, tmp_path, FERRY, TIDE)
    before = first.rows("SELECT key, path, raw_offset, etag, sketch FROM article ORDER BY key")
    os.truncate(tmp_path / "state.sqlite", 5000)
    with pytest.raises(ArchiveError, match=r"move state\.sqlite\* away, and `scraper verify"):
        run(demo, tmp_path, FERRY, TIDE)
    for path in tmp_path.glob("state.sqlite*"):
        path.unlink()
    found = repair_archive(tmp_path, settings_for(demo))
    assert [f.trouble for f in found] == [Trouble.NO_ROW] * 2
    assert whole(tmp_path) == []
    again_ = run(demo, tmp_path, FERRY, TIDE)
    assert set(again_.names.values()) == {"unchanged"}
    assert again_.rows("SELECT key, path, raw_offset, etag, sketch FROM article ORDER BY key") == (
        before
    )


def test_a_damaged_article_without_a_raw_page_is_backed_up_and_fetched_again(demo, tmp_path):
    first = run(demo, tmp_path, TIDE, archive={"raw": False})
    created = first.rows("SELECT created FROM article")
    (path,) = (tmp_path / "articles").rglob("*.md")
    whole_text = path.read_bytes()
    path.write_bytes(b"---\ntorn")
    repair_archive(tmp_path, settings_for(demo))
    assert [p.read_bytes() for p in (tmp_path / "versions").rglob("*.damaged")] == [b"---\ntorn"]
    second = run(demo, tmp_path, TIDE, run={"refresh_days": 0})
    assert path.read_bytes() == whole_text
    assert second.rows("SELECT created FROM article") == created
    assert whole(tmp_path) == []


def test_a_folder_that_is_no_archive_is_not_repaired_into_one(demo, tmp_path):
    with pytest.raises(ArchiveError, match="no archive here"):
        repair_archive(tmp_path / "nowhere", settings_for(demo))
    assert not (tmp_path / "nowhere").exists()

"""Articles whose files the user has moved or deleted."""

import json

import pytest

from scraper.archive.readonly import reading
from scraper.archive.verification import Trouble, verify_archive
from scraper.pipeline.recorder import RunCallbacks
from scraper.runs.archive_repair import DeletedAnswer, repair_archive
from scraper.runs.session import reprocess_archive
from tests.demo_runs import run, settings_for
from tests.runs.test_run import FERRY, LONG, TIDE, page

NEW_TEXT = page("The tide", LONG.replace("Sentence", "Wave") + " And more of it.")


@pytest.fixture
def archive(demo, tmp_path):
    demo.override(TIDE, body=page("The tide", LONG))
    run(demo, tmp_path, TIDE, FERRY)
    return tmp_path


def markdown(folder):
    return sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*.md")
        if "versions" not in path.parts
    )


def tide_in(folder):
    return next(folder.rglob("*tide*.md"))


def findings(folder):
    with reading(folder) as state:
        return [(found.trouble, found.path) for found in verify_archive(folder, state)]


def path_of(folder, url=TIDE):
    with reading(folder) as state:
        return next(record.path for record in state.records() if record.url == url)


def reprocess(demo, folder):
    outcomes = []
    callbacks = RunCallbacks(on_outcome=outcomes.append)
    reprocess_archive(folder, settings_for(demo), callbacks=callbacks)
    return {outcome.target.url: outcome.name.value for outcome in outcomes}


PLACES = [
    "Favourites/{name}",
    "articles/Favourites/{name}",
    "articles/a note of mine.md",
    "{name}",
    "deep/er/and/deeper/still/2026-favorite.md",
]


@pytest.mark.parametrize("place", PLACES)
def test_a_note_that_was_moved_is_found_by_its_id_and_updated_there(demo, archive, place):
    old = tide_in(archive)
    new = place.format(name=old.name)
    (archive / new).parent.mkdir(parents=True, exist_ok=True)
    old.rename(archive / new)
    assert findings(archive) == [(Trouble.MOVED, old.relative_to(archive).as_posix())]
    before = markdown(archive)
    demo.override(TIDE, body=NEW_TEXT)
    assert run(demo, archive, TIDE).names == {TIDE: "updated"}
    assert markdown(archive) == before
    assert "Wave number" in (archive / new).read_text()
    assert path_of(archive) == new
    assert json.loads((archive / new).with_suffix(".json").read_text())["version"] == 2
    assert not old.with_suffix(".json").exists()
    assert findings(archive) == []


def test_its_json_may_have_been_moved_with_it(demo, archive):
    old = tide_in(archive)
    (archive / "Other").mkdir()
    for suffix in (".md", ".json"):
        file = old.with_suffix(suffix)
        file.rename(archive / "Other" / file.name)
    assert [trouble for trouble, _ in findings(archive)] == [Trouble.MOVED]
    repair_archive(archive, settings_for(demo))
    assert (findings(archive), path_of(archive)) == ([], f"Other/{old.name}")


@pytest.mark.parametrize("again", ["run", "reprocess", "repair"])
def test_it_is_not_written_a_second_time(demo, archive, again):
    (archive / "Other").mkdir()
    new = tide_in(archive).rename(archive / "Other/mine.md")
    before = markdown(archive)
    if again == "run":
        assert run(demo, archive, TIDE, run={"refresh_days": 0}).names == {TIDE: "unchanged"}
    elif again == "reprocess":
        assert reprocess(demo, archive)[TIDE] == "unchanged"
    else:
        repair_archive(archive, settings_for(demo))
    assert (markdown(archive), path_of(archive)) == (before, new.relative_to(archive).as_posix())
    assert findings(archive) == []


def test_a_moved_note_outlives_the_state(demo, archive):
    (archive / "Other").mkdir()
    tide_in(archive).rename(archive / "Other/mine.md")
    before = markdown(archive)
    for path in archive.glob("state.sqlite*"):
        path.unlink()
    run(demo, archive, TIDE, FERRY)
    assert markdown(archive) == before
    assert findings(archive) == []


def test_a_file_that_claims_the_id_elsewhere_is_no_reason_to_leave_the_right_one(demo, archive):
    old = tide_in(archive)
    copies = archive / "articles" / "Copies"
    copies.mkdir()
    for suffix in (".md", ".json"):
        (copies / f"copy{suffix}").write_bytes(old.with_suffix(suffix).read_bytes())
    assert findings(archive) == []
    demo.override(TIDE, body=NEW_TEXT)
    run(demo, archive, TIDE)
    assert "Wave number" in old.read_text()
    assert "Wave number" not in (copies / "copy.md").read_text()


@pytest.mark.parametrize("is_whole", [False, True])
@pytest.mark.parametrize("refresh_days", [0, 7, float("inf")])
def test_what_was_deleted_is_not_made_again_by_itself(demo, archive, is_whole, refresh_days):
    path = tide_in(archive)
    path.unlink()
    if is_whole:
        path.with_suffix(".json").unlink()
    asked = len(demo.requests)
    ran = run(demo, archive, TIDE, run={"refresh_days": refresh_days})
    assert ran.names == {TIDE: "deleted"}
    assert (len(demo.requests), ran.outcomes[0].is_requested) == (asked, False)
    assert TIDE not in reprocess(demo, archive)
    repair_archive(archive, settings_for(demo))
    assert not path.exists()
    assert findings(archive) == [(Trouble.DELETED, path.relative_to(archive).as_posix())]


@pytest.mark.parametrize("has_raw", [True, False])
def test_it_is_restored_on_request(demo, archive, has_raw):
    path = tide_in(archive)
    before = path.read_bytes()
    path.unlink()
    if not has_raw:
        for raw in (archive / "raw").iterdir():
            raw.unlink()
    repair_archive(archive, settings_for(demo), on_deleted=lambda _finding: DeletedAnswer.RESTORE)
    assert path.exists() == has_raw
    assert run(demo, archive, TIDE).names == {TIDE: "unchanged" if has_raw else "new"}
    assert path.read_bytes() == before


def test_it_is_forgotten_on_request(demo, archive):
    path = tide_in(archive)
    path.unlink()
    repair_archive(archive, settings_for(demo), on_deleted=lambda _finding: DeletedAnswer.FORGET)
    assert not path.with_suffix(".json").exists()
    assert run(demo, archive, TIDE).names == {TIDE: "forgotten"}
    assert findings(archive) == []


def test_notes_in_a_damaged_file_are_kept_in_a_file_of_their_own(demo, archive):
    path = tide_in(archive)
    path.write_text("---\nlost\n---\n\n<!-- notes -->\nMine.\n")
    repair_archive(archive, settings_for(demo))
    assert findings(archive) == []
    assert path.with_suffix(".notes.md").read_text() == "Mine.\n"

import json
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import yaml
from msgspec.structs import replace

from scraper.archive.articles.paths import article_id
from scraper.archive.articles.revision import Origin
from scraper.archive.articles.writer import ArticleWriter
from scraper.archive.state.state_store import State
from scraper.errors import ArchiveError
from scraper.outcomes import OutcomeName
from scraper.settings import ArchiveSettings
from tests.archive.make import LATER, NOW, make_article, make_page, make_target

NEW, UPDATED, UNCHANGED = OutcomeName.NEW, OutcomeName.UPDATED, OutcomeName.UNCHANGED
SETTINGS = ArchiveSettings(raw=False)
ORIGIN = Origin(page=make_page())


@contextmanager
def writer_in(folder, settings=SETTINGS):
    with ArticleWriter.for_run(folder, settings, worker="w1", rules="7") as writer:
        yield writer


def save(folder, article, prior=None, *, now=NOW, target=None, page=None):
    """One save of one batch, by a worker of its own."""
    with writer_in(folder) as writer:
        origin = Origin(page=page or make_page())
        saved = writer.save(article, origin, target or make_target(), prior=prior, now=now)
        writer.flush()
    return saved


def files(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(".lock")
    }


def text_in(folder, path):
    return (folder / path).read_text().split("\n\n")[-1].strip()


def versions(folder, key=None):
    kept = folder / "versions" / article_id(key or make_target().key)
    return {path.name: text_in(folder, path) for path in sorted(kept.glob("*.md"))}


# --- the first save ---------------------------------------------------------------------------


def test_a_new_article_is_two_files_and_a_row_that_names_them(tmp_path):
    name, record = save(tmp_path, make_article(published=date(2026, 3, 9)))
    id_ = article_id(make_target().key)
    stem = f"articles/example.org/2026/2026-03-09-ferry-returns-{id_}"
    assert set(files(tmp_path)) == {f"{stem}.md", f"{stem}.json"}
    assert (name, record.outcome, record.path) == (NEW, NEW, f"{stem}.md")
    assert (record.created, record.saved_at, record.checked_at) == (NOW, NOW, NOW)
    assert (record.version, record.words, record.etag) == (1, 4, '"a1"')
    assert (record.id, record.title, record.published) == (id_, "Ferry returns", "2026-03-09")


def test_the_files_agree_with_the_row(tmp_path):
    _, record = save(tmp_path, make_article())
    front = yaml.safe_load((tmp_path / record.path).read_text().split("---\n")[1])
    assert (front["id"], front["content_hash"], front["version"]) == (
        record.id,
        record.text_hash,
        record.version,
    )
    assert json.loads((tmp_path / record.path).with_suffix(".json").read_text())["key"] == (
        record.key
    )


@pytest.mark.parametrize(
    ("published", "day"),
    [
        (None, "2026-11-23"),
        (datetime(2025, 12, 31, 23, 30, tzinfo=UTC), "2025-12-31"),
        (date(2024, 2, 29), "2024-02-29"),
    ],
)
def test_the_name_has_the_published_day_else_the_first_save(tmp_path, published, day):
    _, record = save(tmp_path, make_article(published=published))
    assert record.path.startswith(f"articles/example.org/{day[:4]}/{day}-ferry-returns-")


@pytest.mark.parametrize(
    "title", ["../../../evil", "/etc/passwd", "a\x00b", "CON", "", "😀", "x" * 1000, "\ud800"]
)
def test_a_hostile_title_stays_inside(tmp_path, title):
    folder = tmp_path / "archive"
    folder.mkdir()
    _, record = save(folder, make_article(title=title))
    assert [path.name for path in tmp_path.iterdir()] == ["archive"]
    assert text_in(folder, record.path) == "The ferry is back."


def test_two_articles_of_one_title_are_two_files(tmp_path):
    paths = {
        save(tmp_path, make_article(), target=make_target(f"https://example.org/{number}"))[1].path
        for number in range(3)
    }
    assert len(paths) == 3


def test_what_was_not_flushed_was_not_saved(tmp_path):
    with writer_in(tmp_path) as writer:
        writer.save(make_article(), ORIGIN, make_target(), prior=None, now=NOW)
    assert files(tmp_path) == {}


# --- saving again -----------------------------------------------------------------------------


def test_the_same_text_touches_no_file(tmp_path):
    _, first = save(tmp_path, make_article())
    times = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    page = make_page(headers=(("ETag", '"b2"'),))
    name, second = save(tmp_path, make_article(), first, now=LATER, page=page)
    assert name is UNCHANGED
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == times
    assert second == replace(first, outcome=UNCHANGED, checked_at=LATER, etag='"b2"')


def test_a_changed_date_alone_is_no_change(tmp_path):
    _, first = save(tmp_path, make_article(published=date(2026, 3, 9)))
    before = files(tmp_path)
    name, second = save(tmp_path, make_article(published=date(2026, 3, 10)), first, now=LATER)
    assert (name, second.published, files(tmp_path)) == (UNCHANGED, "2026-03-09", before)


def test_a_new_text_keeps_name_and_first_save_and_the_old_text_is_a_version(tmp_path):
    _, first = save(tmp_path, make_article("One text."))
    changed = make_article("Two texts.", title="Other title", published=date(2020, 1, 1))
    name, second = save(tmp_path, changed, first, now=LATER)
    assert (name, second.path, second.version) == (UPDATED, first.path, 2)
    assert (second.created, second.saved_at) == (NOW, LATER)
    assert text_in(tmp_path, second.path) == "Two texts."
    assert versions(tmp_path) == {"20261123T123015Z.md": "One text."}


def test_a_new_title_is_written_and_is_no_version(tmp_path):
    _, first = save(tmp_path, make_article())
    name, second = save(tmp_path, make_article(title="Corrected"), first, now=LATER)
    assert (name, second.version, second.path) == (UPDATED, 1, first.path)
    assert "# Corrected" in (tmp_path / second.path).read_text()
    assert versions(tmp_path) == {}


def test_a_text_that_changes_and_changes_back_is_kept_each_time(tmp_path):
    record = None
    for number, text in enumerate(["A", "B", "A", "C"]):
        _, record = save(tmp_path, make_article(text), record, now=NOW + timedelta(days=number))
    assert record.version == 4
    assert list(versions(tmp_path).values()) == ["A", "B", "A"]


def test_versions_of_the_same_second_are_all_kept(tmp_path):
    record = None
    for text in ["A", "B", "C", "D"]:
        _, record = save(tmp_path, make_article(text), record)
    assert sorted(versions(tmp_path).values()) == ["A", "B", "C"]


@pytest.mark.parametrize("title", ["\ud800", "a\x00b", "a\nb", " a ", "😀"])
def test_a_title_survives_the_state_so_that_nothing_seems_changed(tmp_path, title):
    _, first = save(tmp_path, make_article(title=title))
    state = State(tmp_path / "state.sqlite")
    state.put([first])
    read = state.get(first.key)
    state.close()
    assert read == first
    assert save(tmp_path, make_article(title=title), read, now=LATER)[0] is UNCHANGED


@pytest.mark.parametrize("suffix", [".md", ".json"])
def test_a_file_that_is_missing_is_written_again(tmp_path, suffix):
    _, first = save(tmp_path, make_article())
    before = files(tmp_path)
    (tmp_path / first.path).with_suffix(suffix).unlink()
    name, second = save(tmp_path, make_article(), first, now=LATER)
    assert (name, second.path, second.version) == (UNCHANGED, first.path, 1)
    assert files(tmp_path).keys() == before.keys()


def test_an_article_whose_earlier_page_was_no_article_is_new(tmp_path):
    _, first = save(tmp_path, make_article())
    thin = replace(first, path="", created=None, saved_at=None, version=0, text_hash="")
    other = tmp_path / "other"
    name, record = save(other, make_article(), replace(thin, outcome=OutcomeName.THIN))
    assert (name, record.version, record.created) == (NEW, 1, NOW)


# --- a run that was cut short -----------------------------------------------------------------


def test_files_without_a_row_are_found_so_that_no_article_is_there_twice(tmp_path):
    _, lost = save(tmp_path, make_article())  # killed before the row was stored
    name, record = save(tmp_path, make_article(title="Another name"), None, now=LATER)
    assert (name, record.path) == (NEW, lost.path)
    assert (record.created, record.version) == (NOW, 1)
    assert len(files(tmp_path)) == 2


def test_files_without_a_row_keep_their_text_as_a_version(tmp_path):
    save(tmp_path, make_article("Old text."))
    name, record = save(tmp_path, make_article("New text."), None, now=LATER)
    assert (name, record.version, text_in(tmp_path, record.path)) == (NEW, 2, "New text.")
    assert list(versions(tmp_path).values()) == ["Old text."]


def test_a_json_that_was_written_without_its_text_is_completed(tmp_path):
    _, lost = save(tmp_path, make_article())
    (tmp_path / lost.path).unlink()
    _, record = save(tmp_path, make_article(), None, now=LATER)
    assert record.path == lost.path
    assert text_in(tmp_path, record.path) == "The ferry is back."


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"key": 1}', b"\xff"])
def test_a_damaged_json_is_nobodys(tmp_path, content):
    _, lost = save(tmp_path, make_article())
    (tmp_path / lost.path).with_suffix(".json").write_bytes(content)
    name, record = save(tmp_path, make_article(title="Other"), None, now=LATER)
    assert (name, record.version) == (NEW, 1)
    assert record.path != lost.path


def test_another_article_of_the_same_id_is_left_alone(tmp_path):
    _, lost = save(tmp_path, make_article())
    beside = (tmp_path / lost.path).with_suffix(".json")
    beside.write_text(beside.read_text().replace(lost.key, "somebody.else/page"))
    _, record = save(tmp_path, make_article(title="Mine"), None, now=LATER)
    assert record.path != lost.path


def test_an_update_that_was_killed_before_its_row_loses_no_text(tmp_path):
    _, first = save(tmp_path, make_article("Old."))
    save(tmp_path, make_article("New."), first, now=LATER)  # killed before the row was stored
    name, record = save(tmp_path, make_article("New."), first, now=LATER + timedelta(days=1))
    assert (name, record.version) == (UPDATED, 2)
    assert versions(tmp_path) == {"20261123T123015Z.md": "Old."}
    assert text_in(tmp_path, record.path) == "New."


def test_an_update_that_was_killed_and_is_followed_by_another_text_loses_none(tmp_path):
    _, first = save(tmp_path, make_article("Old."))
    save(tmp_path, make_article("Between."), first, now=LATER)
    save(tmp_path, make_article("New."), first, now=LATER + timedelta(days=1))
    assert versions(tmp_path) == {
        "20261123T123015Z-2.md": "Between.",
        "20261123T123015Z.md": "Old.",
    }


def test_a_kill_at_every_step_of_a_save_leaves_whole_files_and_a_run_that_repairs(
    tmp_path, monkeypatch
):
    """Stop before each change of a name in turn, as kill -9 would; then run again."""
    steps = 0
    while True:
        folder = tmp_path / str(steps)
        folder.mkdir()
        _, first = save(folder, make_article("Old."))
        done = _killed_after(steps, monkeypatch, lambda f=folder, r=first: _update(f, r))
        monkeypatch.undo()
        assert text_in(folder, first.path) in {"Old.", "New."}
        _, record = save(folder, make_article("New."), first, now=LATER + timedelta(days=1))
        assert text_in(folder, record.path) == "New."
        assert versions(folder) == {"20261123T123015Z.md": "Old."}
        assert record.version == 2
        if done:
            break
        steps += 1
    assert steps == 3  # the version, the json and the text


class Killed(BaseException):
    pass


def _update(folder, first):
    writer = ArticleWriter.for_run(folder, SETTINGS, worker="w1", rules="7")
    writer.save(make_article("New."), ORIGIN, make_target(), prior=first, now=LATER)
    writer.flush()


def _killed_after(steps, monkeypatch, work):
    """Whether `work` ended before its file number `steps` would have been moved into place."""
    replace_file, left = Path.replace, [steps]

    def counted(self, goal):
        if not left[0]:
            raise Killed
        left[0] -= 1
        return replace_file(self, goal)

    monkeypatch.setattr(Path, "replace", counted)
    try:
        work()
    except Killed:
        return False
    return True


# --- raw pages --------------------------------------------------------------------------------


def test_the_row_and_the_json_say_where_the_raw_page_is(tmp_path):
    with writer_in(tmp_path, ArchiveSettings()) as writer:
        page = make_page()
        raw = writer.save_raw(page)
        origin = Origin(page=page, raw=raw)
        _, record = writer.save(make_article(), origin, make_target(), prior=None, now=NOW)
        writer.flush()
    assert record.raw == raw
    assert (tmp_path / raw.file).stat().st_size > raw.offset
    everything = json.loads((tmp_path / record.path).with_suffix(".json").read_text())
    assert everything["raw"]["offset"] == raw.offset


def test_raw_pages_can_be_turned_off(tmp_path):
    with writer_in(tmp_path) as writer:
        assert writer.save_raw(make_page()) is None
    assert list(tmp_path.iterdir()) == []


def test_a_raw_file_is_followed_by_the_next_at_the_size_that_is_set(tmp_path):
    with writer_in(tmp_path, ArchiveSettings(raw_max_bytes=1)) as writer:
        assert writer.save_raw(make_page()).file != writer.save_raw(make_page()).file


# --- no way to write --------------------------------------------------------------------------


def test_a_folder_that_cannot_be_written_is_an_archive_error_that_says_where(tmp_path):
    (tmp_path / "articles").write_text("in the way")
    with pytest.raises(ArchiveError, match="articles"):
        save(tmp_path, make_article())

"""Tags and read marks are plain front matter, and nothing else in the file changes."""

import threading

import pytest
import yaml

from scraper.archive.articles.marks import Marks, change_marks, is_tagged, mark_change, marks_of
from scraper.archive.articles.revision import Origin
from scraper.archive.edit_lock import edit_lock
from scraper.archive.search_index import open_index
from scraper.archive.state.state_store import State
from scraper.errors import ArchiveError, UsageError
from tests.archive.articles.test_user_changes import change, found, front_of, reprocess, update
from tests.archive.articles.test_writer import save, writer_in
from tests.archive.make import LATER, make_article, make_page, make_target


def marked(folder, record, **changes):
    (marks,) = change_marks(folder, [record], mark_change(**changes))
    assert marks == marks_of(folder, record)
    return marks


@pytest.fixture
def record(tmp_path):
    return save(tmp_path, make_article(tags=("sea", "ships")))[1]


def test_tags_and_the_mark_are_fields_of_the_front_matter(tmp_path, record):
    before = (tmp_path / record.path).read_text()
    marks = marked(tmp_path, record, add=["#To do", "SEA"], remove=["Ships"], is_read=True)
    assert marks == Marks(tags=("sea", "To-do"), is_read=True)
    front = front_of(tmp_path, record)
    assert (front["tags"], front["read"]) == (["sea", "To-do"], True)
    assert found(tmp_path, record) == []
    assert marked(tmp_path, record, is_read=False).is_read is False
    assert front_of(tmp_path, record)["read"] is False
    marked(tmp_path, record, add=["ships"], remove=["to do"])
    now = (tmp_path / record.path).read_text()
    assert now.replace("read: false\n", "") == before


def test_what_changes_nothing_touches_no_file(tmp_path, record):
    time = (tmp_path / record.path).stat().st_mtime_ns
    marked(tmp_path, record, add=["sea"], remove=["nothing"], is_read=False)
    assert (tmp_path / record.path).stat().st_mtime_ns == time


def test_without_tags_there_is_no_field(tmp_path, record):
    assert marked(tmp_path, record, remove=["sea", "ships"]).tags == ()
    assert "tags" not in front_of(tmp_path, record)
    _, second = update(tmp_path, make_article("New.", tags=("sea",)), record)
    assert "tags" not in front_of(tmp_path, second)


@pytest.mark.parametrize("write", [update, reprocess])
def test_marks_outlive_an_update(tmp_path, record, write):
    marked(tmp_path, record, add=["mine"], is_read=True)
    _, second = write(tmp_path, make_article("New.", tags=("other",)), record)
    assert marks_of(tmp_path, second) == Marks(tags=("sea", "ships", "mine"), is_read=True)
    assert "New." in (tmp_path / second.path).read_text()


def test_a_mark_that_is_set_while_a_batch_is_open_is_not_lost(tmp_path, record):
    with writer_in(tmp_path) as writer:
        origin = Origin(page=make_page())
        writer.save(make_article("New."), origin, make_target(), prior=record, now=LATER)
        marked(tmp_path, record, add=["mine"], is_read=True)
        writer.flush()
    assert marks_of(tmp_path, record).is_read
    assert "mine" in marks_of(tmp_path, record).tags
    assert "New." in (tmp_path / record.path).read_text()


def test_two_changes_at_the_same_time_wait_for_each_other(tmp_path, record):
    names = [f"tag{number}" for number in range(8)]
    threads = [
        threading.Thread(target=change_marks, args=(tmp_path, [record], mark_change(add=[name])))
        for name in names
    ]
    with edit_lock(tmp_path):
        for thread in threads:
            thread.start()
    for thread in threads:
        thread.join()
    assert set(names) <= set(marks_of(tmp_path, record).tags)


@pytest.mark.parametrize(
    "tag", ["a: b", "x\n- y", "yes", "null", "2026", "ünï/çødé", "a'b\"c", "\u202ex", "😀"]
)
def test_any_tag_is_read_back_as_a_text(tmp_path, record, tag):
    marks = marked(tmp_path, record, add=[tag])
    front = yaml.safe_load((tmp_path / record.path).read_text().split("---\n")[1])
    assert tuple(front["tags"]) == marks.tags
    assert len(marks.tags) == 3


@pytest.mark.parametrize("tag", ["", "#", "---", "?\n!", " \x00 "])
def test_a_text_without_a_tag_in_it_is_an_error(tag):
    with pytest.raises(UsageError, match="is no tag") as caught:
        mark_change(add=[tag])
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('title: "Ferry returns"', "title: a: b", "line 2: mapping values"),
        ("---\n", "", "it has none"),
    ],
)
def test_an_article_that_cannot_be_changed_is_named_and_none_is(tmp_path, record, old, new, reason):
    _, other = save(tmp_path, make_article("B"), target=make_target("https://example.org/b"))
    change(tmp_path, record, old, new)
    before = [(tmp_path / each.path).read_bytes() for each in (other, record)]
    with pytest.raises(ArchiveError, match=reason) as caught:
        change_marks(tmp_path, [other, record], mark_change(add=["x"]))
    assert record.path in str(caught.value)
    assert [(tmp_path / each.path).read_bytes() for each in (other, record)] == before
    assert marks_of(tmp_path, record).is_read is False


def test_a_tag_includes_those_within_it():
    marks = Marks(tags=("Ship/Ferry", "harbour"))
    assert [is_tagged(marks, tag) for tag in ("ship", "#ship/ferry", "HARBOUR", "shi", "fer")] == [
        *(True, True, True),
        *(False, False),
    ]


def test_the_index_knows_what_was_changed_by_hand(tmp_path, record):
    _, other = save(tmp_path, make_article("B"), target=make_target("https://example.org/b"))
    state = State(tmp_path / "state.sqlite")
    state.put([record, other])
    with open_index(tmp_path, state) as index:
        assert index.update() == 2
        assert index.marks.tags() == [("sea", 1), ("ships", 1)]
        change(tmp_path, other, "version: 1\n", "version: 1\ntags: [ship/ferry, sea]\nread: true\n")
        assert index.update() == 1
        assert index.marks.tags() == [("sea", 2), ("ship/ferry", 1), ("ships", 1)]
        assert index.marks.keys_with("Ship") == {other.key}
        assert index.marks.keys_with("sea") == {record.key, other.key}
        assert index.marks.read_keys() == {other.key}
        change(tmp_path, other, "read: true", "read: no")
        index.refresh(other)
        assert index.marks.read_keys() == frozenset()
        assert index.update() == 0
    state.close()

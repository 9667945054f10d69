"""`scraper tag`, `read`, `unread`, and what `list` and `export` know of them."""

import csv
import io
import json

import pytest

from scraper.archive.lock import archive_lock
from tests.runs.test_run import FERRY, TIDE


@pytest.fixture
def archive(scraper):
    scraper.run(FERRY, TIDE)
    return scraper.folder / "archive"


def listed(scraper, *arguments):
    done = scraper("list", "--json", *arguments)
    assert done.code == 0
    return [json.loads(line)["url"] for line in done.out.splitlines()]


def exported(scraper, *arguments):
    return [json.loads(line) for line in scraper("export", "jsonl", *arguments).out.splitlines()]


def test_articles_are_listed_and_exported_by_their_tags(scraper, archive):
    done = scraper("tag", FERRY, TIDE, "--add", "Sea side", "--add", "to-do")
    assert done.code == 0
    assert [line.split(" #")[-2:] for line in done.out.splitlines()] == [["Sea-side", "to-do"]] * 2
    scraper("tag", TIDE, "--remove", "to-do")
    assert listed(scraper, "--tag", "to-do") == [FERRY]
    assert listed(scraper, "--tag", "sea side", "--tag", "to-do") == [FERRY]
    assert set(listed(scraper, "--tag", "#SEA-SIDE")) == {FERRY, TIDE}
    assert listed(scraper, "--tag", "other") == []
    assert [row["tags"] for row in exported(scraper, "--tag", "to-do")] == [["Sea-side", "to-do"]]
    assert "     2  Sea-side\n     1  to-do\n" in scraper("tag").out
    assert scraper("tag", TIDE).out.endswith("#Sea-side\n")


def test_articles_are_listed_and_exported_by_their_read_mark(scraper, archive):
    assert "read" in scraper("read", FERRY).out
    assert (listed(scraper, "--read"), listed(scraper, "--unread")) == ([FERRY], [TIDE])
    rows = exported(scraper)
    assert {row["source"]: row["read"] for row in rows} == {FERRY: True, TIDE: False}
    assert len(exported(scraper, "--unread")) == 1
    table = list(csv.DictReader(io.StringIO(scraper("export", "csv").out)))
    assert {row["read"] for row in table} == {"True", "False"}
    scraper("unread", FERRY)
    assert listed(scraper, "--read") == []


def test_marks_that_were_set_by_hand_count(scraper, archive):
    path = next((archive / "articles").rglob("*ferry*.md"))
    path.write_text(path.read_text().replace("version: 1", "version: 1\nread: true\ntags: [x]"))
    assert listed(scraper, "--read", "--tag", "x") == [FERRY]


def test_it_works_while_a_run_holds_the_archive(scraper, archive):
    with archive_lock(archive):
        assert scraper("read", FERRY).code == 0


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("tag", FERRY, "--add", "?!"), 2, "'?!': is no tag"),
        (("tag", "--add", "x"), 2, "name the articles"),
        (("tag", FERRY, "no-such-id", "--add", "x"), 1, "no article in archive for no-such-id"),
        (("read", "http://[/"), 2, "http://[/"),
        (("read",), 2, "Missing argument"),
        (("list", "--tag", "#"), 2, "is no tag"),
        (("export", "jsonl", "--tag", "#"), 2, "is no tag"),
        (("tag", FERRY, "-a", "nowhere"), 4, "no archive here"),
    ],
)
def test_what_is_wrong_is_one_line_and_changes_nothing(scraper, archive, arguments, code, message):
    before = {path: path.read_bytes() for path in (archive / "articles").rglob("*.md")}
    done = scraper(*arguments)
    assert (done.code, message in done.talk) == (code, True)
    assert "Traceback" not in done.talk
    assert {path: path.read_bytes() for path in (archive / "articles").rglob("*.md")} == before


def test_a_file_that_was_deleted_is_named(scraper, archive):
    next((archive / "articles").rglob("*ferry*.md")).unlink()
    done = scraper("read", FERRY)
    assert done.code == 4
    assert "is in no folder of the archive" in done.talk


def test_a_note_that_was_moved_is_marked_shown_and_exported(scraper, archive):
    path = next((archive / "articles").rglob("*ferry*.md"))
    path = path.rename(archive / "mine.md")
    assert scraper("read", FERRY).code == 0
    assert "read: true" in path.read_text()
    assert "Harbour ferry" in scraper("show", FERRY).out
    assert len(exported(scraper)) == 2

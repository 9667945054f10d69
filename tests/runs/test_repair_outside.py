"""A repair changes nothing outside of its archive, whatever files and rows name."""

import json
import sqlite3

import pytest

from scraper.archive.verification import Trouble
from scraper.errors import ArchiveError
from scraper.runs.archive_repair import repair_archive
from tests.demo_runs import run, settings_for
from tests.runs.test_run import FERRY


@pytest.fixture
def precious(tmp_path):
    """A text and its `.json` beside the archive."""
    for suffix in (".md", ".json", ".txt"):
        (tmp_path / f"precious{suffix}").write_text("mine")
    yield tmp_path / "archive"
    for suffix in (".md", ".json", ".txt"):
        assert (tmp_path / f"precious{suffix}").read_text() == "mine"


def change_row(archive, **values):
    with sqlite3.connect(archive / "state.sqlite") as db:
        for name, value in values.items():
            db.execute(f"UPDATE article SET {name} = ?", (value,))
    db.close()


@pytest.mark.parametrize("path", ["../precious.txt", "assets/../../precious.txt", "{}.txt"])
def test_a_picture_that_a_json_names_is_not_removed_outside(demo, precious, path):
    run(demo, precious, FERRY)
    (file,) = precious.glob("articles/**/*.json")
    outside = path.format(precious.parent / "precious")
    images = [{"url": "http://a.test/i.png", "path": outside}]
    file.write_text(json.dumps(json.loads(file.read_text()) | {"images": images}))
    found = repair_archive(precious, settings_for(demo))
    assert Trouble.IMAGE in {finding.trouble for finding in found}


@pytest.mark.parametrize("path", ["../precious.md", "articles/../../precious.md", "{}.md"])
def test_a_text_that_a_row_names_is_not_moved_from_outside(demo, precious, path):
    run(demo, precious, FERRY)
    change_row(precious, path=path.format(precious.parent / "precious"))
    found = repair_archive(precious, settings_for(demo))
    assert Trouble.OUTSIDE in {finding.trouble for finding in found}
    again = run(demo, precious, FERRY)
    assert again.names == {FERRY: "unchanged"}  # the row was made again from the article's files
    assert len(again.files) == 1


@pytest.mark.parametrize("raw", ["../precious.txt", "raw/../../precious.txt"])
def test_a_raw_page_outside_is_none(demo, precious, raw):
    run(demo, precious, FERRY)
    change_row(precious, raw_file=raw)
    found = repair_archive(precious, settings_for(demo))
    assert {finding.trouble for finding in found} == {Trouble.NO_RAW}


def test_a_damaged_text_is_not_moved_to_outside(demo, precious):
    run(demo, precious, FERRY)
    change_row(precious, id="../..")
    (file,) = precious.glob("articles/**/*.md")
    file.write_text("damaged")
    before = sorted(precious.parent.iterdir())
    with pytest.raises(ArchiveError, match=r"row of .* is damaged"):
        repair_archive(precious, settings_for(demo))
    assert sorted(precious.parent.iterdir()) == before

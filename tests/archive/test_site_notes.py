from __future__ import annotations

import pytest

from scraper.archive.site_notes import NotesFolder
from scraper.errors import ArchiveError


def test_notes_are_loaded_as_they_were_saved(tmp_path):
    notes = NotesFolder(tmp_path)
    assert notes.load("a.test") is None
    notes.save("a.test", b"one")
    notes.save("a.test", b"two")
    assert NotesFolder(tmp_path).load("a.test") == b"two"
    assert [path.name for path in tmp_path.glob("notes/*.*")] == [".new", "a.test.json"]


@pytest.mark.parametrize("site", ["::1", "../../etc/passwd", "", "con", "x" * 300])
def test_the_name_of_a_site_stays_in_the_folder(tmp_path, site):
    NotesFolder(tmp_path).save(site, b"x")
    assert NotesFolder(tmp_path).load(site) == b"x"
    assert all(path.parent == tmp_path / "notes" for path in tmp_path.rglob("*.json"))


def test_notes_that_cannot_be_kept_are_an_archive_error(tmp_path):
    (tmp_path / "notes").write_text("in the way")
    with pytest.raises(ArchiveError, match="notes"):
        NotesFolder(tmp_path).save("a.test", b"x")

from __future__ import annotations

import pytest

from scraper.archive.site_cache_folder import SiteCacheFolder
from scraper.errors import ArchiveError


def test_cache_is_loaded_as_it_was_saved(tmp_path):
    caches = SiteCacheFolder(tmp_path)
    assert caches.load("a.test") is None
    caches.save("a.test", b"one")
    caches.save("a.test", b"two")
    assert SiteCacheFolder(tmp_path).load("a.test") == b"two"
    assert [path.name for path in tmp_path.glob("notes/*.*")] == [".new", "a.test.json"]


@pytest.mark.parametrize("site", ["::1", "../../etc/passwd", "", "con", "x" * 300])
def test_the_name_of_a_site_stays_in_the_folder(tmp_path, site):
    SiteCacheFolder(tmp_path).save(site, b"x")
    assert SiteCacheFolder(tmp_path).load(site) == b"x"
    assert all(path.parent == tmp_path / "notes" for path in tmp_path.rglob("*.json"))


def test_cache_that_cannot_be_saved_is_an_archive_error(tmp_path):
    (tmp_path / "notes").write_text("in the way")
    with pytest.raises(ArchiveError, match="notes"):
        SiteCacheFolder(tmp_path).save("a.test", b"x")

import pytest

from scraper.archive.containment import inside
from scraper.errors import ArchiveError


@pytest.mark.parametrize("path", ["a.md", "articles/x/a.md", "articles/../a.md", "./a"])
def test_a_path_in_the_archive_is_its_file(tmp_path, path):
    assert inside(tmp_path, path) == tmp_path / path


@pytest.mark.parametrize(
    "path", ["../a", "articles/../../a", "/etc/passwd", "link/a", "", ".", "a\0b", "loop/a"]
)
def test_a_path_that_leads_out_of_the_archive_is_refused(tmp_path, path):
    (tmp_path / "link").symlink_to(tmp_path.parent)
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises(ArchiveError, match="outside the archive"):
        inside(tmp_path, path)

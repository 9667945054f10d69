"""Bytes of an archive by folder and site."""

from scraper.archive.disk_usage import disk_usage


def test_bytes_are_counted_by_folder_and_site(tmp_path):
    for path, size in (
        ("articles/a.org/2026/x.md", 10),
        ("articles/a.org/2026/x.json", 20),
        ("articles/b.org/2026/y.md", 5),
        ("raw/1.warc.gz", 100),
        ("state.sqlite", 1000),
    ):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(b"x" * size)
    usage = disk_usage(tmp_path)
    assert usage.by_name == {"articles": 35, "raw": 100, "state.sqlite": 1000}
    assert (usage.of_site("a.org"), usage.of_site("c.org"), usage.total) == (30, 0, 1135)


def test_links_out_of_the_archive_are_not_followed(tmp_path):
    (tmp_path / "big").mkdir()
    (tmp_path / "big" / "file").write_bytes(b"x" * 10_000)
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "raw").symlink_to(tmp_path / "big")
    assert disk_usage(tmp_path / "archive").total < 10_000

"""`scraper merge`; what it merges is tested in tests/cluster/."""

from tests.runs.test_run import FERRY


def test_an_archive_without_shards_has_nothing_to_merge(scraper):
    scraper.run(FERRY)
    done = scraper("merge")
    assert (done.code, done.out) == (0, "")
    assert done.talk == "nothing to merge; 1 articles read into the search index\n"
    assert scraper("merge", "--json").json["shards"] == 0


def test_no_archive_is_made_by_a_merge(scraper):
    assert scraper("merge", "-o", "nowhere").code == 4
    assert not (scraper.folder / "nowhere").exists()

"""`scraper import`: what other programs have crawled becomes articles of an archive."""

from scraper.archive.readonly import reading
from tests.warc_files import HTML, page, saved, warc

OTHER_WORDS = (
    "A bakery on the hill sells bread that is made of rye and honey, which the owner learned from "
    "her grandmother, who had kept the recipe in a tin box under the stairs for sixty years. "
)
A, B = "http://a.example/1", "http://b.example/2"


def test_the_pages_of_warc_files_become_articles(scraper):
    headers = [*HTML, ("ETag", '"1"')]
    saved(scraper.folder / "c.warc.gz", warc((A, page("One"), headers), (B, b"<p>Nothing")))
    done = scraper("import", "c.warc.gz")
    assert done.code == 0
    assert "2 URLs in" in done.talk
    assert ": 1 new, 1 thin\n" in done.talk
    assert scraper("show", A).out.count("# One\n") == 1
    assert scraper("verify").code == 0
    with reading(scraper.folder / "archive") as state:
        (record,) = state.saved()
    # for the conditional request of the next run
    assert (record.etag, record.checked_at.isoformat()) == ('"1"', "2026-11-01T12:00:00+00:00")


def test_an_article_that_is_there_is_kept_and_nothing_is_taken_in_twice(scraper):
    saved(scraper.folder / "c.warc.gz", warc((A, page("One"))))
    saved(scraper.folder / "d.warc.gz", warc((A, page("Another")), (B, page("Two", OTHER_WORDS))))
    scraper("import", "c.warc.gz")
    assert ": 1 new\n" in scraper("import", "d.warc.gz").talk
    assert ": nothing to do\n" in scraper("import", "c.warc.gz", "d.warc.gz").talk
    assert "# One\n" in scraper("show", A).out
    raw = list((scraper.folder / "archive" / "raw").iterdir())
    assert len(raw) == 2


def test_a_damaged_file_is_a_failure_and_what_is_before_the_damage_is_taken_in(scraper):
    content = warc((A, page("One")), (B, page("Two")))
    saved(scraper.folder / "c.warc.gz", content[:-50])
    done = scraper("import", "c.warc.gz")
    assert done.code == 1
    assert "failed        c.warc.gz: damaged, or not a WARC file (the file ends" in done.talk
    assert ": 1 new\n" in done.talk


def test_what_is_no_warc_file_is_wrong_usage(scraper):
    saved(scraper.folder / "a.html", page("One"))
    done = scraper("import", "a.html")
    assert (done.code, done.talk) == (2, "scraper: a.html: is no WARC file, and has none in it\n")
    assert not (scraper.folder / "archive").exists()


def test_what_was_removed_for_good_is_not_taken_in(scraper):
    saved(scraper.folder / "c.warc.gz", warc((A, page("One")), (B, page("Two", OTHER_WORDS))))
    scraper("import", "c.warc.gz")
    assert scraper("forget", A).code == 0
    assert ": nothing to do\n" in scraper("import", "c.warc.gz").talk
    assert scraper("show", A).code == 1
    assert scraper("forget", "--undo", A).code == 0
    assert ": 1 new\n" in scraper("import", "c.warc.gz").talk

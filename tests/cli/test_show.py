"""`scraper show`: an article of the archive, by any of its addresses or its id."""

from pathlib import Path

from tests.cli.test_list import MISSING
from tests.runs.test_run import FERRY

FIXTURES = Path(__file__).parent.parent.parent / "fixtures"


def test_an_article_is_shown_by_url_and_by_id(scraper):
    scraper.run(FERRY, MISSING)
    (new,) = scraper("list", "--outcome", "new").out.splitlines()
    article_id = new.split()[2]
    shown = scraper("show", FERRY)
    assert shown.out.startswith('---\ntitle: "Harbour ferry returns')
    assert scraper("show", article_id).out == shown.out
    assert scraper("show", FERRY.replace("http:", "https:") + "?utm_source=x").out == shown.out
    assert scraper("show", article_id, "--json").json["verdict"]["name"] == "article"


def test_an_article_is_shown_by_the_address_of_its_copy(scraper):
    copy = "http://courier.example/copy"
    scraper.run(FERRY)
    scraper.site.override(copy, body=(FIXTURES / "founding--semantic/page.html").read_bytes())
    assert "1 duplicate" in scraper.run(copy).talk
    assert scraper("show", copy).out == scraper("show", FERRY).out


def test_an_article_that_is_not_there(scraper):
    scraper.run(FERRY, MISSING)
    done = scraper("show", MISSING)
    assert (done.code, done.out) == (1, "")
    assert "gone" in done.talk
    assert scraper("show", "zzzzzzzz").code == 1
    assert scraper("show", "http://").code == 2

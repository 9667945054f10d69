"""`scraper list` and `scraper show` over an archive that a run has made."""

import json
from pathlib import Path

from tests.runs.test_run import FERRY

FIXTURES = Path(__file__).parent.parent.parent / "fixtures"
MISSING = "http://courier.example/news/no-such-page"


def test_what_a_run_has_made_is_listed_and_shown(scraper):
    scraper.run(FERRY, MISSING)
    listed = scraper("list").out.splitlines()
    assert len(listed) == 2
    (new,) = [line for line in listed if line.startswith("new")]
    assert new.endswith(f"{FERRY}  Harbour ferry returns after eleven years")
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


def test_failures_are_listed_with_their_reason(scraper):
    scraper.run(FERRY, MISSING)
    (line,) = scraper("list", "--failed").out.splitlines()
    assert line.startswith("gone")
    assert "404" in line
    (row,) = map(json.loads, scraper("list", "--outcome", "gone", "--json").out.splitlines())
    assert (row["url"], row["failures"], row["path"]) == (MISSING, 1, "")
    assert scraper("list", "--site", "nobody.example").out == ""
    assert len(scraper("list", "--since", "1h").out.splitlines()) == 2


def test_an_article_that_is_not_there(scraper):
    scraper.run(FERRY, MISSING)
    done = scraper("show", MISSING)
    assert (done.code, done.out) == (1, "")
    assert "gone" in done.talk
    assert scraper("show", "zzzzzzzz").code == 1
    assert scraper("show", "http://").code == 2


def test_a_folder_that_is_no_archive(scraper):
    done = scraper("list", "-o", "nowhere")
    assert (done.code, done.out) == (4, "")
    assert "no archive here" in done.talk
    assert not (scraper.folder / "nowhere").exists()


def test_an_unknown_outcome_is_wrong_usage(scraper):
    done = scraper("list", "--outcome", "lost")
    assert done.code == 2
    assert "lost" in done.talk

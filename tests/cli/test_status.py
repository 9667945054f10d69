"""`scraper status` over an archive that a run has made."""

import pytest

from scraper.cli.sizes import size_text
from tests.runs.test_run import FERRY

MISSING = "http://courier.example/news/no-such-page"


def test_sites_are_listed_with_their_articles_and_what_is_due(scraper):
    scraper.run(FERRY, MISSING)
    first, run, blank, head, row = scraper("status").out.splitlines()
    assert first.startswith("1 article of 1 site, ")
    assert run.startswith("last run: ")
    assert run.endswith((", complete, 1 new, 1 gone", ", complete, 1 gone, 1 new"))
    assert (blank, head.split()[:3]) == ("", ["site", "articles", "failed"])
    assert row.split()[:3] == ["courier.example", "1", "1"]
    assert " now (1) " in row


def test_json_is_one_document_with_all_figures(scraper):
    scraper.run(FERRY, MISSING)
    status = scraper("status", "--json").json
    (site,) = status["sites"]
    assert (site["urls"], site["articles"], site["failed"], site["due"]) == (2, 1, 1, 1)
    assert site["failing_since"] is None
    assert site["last_success"] >= status["last_run"]["started"]
    articles = sum(f.stat().st_size for f in scraper.folder.glob("archive/articles/**/*.[jm]*"))
    assert site["bytes"] == articles == status["bytes_by_name"]["articles"]
    assert status["bytes"] == sum(status["bytes_by_name"].values())


def test_a_site_that_never_yielded_an_article_fails_since_its_first_run(scraper):
    scraper.run(MISSING)
    status = scraper("status", "--json").json
    assert status["sites"][0]["failing_since"] == status["last_run"]["started"]
    assert status["sites"][0]["last_success"] is None


def test_only_one_site_on_request(scraper):
    scraper.run(FERRY)
    assert scraper("status", "--site", "nobody.example", "--json").json["sites"] == []


def test_a_folder_that_is_no_archive(scraper):
    done = scraper("status", "-o", "nowhere")
    assert (done.code, done.out) == (4, "")


@pytest.mark.parametrize(
    ("count", "text"),
    [(0, "0 B"), (999, "999 B"), (1000, "1.0 kB"), (9960, "10 kB"), (999_600, "1.0 MB"),
     (37_400_000, "37 MB"), (5 * 10**15, "5000 TB")],
)  # fmt: skip
def test_sizes_are_read_at_a_glance(count, text):
    assert size_text(count) == text

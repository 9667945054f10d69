"""`scraper extract`: the article of a file, without network."""

from pathlib import Path

FIXTURES = Path(__file__).parent.parent.parent / "fixtures"


def test_extract_reads_a_file_and_makes_links_absolute(scraper):
    page = FIXTURES / "news--related-boxes" / "page.html"
    done = scraper("extract", str(page), "--url", "https://post.example/travel/night-trains")
    expected = (page.parent / "expected.md").read_text("utf-8")
    assert done.out.partition("\n\n")[2] == expected


def test_extract_reads_standard_input(scraper):
    page = (FIXTURES / "old--table-layout" / "page.html").read_bytes()
    done = scraper("extract", "-", stdin=page)
    assert "procession" in done.out
    assert done.code == 0


def test_extract_of_a_missing_file_is_wrong_usage(scraper):
    done = scraper("extract", "nowhere.html")
    assert (done.code, done.talk) == (2, "scraper: nowhere.html: No such file or directory\n")


def test_comments_are_in_the_json_where_they_are_asked_for(scraper):
    page = FIXTURES / "news--related-boxes" / "page.html"
    assert "comments" not in scraper("extract", str(page), "--json").json
    found = scraper("extract", str(page), "--json", "--comments").json["comments"]
    assert all({"author", "published", "text", "markdown", "depth"} == set(c) for c in found)
    (scraper.folder / "mine.toml").write_text("[extract]\ncomments = true\n")
    assert "comments" in scraper("extract", str(page), "--json", "--config", "mine.toml").json


def test_comments_without_json_are_wrong_usage(scraper):
    done = scraper("extract", "-", "--comments", stdin=b"<p>x")
    assert done.code == 2
    assert done.talk.startswith("scraper: --comments: they are shown with --json")

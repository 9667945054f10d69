"""`scraper get` and `scraper extract`: Markdown on stdout, talk on stderr."""

from pathlib import Path

from tests.runs.test_run import FERRY

FIXTURES = Path(__file__).parent.parent.parent / "fixtures"


def test_get_prints_the_article_as_markdown(scraper):
    done = scraper("get", FERRY, "--config", scraper.config)
    expected = (FIXTURES / "founding--semantic" / "expected.md").read_text("utf-8")
    assert done.out == "# Harbour ferry returns after eleven years\n\n" + expected
    assert (done.code, done.talk) == (0, "")


def test_get_prints_everything_as_json(scraper):
    done = scraper("get", FERRY, "--config", scraper.config, "--json")
    assert done.json["author"] == ["Marian Holloway", "Idris Kemp"]
    assert done.json["published"] == "2026-03-14T06:30:00+00:00"
    assert done.json["removals"]


def test_get_says_in_one_line_why_there_is_nothing(scraper):
    done = scraper("get", "http://post.example/travel/lost", "--config", scraper.config)
    assert (done.code, done.out) == (1, "")
    assert done.talk.count("\n") == 1
    assert done.talk.startswith("scraper: gone: HTTP 404")


def test_get_of_a_private_address_is_refused_without_leave(scraper):
    done = scraper("get", "http://127.0.0.1:9/")
    assert done.code == 1
    assert "blocked" in done.talk
    assert "127.0.0.1" in done.talk


def test_get_of_no_url_is_wrong_usage(scraper):
    assert scraper("get", "example").code == 2


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

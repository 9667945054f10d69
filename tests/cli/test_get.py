"""`scraper get`: one article as Markdown on stdout, messages on stderr."""

import json
from pathlib import Path

import pytest

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


@pytest.mark.parametrize("command", ["get", "why"])
def test_a_feed_is_no_page_and_gets_advice(scraper, command):
    feed, item = "http://post.example/a.xml", "<item><link>http://post.example/a</link></item>"
    scraper.site.override(feed, body=f"<rss><channel>{item}</channel></rss>".encode())
    done = scraper(command, feed, "--config", scraper.config)
    assert (done.code, done.out) == (1, "")
    advice = "a feed or sitemap of 1 article, which `scraper run` fetches"
    assert done.talk == f"scraper: not_html: {advice}  {feed}\n"


def test_get_of_a_private_address_is_refused_without_leave(scraper):
    done = scraper("get", "http://127.0.0.1:9/")
    assert done.code == 1
    assert "blocked" in done.talk
    assert "127.0.0.1" in done.talk


def test_the_folders_of_an_output_are_made(scraper):
    assert scraper("get", FERRY, "--config", scraper.config, "-o", "new/folder/a.md").code == 0
    assert (scraper.folder / "new" / "folder" / "a.md").exists()
    (scraper.folder / "file").touch()
    done = scraper("get", FERRY, "--config", scraper.config, "-o", "file/a.md")
    assert (done.code, done.talk) == (4, "scraper: file: File exists\n")


def test_get_of_no_url_is_wrong_usage(scraper):
    assert scraper("get", "example").code == 2


def test_get_takes_an_address_without_scheme_as_https(scraper):
    (scraper.folder / "none.toml").write_text('[fetch.connect_to]\n"example.org" = "127.0.0.1:9"\n')
    done = scraper("get", "example.org/story", "--config", "none.toml")
    assert (done.code, done.talk.count("\n")) == (1, 2)
    assert done.talk.startswith("scraper: taken as https://example.org/story\nscraper: ")


def test_get_writes_to_a_file_or_a_folder(scraper):
    config = ("--config", scraper.config)
    assert scraper("get", FERRY, *config, "-o", "a.md").out == ""
    printed = scraper("get", FERRY, *config).out
    assert (scraper.folder / "a.md").read_text("utf-8") == printed
    scraper("get", FERRY, *config, "-o", "a.json")
    assert json.loads((scraper.folder / "a.json").read_bytes())["text"]
    scraper("get", FERRY, *config, "-o", "out")
    assert len(list((scraper.folder / "out" / "courier.example").rglob("*.md"))) == 1
    done = scraper("get", FERRY, *config, "-o", "a.jsonl")
    assert (done.code, done.talk) == (
        2,
        "scraper: a.jsonl: expected NAME.md, NAME.json or a folder\n",
    )

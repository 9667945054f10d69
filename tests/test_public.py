"""The names that users may rely on."""

import asyncio
import gzip
import json
import subprocess
import sys

import pytest

import scraper
from fixtures.demo import settings_text
from scraper.workers.process import check_system


def test_the_public_names_are_these():
    assert set(scraper.__all__) == {
        *("Article", "Evidence", "Metadata", "Page", "Removal", "Verdict", "VerdictName"),
        *("ExtractSettings", "Settings", "parse_settings"),
        *("FetchError", "ScraperError", "SettingsError", "UrlError"),
        *("extract", "scrape", "scrape_async"),
        *("Extracted", "extract_many", "read_warc"),
    }


def test_every_public_name_is_there_and_documented():
    for name in scraper.__all__:
        assert getattr(scraper, name).__doc__, name


def test_extract_is_a_function_also_after_its_module_was_imported():
    code = (
        "import scraper.extraction.article\n"
        "from scraper import extract\n"
        "print(callable(extract), extract('<p>x').verdict.name)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.startswith("True ")


def test_importing_the_package_imports_nothing_heavy():
    code = "import scraper, sys; print({'trafilatura', 'httpx', 'lxml'} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "set()"


def test_extract_reads_a_file_also_a_compressed_one(tmp_path):
    (tmp_path / "a.html").write_bytes(b"<title>A title</title><p>x")
    (tmp_path / "b.html.gz").write_bytes(gzip.compress(b"<title>B title</title><p>x"))
    assert scraper.extract(tmp_path / "a.html").title == "A title"
    assert scraper.extract(tmp_path / "b.html.gz").title == "B title"
    with pytest.raises(FileNotFoundError):
        scraper.extract(tmp_path / "none.html")


def test_a_wrong_mode_is_an_error_with_the_choices():
    with pytest.raises(scraper.SettingsError, match='mode: expected one of "precise", "balanced"'):
        scraper.ExtractSettings(mode="complet")
    assert scraper.ExtractSettings(mode="complete").mode == "complete"


def test_an_article_has_what_is_asked_for_most_and_all_of_it_as_a_dict():
    html = (
        '<html lang=en><meta property="og:title" content="A title">'
        '<meta name=description content="In short"><meta property="og:site_name" content="Post">'
        '<meta property="og:image" content="https://a.example/i.jpg"><meta name=keywords '
        'content="x, y"><meta property="article:published_time" content="2026-01-31T10:00Z"><p>Text'
    )
    article = scraper.extract(html, url="https://a.example/1")
    assert (article.description, article.site_name) == ("In short", "Post")
    assert (article.image, article.tags) == ("https://a.example/i.jpg", ("x", "y"))
    found = article.to_dict()
    assert json.loads(json.dumps(found))["published"] == "2026-01-31T10:00:00+00:00"
    assert (found["site"], found["source"], found["author"]) == ("Post", "https://a.example/1", ())
    assert (found["markdown"], found["text"]) == (article.markdown, article.text)
    assert found.keys() == scraper.extract("").to_dict().keys()


def test_scrape_works_where_an_event_loop_is_running(demo):
    settings = scraper.parse_settings(settings_text(demo))
    url = "http://courier.example/news/harbour-ferry-returns"

    async def in_a_notebook():
        return scraper.scrape(url, settings=settings), await scraper.scrape_async(
            url, settings=settings
        )

    first, second = asyncio.run(in_a_notebook())
    assert first == second
    assert first.title == "Harbour ferry returns after eleven years"


def test_an_unknown_name_is_an_attribute_error():
    assert not hasattr(scraper, "crawl")


def test_pages_can_be_extracted_and_fetched_where_there_is_no_posix():
    """As on Windows, which has none of these modules."""
    code = (
        "import sys\n"
        "for name in ('fcntl', 'resource', 'pwd', 'grp', 'termios'):\n"
        "    sys.modules[name] = None\n"
        "import scraper\n"
        "for name in scraper.__all__:\n"
        "    getattr(scraper, name)\n"
        "import scraper.cli.main, scraper.cli.commands.extract, scraper.bulk.page_input\n"
        "print(scraper.extract('<title>A title</title><p>x').title)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert run.stdout == "A title\n", run.stderr


def test_where_no_archive_can_be_written_it_is_said(monkeypatch):
    monkeypatch.setattr("multiprocessing.get_all_start_methods", lambda: ["spawn"])
    with pytest.raises(scraper.ScraperError, match="archives are written on Linux and macOS only"):
        check_system()


def test_settings_of_either_kind_are_taken() -> None:
    page = "<title>A pier</title><p>It rains on the pier, and nobody minds at all.</p>"
    dropping = scraper.ExtractSettings(drop=("p",))
    whole = scraper.Settings(extract=dropping)
    assert scraper.extract(page, settings=whole).text == ""
    (found,) = scraper.extract_many([page], settings=dropping)
    assert found.article is not None
    assert found.article.text == ""


def test_one_page_is_not_many() -> None:
    with pytest.raises(TypeError, match="expected an iterable of pages, got str"):
        next(scraper.extract_many("<p>hello</p>"))


@pytest.mark.parametrize("selector", ["p[", "::::", "a >"])
def test_what_is_no_selector_is_a_wrong_setting(selector) -> None:
    settings = scraper.ExtractSettings(keep=(selector,))
    with pytest.raises(scraper.SettingsError, match=r"extract\.keep: not a CSS selector"):
        scraper.extract("<p>hello</p>", settings=settings)
    with pytest.raises(scraper.SettingsError, match=r"extract\.keep: not a CSS selector"):
        scraper.extract_many(["<p>hello</p>"], settings=settings)

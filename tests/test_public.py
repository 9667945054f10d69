"""The names that users may rely on."""

import subprocess
import sys

import scraper


def test_the_public_names_are_these():
    assert set(scraper.__all__) == {
        *("Article", "Evidence", "Metadata", "Removal", "Verdict", "VerdictName"),
        *("ExtractSettings", "Settings", "parse_settings"),
        *("FetchError", "ScraperError", "SettingsError", "UrlError"),
        *("extract", "scrape"),
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


def test_an_unknown_name_is_an_attribute_error():
    assert not hasattr(scraper, "crawl")

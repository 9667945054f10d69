"""The articles of web pages as clean Markdown, with their metadata.

    from scraper import extract, extract_many, scrape

    article = scrape("https://example.org/story")             # fetches the page
    article = extract(html, url="https://example.org/story")  # no network; milliseconds
    article.title, article.authors, article.published, article.markdown, article.verdict

    for found in extract_many(Path("pages").glob("*.html")):  # on all cores
        found.item, found.article, found.error

The names in `__all__` are the public interface; everything else may change.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from scraper.bulk.extract_many import Extracted, extract_many
    from scraper.errors import FetchError, ScraperError, SettingsError, UrlError
    from scraper.models import Article, Evidence, Metadata, Page, Removal, Verdict, VerdictName
    from scraper.pipeline.page_file import extract
    from scraper.pipeline.single import scrape, scrape_async
    from scraper.pipeline.warc_pages import read_warc
    from scraper.settings import ExtractSettings, Settings, parse_settings

__all__ = [
    "Article",
    "Evidence",
    "ExtractSettings",
    "Extracted",
    "FetchError",
    "Metadata",
    "Page",
    "Removal",
    "ScraperError",
    "Settings",
    "SettingsError",
    "UrlError",
    "Verdict",
    "VerdictName",
    "extract",
    "extract_many",
    "parse_settings",
    "read_warc",
    "scrape",
    "scrape_async",
]

# Imported at first use (PEP 562): `scraper --help` must not wait for a parser.
_MODULES = {
    **dict.fromkeys(["FetchError", "ScraperError", "SettingsError", "UrlError"], "scraper.errors"),
    **dict.fromkeys(
        ["Article", "Evidence", "Metadata", "Page", "Removal", "Verdict", "VerdictName"],
        "scraper.models",
    ),
    **dict.fromkeys(["Extracted", "extract_many"], "scraper.bulk.extract_many"),
    **dict.fromkeys(["scrape", "scrape_async"], "scraper.pipeline.single"),
    **dict.fromkeys(["ExtractSettings", "Settings", "parse_settings"], "scraper.settings"),
    "extract": "scraper.pipeline.page_file",
    "read_warc": "scraper.pipeline.warc_pages",
}


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_MODULES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)

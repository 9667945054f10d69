"""The articles of web pages as clean Markdown, with their metadata.

    from scraper import extract, scrape

    article = scrape("https://example.org/story")             # fetches the page
    article = extract(html, url="https://example.org/story")  # no network; milliseconds
    article.title, article.authors, article.published, article.markdown, article.verdict

The names in `__all__` are the public interface; everything else may change.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from scraper.errors import FetchError, ScraperError, SettingsError, UrlError
    from scraper.extraction.article import extract
    from scraper.models import Article, Evidence, Metadata, Removal, Verdict, VerdictName
    from scraper.pipeline.single import scrape
    from scraper.settings import ExtractSettings, Settings, parse_settings

__all__ = [
    "Article",
    "Evidence",
    "ExtractSettings",
    "FetchError",
    "Metadata",
    "Removal",
    "ScraperError",
    "Settings",
    "SettingsError",
    "UrlError",
    "Verdict",
    "VerdictName",
    "extract",
    "parse_settings",
    "scrape",
]

# Imported at first use (PEP 562): `scraper --help` must not wait for a parser.
_MODULES = {
    **dict.fromkeys(["FetchError", "ScraperError", "SettingsError", "UrlError"], "scraper.errors"),
    **dict.fromkeys(
        ["Article", "Evidence", "Metadata", "Removal", "Verdict", "VerdictName"], "scraper.models"
    ),
    **dict.fromkeys(["ExtractSettings", "Settings", "parse_settings"], "scraper.settings"),
    "extract": "scraper.extraction.article",
    "scrape": "scraper.pipeline.single",
}


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_MODULES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)

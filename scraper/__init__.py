"""Article URLs -> clean Markdown and true metadata.

    from scraper import extract, scrape

    article = scrape("https://example.org/story")        # fetches
    article = extract(html, url="https://example.org/story")  # pure, milliseconds
    article.title, article.authors, article.published, article.markdown, article.verdict

Everything that is public is named here; the rest may change.
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

# Imported when first asked for (PEP 562): `scraper --help` must not wait for a parser.
_HOMES = {
    **dict.fromkeys(["FetchError", "ScraperError", "SettingsError", "UrlError"], "scraper.errors"),
    **dict.fromkeys(
        ["Article", "Evidence", "Metadata", "Removal", "Verdict", "VerdictName"], "scraper.models"
    ),
    **dict.fromkeys(["ExtractSettings", "Settings", "parse_settings"], "scraper.settings"),
    "extract": "scraper.extraction.article",
    "scrape": "scraper.pipeline.single",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)

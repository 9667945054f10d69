"""Article URLs -> clean Markdown and true metadata.

    from scraper import extract, scrape

    article = scrape("https://example.org/story")        # fetches
    article = extract(html, url="https://example.org/story")  # pure, milliseconds
    article.title, article.authors, article.published, article.markdown, article.verdict

Everything that is public is named here; the rest may change.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

from scraper.lazy import lazily

if TYPE_CHECKING:
    from scraper.errors import FetchError, ScraperError, SettingsError, UrlError
    from scraper.extract import extract
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
    "scrape": "scraper.pipeline.single",
}


__getattr__ = lazily(__name__, _HOMES)


def __dir__() -> list[str]:
    return sorted(__all__)


class _Package(ModuleType):
    """`scraper.extract` is the function, also after the package of that name was imported.

    The import system binds a subpackage to its parent's attribute when it is first loaded;
    without this, `from scraper import extract` would depend on who imported what before.
    """

    @property
    def extract(self) -> Callable[..., Any]:
        function: Callable[..., Any] = import_module("scraper.extract").extract
        return function

    @extract.setter
    def extract(self, _subpackage: ModuleType) -> None:
        pass


sys.modules[__name__].__class__ = _Package

"""The extractors that are compared, each as a function of a page's HTML and address.

All receive the same decoded text, and return metadata where they can. The
packages are an extra of this project: pip install 'article-keeper[bench]'.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from typing import Any

from bench.extraction.plain import html_to_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """What an extractor found. `authors` are texts that hold one name or several.

    `refused` says that it classifies the page as one that should not be kept.
    """

    text: str = ""
    title: str = ""
    authors: tuple[str, ...] = ()
    date: str | date | None = None
    refused: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Extractor:
    """One way to extract. `fields` are the metadata that it offers."""

    name: str
    package: str  # on PyPI, for its version
    module: str  # that must be installed
    extract: Callable[[str, str], Extracted]
    fields: frozenset[str] = frozenset({"title", "author", "date"})

    def is_installed(self) -> bool:
        try:
            importlib.import_module(self.module)
        except ImportError:
            return False
        return True

    @property
    def version(self) -> str:
        return version(self.package)


def _scraper(html: str, url: str) -> Extracted:
    from scraper import VerdictName, extract  # noqa: PLC0415 - each extractor is loaded if asked

    article = extract(html, url=url)
    return Extracted(
        text=article.text,
        title=article.title,
        authors=article.authors,
        date=article.published,
        refused=article.verdict.name is not VerdictName.ARTICLE,
    )


def _trafilatura(html: str, url: str, *, fast: bool = False) -> Extracted:
    from trafilatura import bare_extraction  # noqa: PLC0415

    found: Any = bare_extraction(
        html, url=url, fast=fast, include_comments=False, with_metadata=True
    )
    if not found:
        return Extracted()
    return Extracted(
        text=found.text or "",
        title=found.title or "",
        authors=(found.author,) if found.author else (),
        date=found.date,
    )


def _trafilatura_fast(html: str, url: str) -> Extracted:
    return _trafilatura(html, url, fast=True)


def _resiliparse(html: str, url: str) -> Extracted:
    from resiliparse.extract.html2text import extract_plain_text  # noqa: PLC0415

    del url
    return Extracted(text=extract_plain_text(html, main_content=True))


def _readability(html: str, url: str) -> Extracted:
    from readability import Document  # noqa: PLC0415

    document = Document(html, url=url)
    author = document.author()
    return Extracted(
        text=html_to_text(document.summary()),
        title=document.short_title() or "",
        authors=(author,) if author and author != "[no-author]" else (),
    )


EXTRACTORS = (
    Extractor(name="scraper", package="article-keeper", module="scraper", extract=_scraper),
    Extractor(
        name="trafilatura", package="trafilatura", module="trafilatura", extract=_trafilatura
    ),
    Extractor(
        name="trafilatura-fast",
        package="trafilatura",
        module="trafilatura",
        extract=_trafilatura_fast,
    ),
    Extractor(
        name="resiliparse",
        package="resiliparse",
        module="resiliparse.extract.html2text",
        extract=_resiliparse,
        fields=frozenset(),
    ),
    Extractor(
        name="readability-lxml",
        package="readability-lxml",
        module="readability",
        extract=_readability,
        fields=frozenset({"title", "author"}),
    ),
)

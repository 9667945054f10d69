"""CSL-JSON (Citation Style Language 1.0.2), which Zotero, Pandoc and others read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO

import msgspec

from scraper.archive.articles.saved_article import SavedArticle
from scraper.archive.exporters.person_names import csl_name

# Types that a page declares (schema.org, Open Graph) -> types of CSL, the most telling first.
_TYPES = {
    "ScholarlyArticle": "article-journal",
    "MedicalScholarlyArticle": "article-journal",
    "NewsArticle": "article-newspaper",
    "ReportageNewsArticle": "article-newspaper",
    "AnalysisNewsArticle": "article-newspaper",
    "OpinionNewsArticle": "article-newspaper",
    "BackgroundNewsArticle": "article-newspaper",
    "AskPublicNewsArticle": "article-newspaper",
    "Review": "review",
    "ReviewNewsArticle": "review",
    "BlogPosting": "post-weblog",
    "LiveBlogPosting": "post-weblog",
    "Report": "report",
    "DiscussionForumPosting": "post",
    "SocialMediaPosting": "post",
    "Dataset": "dataset",
}


def write_csl(articles: Iterable[SavedArticle], out: BinaryIO) -> None:
    """One JSON array with an item for each article."""
    out.write(b"[")
    separator = b"\n"
    for article in articles:
        out.write(separator + msgspec.json.encode(_item(article)))
        separator = b",\n"
    out.write(b"\n]\n")


def _item(article: SavedArticle) -> dict[str, Any]:
    sidecar = article.sidecar
    item = {
        "id": sidecar.id,
        "type": _type(sidecar.types),
        "title": sidecar.title,
        "author": [csl_name(name) for name in sidecar.author],
        "issued": _date(sidecar.published),
        "accessed": _date(sidecar.created.isoformat() if sidecar.created else ""),
        "container-title": sidecar.site or sidecar.domain,
        "section": sidecar.section,
        "URL": sidecar.canonical_url or sidecar.source,
        "language": sidecar.language,
        "abstract": sidecar.description,
        "keyword": ", ".join(sidecar.tags),
    }
    return {name: value for name, value in item.items() if value}


def _type(declared: tuple[str, ...]) -> str:
    """The CSL type of an article; `webpage` where its page declares none that is known."""
    return next((csl for schema, csl in _TYPES.items() if schema in declared), "webpage")


def _date(value: str) -> dict[str, Any] | None:
    """The day of an ISO 8601 date or time as a CSL date variable."""
    parts = value[:10].split("-")
    return {"date-parts": [[int(part) for part in parts]]} if all(map(str.isdigit, parts)) else None

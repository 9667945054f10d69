"""A saved article as one flat row: the same keys with the same types for every article."""

from __future__ import annotations

from typing import Any

from scraper.archive.articles.saved_article import SavedArticle
from scraper.archive.exporters.plain_text import plain_text_of

# Fields of the sidecar that describe the text; the others describe how it was made.
FIELDS = (
    *("id", "title", "source", "canonical_url", "author", "published", "modified", "created"),
    *("added", "description", "site", "domain", "section", "tags", "image", "license"),
    *("language", "word_count", "free_access", "content_hash", "version", "confidence"),
)
LISTS = frozenset({"author", "tags"})
INSTANTS = frozenset({"created", "added"})
INTEGERS = frozenset({"word_count", "version"})


def export_row(article: SavedArticle) -> dict[str, Any]:
    """`FIELDS`, `published_day`, `read`, `path`, `markdown` (the body), `text` (the same, plain).

    Lists are lists, `created` and `added` datetimes (UTC), `published` and `modified` ISO 8601
    as the page gives them, `published_day` a day in ISO 8601. What is unknown is None.
    """
    sidecar = article.sidecar
    row: dict[str, Any] = {name: _value(getattr(sidecar, name)) for name in FIELDS}
    row["published_day"] = sidecar.published[:10] or None
    row["read"] = article.marks.is_read
    row["path"] = article.record.path
    row["markdown"] = article.body
    row["text"] = plain_text_of(article.body)
    return row


def _value(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    return None if value == "" else value

"""CSL-JSON (Citation Style Language 1.0.2), which Zotero, Pandoc and others read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO

import msgspec

from scraper.archive.articles.saved_article import SavedArticle


def write_csl(articles: Iterable[SavedArticle], out: BinaryIO) -> None:
    """One JSON array; an item an article."""
    out.write(b"[")
    separator = b"\n"
    for article in articles:
        out.write(separator + msgspec.json.encode(_item(article)))
        separator = b",\n"
    out.write(b"\n]\n")


def _item(article: SavedArticle) -> dict[str, Any]:
    fields = article.fields
    item = {
        "id": fields.get("id"),
        "type": "webpage",
        "title": fields.get("title"),
        "author": [{"literal": name} for name in fields.get("author", ())],
        "issued": _date(fields.get("published")),
        "accessed": _date(fields.get("created")),
        "container-title": fields.get("site") or fields.get("domain"),
        "section": fields.get("section"),
        "URL": fields.get("canonical_url") or fields.get("source"),
        "language": fields.get("language"),
        "abstract": fields.get("description"),
        "keyword": ", ".join(fields.get("tags", ())),
    }
    return {name: value for name, value in item.items() if value}


def _date(value: str | None) -> dict[str, Any] | None:
    """The day, as `date-parts` has it."""
    parts = (value or "")[:10].split("-")
    return {"date-parts": [[int(part) for part in parts]]} if all(map(str.isdigit, parts)) else None

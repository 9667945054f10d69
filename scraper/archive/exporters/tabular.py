"""JSON Lines, one article a line with its text; CSV, the metadata for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any, BinaryIO

import msgspec

from scraper.archive.articles.saved_article import SavedArticle

# The front matter, in its order (entry.py); what else the `.json` holds is no data of the text.
FIELDS = (
    *("id", "title", "source", "canonical_url", "author", "published", "modified", "created"),
    *("description", "site", "domain", "section", "tags", "image", "license", "language"),
    *("word_count", "free_access", "content_hash", "version", "confidence"),
)
# What a spreadsheet takes for a formula (OWASP, "CSV Injection").
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_jsonl(articles: Iterable[SavedArticle], out: BinaryIO) -> None:
    """A JSON object a line: the fields that have a value, `path`, and `text` (Markdown)."""
    for article in articles:
        line = {name: article.fields[name] for name in FIELDS if name in article.fields}
        line |= {"path": article.record.path, "text": article.body}
        out.write(msgspec.json.encode(line) + b"\n")


def write_csv(articles: Iterable[SavedArticle], out: BinaryIO) -> None:
    """A row an article, as RFC 4180 has it, UTF-8; several authors or tags with `; ` between."""
    text = io.TextIOWrapper(out, "utf-8", newline="", write_through=True)
    rows = csv.writer(text)
    rows.writerow((*FIELDS, "path"))
    for article in articles:
        cells = (_cell(article.fields.get(name)) for name in FIELDS)
        rows.writerow((*cells, _cell(article.record.path)))
    text.detach()


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        value = "; ".join(map(str, value))
    if isinstance(value, str) and value.startswith(_FORMULA):
        return "'" + value
    return value

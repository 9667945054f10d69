"""JSON Lines, one article a line with its text; CSV, the metadata for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import datetime
from typing import Any, BinaryIO

import msgspec

from scraper.archive.articles.saved_article import SavedArticle
from scraper.archive.articles.sidecar import fields_with_values
from scraper.archive.exporters.export_row import FIELDS, export_row

# Text that a spreadsheet takes for a formula (OWASP, "CSV Injection").
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_jsonl(articles: Iterable[SavedArticle], out: BinaryIO) -> None:
    """A JSON object for each article, with the keys of `export_row`."""
    out.writelines(msgspec.json.encode(export_row(article)) + b"\n" for article in articles)


def write_csv(articles: Iterable[SavedArticle], out: BinaryIO) -> None:
    """A row for each article (RFC 4180), UTF-8; authors and tags are separated by `; `."""
    text = io.TextIOWrapper(out, "utf-8", newline="", write_through=True)
    rows = csv.writer(text)
    rows.writerow((*FIELDS, "read", "path"))
    for article in articles:
        fields = fields_with_values(article.sidecar, FIELDS)
        cells = (_cell(fields.get(name)) for name in FIELDS)
        rows.writerow((*cells, article.marks.is_read, _cell(article.record.path)))
    text.detach()


def _cell(value: Any) -> Any:
    if isinstance(value, tuple):
        value = "; ".join(value)
    if isinstance(value, datetime):
        value = msgspec.to_builtins(value)
    if isinstance(value, str) and value.startswith(_FORMULA):
        return "'" + value
    return value

"""Extracted pages -> JSON Lines or Parquet."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, BinaryIO

from scraper.archive.exporters.parquet import write_table
from scraper.archive.unicode_scalars import json_bytes
from scraper.bulk.page_row import COLUMNS
from scraper.models import Article

RowWriter = Callable[[Iterable[dict[str, Any]], BinaryIO], None]


def write_jsonl_rows(rows: Iterable[dict[str, Any]], out: BinaryIO) -> None:
    """A JSON object for each row."""
    out.writelines(json_bytes(row) + b"\n" for row in rows)


def write_parquet_rows(rows: Iterable[dict[str, Any]], out: BinaryIO) -> None:
    """A table. Raises UsageError where pyarrow is missing."""
    write_table(rows, COLUMNS, out)


# by the ending of the file
ROW_WRITERS: dict[str, RowWriter] = {
    ".jsonl": write_jsonl_rows,
    ".ndjson": write_jsonl_rows,
    ".parquet": write_parquet_rows,
}


def page_document(name: str, article: Article | None, error: str, *, comments: bool) -> bytes:
    """Everything that is known of a page, as one line of JSON: `input`, `error` and, where there
    is an article, `Article.to_dict`.
    """
    document: dict[str, Any] = {"input": name, "error": error}
    if article is not None:
        document |= article.to_dict()
        if not comments:
            del document["comments"]
    return json_bytes(document) + b"\n"

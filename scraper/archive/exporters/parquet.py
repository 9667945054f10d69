"""Parquet, for pandas, Polars, DuckDB and R. The one module that knows pyarrow, an extra."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, BinaryIO

from scraper.archive.articles.saved_article import SavedArticle
from scraper.archive.exporters.export_row import FIELDS, INSTANTS, INTEGERS, LISTS, export_row
from scraper.errors import UsageError

_ROWS = 1000  # of a row group: some megabytes of text
_COLUMNS: Mapping[str, str] = (
    dict.fromkeys((*FIELDS, "published_day", "read", "path", "markdown", "text"), "text")
    | dict.fromkeys(LISTS, "texts")
    | dict.fromkeys(INSTANTS, "instant")
    | dict.fromkeys(INTEGERS, "integer")
    | {"free_access": "boolean", "read": "boolean", "confidence": "number"}
)


def write_parquet(articles: Iterable[SavedArticle], out: BinaryIO) -> None:
    """A table with the columns of `export_row`. Raises UsageError where pyarrow is missing."""
    write_table(map(export_row, articles), _COLUMNS, out)


def write_table(rows: Iterable[dict[str, Any]], columns: Mapping[str, str], out: BinaryIO) -> None:
    """A table of `rows`. `columns` are their kinds by name: text, texts (a list), instant,
    integer, number or boolean. Raises UsageError where pyarrow is missing.
    """
    try:
        import pyarrow as pa  # noqa: PLC0415 - an extra
        from pyarrow.parquet import ParquetWriter  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise UsageError("Parquet needs more: pip install 'article-keeper[parquet]'") from error
    kinds = {
        "text": pa.string(),
        "texts": pa.list_(pa.string()),
        "instant": pa.timestamp("us", "UTC"),
        "integer": pa.int64(),
        "number": pa.float64(),
        "boolean": pa.bool_(),
    }
    schema = pa.schema([(name, kinds[kind]) for name, kind in columns.items()])
    with ParquetWriter(out, schema, compression="zstd") as writer:
        for batch in _batches(iter(rows)):
            writer.write_table(pa.Table.from_pylist(batch, schema))


def _batches(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    while batch := list(islice(rows, _ROWS)):
        yield batch

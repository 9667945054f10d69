"""Parquet, for pandas, Polars, DuckDB and R. The one module that knows pyarrow, an extra."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, BinaryIO

from scraper.archive.articles.saved_article import SavedArticle
from scraper.archive.exporters.export_row import FIELDS, INSTANTS, INTEGERS, LISTS, export_row
from scraper.errors import UsageError

_ROWS = 1000  # of a row group: some megabytes of text


def write_parquet(articles: Iterable[SavedArticle], out: BinaryIO) -> None:
    """A table with the columns of `export_row`. Raises UsageError where pyarrow is missing."""
    try:
        import pyarrow as pa  # noqa: PLC0415 - an extra
        from pyarrow.parquet import ParquetWriter  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise UsageError("export parquet needs more: pip install 'scraper[parquet]'") from error
    schema = _schema(pa)
    with ParquetWriter(out, schema, compression="zstd") as writer:
        for rows in _batches(map(export_row, articles)):
            writer.write_table(pa.Table.from_pylist(rows, schema))


def _schema(pa: Any) -> Any:
    names = (*FIELDS, "published_day", "path", "markdown", "text")
    return pa.schema([(name, _type(pa, name)) for name in names])


def _type(pa: Any, name: str) -> Any:
    if name in LISTS:
        return pa.list_(pa.string())
    if name in INSTANTS:
        return pa.timestamp("us", "UTC")
    if name in INTEGERS:
        return pa.int64()
    return {"free_access": pa.bool_(), "confidence": pa.float64()}.get(name, pa.string())


def _batches(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    while batch := list(islice(rows, _ROWS)):
        yield batch

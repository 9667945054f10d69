"""CSV and TSV with a column of URLs: Pocket, Instapaper, Raindrop, Wallabag, Readwise, sheets."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator

from scraper.importers.field_names import ADDED, TAGS, URLS
from scraper.importers.list_entry import ListEntry, parse_added, split_tags

_DELIMITERS = "\t;,"
_URL = re.compile(r"https?://\S+", re.IGNORECASE)
_SAMPLE = 6  # rows by which a table without a known header is recognised
_MAX_CELL = 1 << 30  # Wallabag exports the whole text of each article in a cell


def has_url_column(text: str, *, is_table: bool) -> bool:
    """Whether a text is a table. Without a header that names the column, the first row must have
    one cell that is a URL and, unless `is_table`, tabs between its cells; or it is a header in
    another language, and the rows below it have URLs in one column.
    """
    lines = [line for line in text.splitlines()[:_SAMPLE] if line.strip()]
    line = next(iter(lines), "")
    delimiter = _delimiter(line)
    cells = _cells(line, delimiter)
    if any(_normal(cell) in URLS for cell in cells):
        return len(cells) > 1 or is_table
    if any(map(_URL.fullmatch, cells)):
        return len(cells) > 1 and (is_table or delimiter == "\t")
    rows = [_cells(each, delimiter) for each in lines[1:]]
    is_even = len(cells) > 1 and all(len(row) == len(cells) for row in rows)
    return is_even and len({_url_index(row) for row in rows} - {None}) == 1


def read_table(lines: Iterable[str]) -> Iterator[ListEntry]:
    """The rows that have a URL. Raises csv.Error for what is no CSV."""
    csv.field_size_limit(_MAX_CELL)
    iterator = iter(lines)
    first = next((line for line in iterator if line.strip()), "").removeprefix("\ufeff")
    delimiter = _delimiter(first)
    header = [_normal(cell) for cell in _cells(first, delimiter)]
    url = _column(header, URLS)
    rows = csv.reader(iterator, delimiter=delimiter)
    if url is None and (url := _url_index(cells := _cells(first, delimiter))) is not None:
        yield ListEntry(url=cells[url], line=1)
        header = []
    tags, added = _column(header, TAGS), _column(header, ADDED)
    for row in rows:
        url = _url_index(row) if url is None else url
        if address := _cell(row, url):
            yield ListEntry(
                url=address,
                line=rows.line_num + 1,
                tags=split_tags(_cell(row, tags)),
                added=parse_added(_cell(row, added)),
            )


def _url_index(cells: list[str]) -> int | None:
    """The first cell that is a URL."""
    return next((i for i, cell in enumerate(cells) if _URL.fullmatch(cell.strip())), None)


def _delimiter(line: str) -> str:
    """The delimiter that occurs most; a tab before others."""
    return "\t" if "\t" in line else max(_DELIMITERS[1:], key=line.count)


def _cells(line: str, delimiter: str) -> list[str]:
    return [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter), [])]


def _normal(cell: str) -> str:
    return re.sub(r"[\s_-]+", "_", cell.strip().lower())


def _column(header: list[str], names: tuple[str, ...]) -> int | None:
    return next((header.index(name) for name in names if name in header), None)


def _cell(row: list[str], index: int | None) -> str:
    return row[index].strip() if index is not None and index < len(row) else ""

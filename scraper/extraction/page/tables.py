"""Which tables hold data, and their grid; a table that lays out the page is only a container."""

from __future__ import annotations

import re
from dataclasses import dataclass

from scraper.extraction.page.outline import Element, Outline

_CELLS = frozenset({"td", "th"})
_LAYOUT = frozenset("h1 h2 h3 h4 form article section figure blockquote".split())
_LONG_CELL = 90  # words; longer is running text, not a datum
_LONGEST_CELL = 400  # words of one, where the columns have names: the plot of an episode
_WIDEST = 100  # columns that a colspan may claim


@dataclass(frozen=True, slots=True)
class TableShape:
    """A data table: its cells row by row (None where a span reaches), and its header."""

    rows: tuple[tuple[Element | None, ...], ...]
    has_header: bool
    caption: Element | None


def data_table(outline: Outline, table: Element) -> TableShape | None:
    """The grid of `table` if it holds data; None if it only lays out the page.

    Data: two rows and two columns at least, nothing but short text in the cells or, under the
    names of the columns, a paragraph; no heading inside, nor a table where its own columns have no
    names.
    """
    if table.get("role") in {"presentation", "none"}:
        return None
    inside = list(outline.inside(table))
    if any(e.tag in _LAYOUT or (e.tag == "pre" and _has_lines(outline, e)) for e in inside):
        return None
    inner = [e for e in inside if e.tag == "table"]
    if inner and not _has_names(inside, inner[0].index):
        return None
    rows = [e for e in inside if e.tag == "tr" and _table_of(outline, e) == table.index]
    cells = [e for e in inside if e.tag in _CELLS]
    if not _are_data(outline, rows, cells):
        return None
    by_row: dict[int, list[Element]] = {row.index: [] for row in rows}
    for cell in cells:
        if cell.parent in by_row:
            by_row[cell.parent].append(cell)
    if len(rows) < 2 or max(map(len, by_row.values()), default=0) < 2:
        return None
    if all(sum(cell.first < cell.last for cell in row) < 2 for row in by_row.values()):
        return None  # a column of paragraphs beside nothing
    first = by_row[rows[0].index]
    in_head = rows[0].parent >= 0 and outline.elements[rows[0].parent].tag == "thead"
    # the corner over a column of names is often an empty datum
    named = first[1:] if first and first[0].first == first[0].last else first
    has_header = bool(named) and (in_head or all(cell.tag == "th" for cell in named))
    caption = next((e for e in inside if e.tag == "caption"), None)
    return TableShape(_grid([by_row[row.index] for row in rows]), has_header, caption)


def _are_data(outline: Outline, rows: list[Element], cells: list[Element]) -> bool:
    """Whether no cell is running text, but for single paragraphs under named columns."""
    most = max(map(outline.words, cells), default=0)
    if most <= _LONG_CELL:
        return True
    first = [cell for cell in cells if rows and cell.parent == rows[0].index]
    is_named = len(first) > 1 and all(cell.tag == "th" for cell in first)
    long = (cell for cell in cells if outline.words(cell) > _LONG_CELL)
    return is_named and most <= _LONGEST_CELL and all(e.last - e.first == 1 for e in long)


def _has_names(inside: list[Element], before: int) -> bool:
    """Whether a table that holds another has names over its columns, and so holds data."""
    names = [e for e in inside if e.tag == "th" and e.index < before]
    return len(names) > 1 and names[0].parent == names[-1].parent


def _table_of(outline: Outline, row: Element) -> int:
    around = outline.ancestors(row.parent)
    return next((e.index for e in around if e.tag == "table"), -1)


def _has_lines(outline: Outline, code: Element) -> bool:
    return any("\n" in segment.text for segment in outline.segments[code.first : code.last])


def _grid(rows: list[list[Element]]) -> tuple[tuple[Element | None, ...], ...]:
    """Cells at their columns: a span leaves empty cells, so that columns stay under each other."""
    grid: list[tuple[Element | None, ...]] = []
    reaching: dict[int, int] = {}  # column -> rows that a cell above still covers
    for cells in rows:
        line: list[Element | None] = []
        waiting = list(cells)
        while waiting or reaching.get(len(line)):
            column = len(line)
            if reaching.get(column):
                reaching[column] -= 1
                line.append(None)
                continue
            cell = waiting.pop(0)
            width, height = _span(cell, "colspan"), _span(cell, "rowspan")
            line.extend((cell, *(None,) * (width - 1)))
            reaching.update(dict.fromkeys(range(column, column + width), height - 1))
        grid.append(tuple(line))
    return tuple(row for at, row in enumerate(grid) if any(map(_is_full, row)) or not at)


def _is_full(cell: Element | None) -> bool:
    return cell is not None and cell.first < cell.last


def _span(cell: Element, name: str) -> int:
    text = cell.get(name).strip()
    return min(int(text), _WIDEST) if re.fullmatch(r"[1-9]\d{0,3}", text, re.ASCII) else 1

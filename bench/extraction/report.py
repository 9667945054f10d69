"""Measurements -> the table: a line a measure, a column an extractor."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bench.extraction import metrics
from bench.extraction.measure import Measured
from bench.extraction.metrics import Score

Rows = Sequence[Measured]
Figure = Callable[[Rows], float | None]
Table = dict[str, dict[str, float | None]]  # measure -> extractor -> figure


def _of(rows: Rows, corpus: str, kind: str = "") -> list[Measured]:
    return [row for row in rows if row.corpus == corpus and kind in {"", row.kind}]


def _f1(corpus: str, kind: str = "") -> Figure:
    return lambda rows: metrics.mean(row.score.f1 for row in _of(rows, corpus, kind))


def _leaked(rows: Rows) -> float | None:
    articles = _of(rows, "wcxb", "article")
    unwanted = sum(row.unwanted for row in articles)
    return sum(row.leaked for row in articles) / unwanted if unwanted else None


def _shingles(rows: Rows) -> float | None:
    pages = _of(rows, "scrapinghub")
    return metrics.shingle_f1([row.score for row in pages]) if pages else None


def _snippets(rows: Rows) -> float | None:
    pages = _of(rows, "trafilatura")
    return sum((row.score for row in pages), Score()).f1 if pages else None


def _share(field: str, corpus: str, kind: str = "") -> Figure:
    def figure(rows: Rows) -> float | None:
        values = (getattr(row, field) for row in _of(rows, corpus, kind))
        return metrics.mean(value for value in values if value is not None)

    return figure


def _lists(rows: Rows) -> float | None:
    values = [row.lists_lost for row in _of(rows, "wcxb", "article")]
    known = [value for value in values if value is not None]
    return float(sum(known)) if known else None


def _cpu(rows: Rows) -> float | None:
    seconds = metrics.mean(row.cpu for row in rows)
    return None if seconds is None else seconds * 1000


MEASURES: dict[str, Figure] = {
    "WCXB articles, word F1": _f1("wcxb", "article"),
    "WCXB articles, snippets leaked": _leaked,
    "WCXB all page types, word F1": _f1("wcxb"),
    "ScrapingHub, shingle F1": _shingles,
    "ScrapingHub, exact": _share("exact", "scrapinghub"),
    "trafilatura's pages, snippet F1": _snippets,
    "fundus, word F1": _f1("fundus"),
    "pages with half their list lines lost": _lists,
    "title exact, WCXB articles": _share("title", "wcxb", "article"),
    "author exact, WCXB articles": _share("author", "wcxb", "article"),
    "date exact, WCXB articles": _share("date", "wcxb", "article"),
    "author given where there is none": _share("author_where_none", "wcxb", "article"),
    "author exact, fundus": _share("author", "fundus"),
    "date exact, fundus": _share("date", "fundus"),
    "failures": lambda rows: float(sum(row.failed for row in rows)),
    "CPU a page, ms": _cpu,
}
_RATIO = "CPU, of trafilatura's with metadata"


def tabulate(measured: Rows, names: Sequence[str]) -> Table:
    """All figures; a measure that no corpus at hand has is None."""
    by_name = {name: [row for row in measured if row.extractor == name] for name in names}
    table: Table = {
        measure: {name: figure(rows) for name, rows in by_name.items()}
        for measure, figure in MEASURES.items()
    }
    cpu = table["CPU a page, ms"]
    base = cpu.get("trafilatura")
    if base:
        table[_RATIO] = {name: None if ms is None else ms / base for name, ms in cpu.items()}
    return table


def as_markdown(table: Table, labels: dict[str, str]) -> str:
    """The table in GFM. `labels` are the heads of the columns, by extractor."""
    lines = [
        "| measure | " + " | ".join(labels.values()) + " |",
        "|---|" + "---:|" * len(labels),
    ]
    for measure, figures in table.items():
        cells = (_shown(figures.get(name)) for name in labels)
        lines.append(f"| {measure} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _shown(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:.4f}" if value < 2 and not value.is_integer() else f"{value:g}"[:6]

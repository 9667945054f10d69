"""Measurements -> a table with a line for each measure and a column for each extractor."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bench.extraction import metrics
from bench.extraction.measure import Measured
from bench.extraction.metrics import Score

Rows = Sequence[Measured]


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure over the pages of one corpus (and kind) whose gold has `field`; all by default."""

    figure: Callable[[Rows], float | None]
    corpus: str = ""
    kind: str = ""
    field: str = "score"
    digits: int = 3

    def rows(self, measured: Rows) -> list[Measured]:
        return [
            row
            for row in measured
            if self.corpus in {"", row.corpus}
            and self.kind in {"", row.kind}
            and getattr(row, self.field) is not None
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A measure of all extractors, by name; None where there is nothing to measure."""

    name: str
    pages: int
    figures: dict[str, float | None]
    digits: int


def _share(field: str, kind: str = "", corpus: str = "wcxb", digits: int = 3) -> Measure:
    """The share of pages for which `field` is true."""
    return Measure(_mean(lambda row: getattr(row, field)), corpus, kind, field, digits)


def _mean(value: Callable[[Measured], float]) -> Callable[[Rows], float | None]:
    return lambda rows: metrics.mean(value(row) for row in rows)


def _leaked(rows: Rows) -> float | None:
    unwanted = sum(row.unwanted for row in rows)
    return sum(row.leaked for row in rows) / unwanted if unwanted else None


def _shingles(rows: Rows) -> float | None:
    return metrics.shingle_f1([row.score for row in rows]) if rows else None


def _snippets(rows: Rows) -> float | None:
    return sum((row.score for row in rows), Score()).f1 if rows else None


def _lists_lost(rows: Rows) -> float | None:
    return sum(bool(row.lists_lost) for row in rows) if rows else None


_F1 = _mean(lambda row: row.score.f1)
_CPU = "CPU a page, ms"
MEASURES = {
    "WCXB articles, word F1": Measure(_F1, "wcxb", "article"),
    "WCXB articles, boilerplate snippets leaked": Measure(_leaked, "wcxb", "article"),
    "WCXB articles, half the list lines lost (pages)": Measure(
        _lists_lost, "wcxb", "article", "lists_lost", digits=0
    ),
    "WCXB articles refused": _share("refused", "article", digits=4),
    "WCXB all page types, word F1": Measure(_F1, "wcxb"),
    "ScrapingHub, shingle F1": Measure(_shingles, "scrapinghub"),
    "ScrapingHub, exact": _share("exact", corpus="scrapinghub"),
    "trafilatura's pages, snippet F1": Measure(_snippets, "trafilatura"),
    "fundus, word F1": Measure(_F1, "fundus"),
    "WCXB articles, title exact": _share("title", "article"),
    "WCXB articles, author exact": _share("author", "article"),
    "WCXB articles, author where there is none": _share("author_where_none", "article"),
    "WCXB articles, date exact": _share("date", "article"),
    "fundus, title exact": _share("title", corpus="fundus"),
    "fundus, author exact": _share("author", corpus="fundus"),
    "fundus, date exact": _share("date", corpus="fundus"),
    "trafilatura's pages, title exact": _share("title", corpus="trafilatura"),
    "trafilatura's pages, author exact": _share("author", corpus="trafilatura"),
    "trafilatura's pages, date exact": _share("date", corpus="trafilatura"),
    "postlight, title exact": _share("title", corpus="postlight"),
    "postlight, author exact": _share("author", corpus="postlight"),
    "postlight, date exact": _share("date", corpus="postlight"),
    "failures (pages)": Measure(lambda rows: sum(row.failed for row in rows), digits=0),
    _CPU: Measure(_mean(lambda row: row.cpu * 1000), digits=1),
}


def tabulate(measured: Rows, names: Sequence[str]) -> list[Line]:
    """All measures of the extractors called `names`; times also as shares of trafilatura's."""
    lines = [_line(name, measure, measured, names) for name, measure in MEASURES.items()]
    cpu = lines[-1]
    if base := cpu.figures.get("trafilatura"):
        shares = {name: ms and ms / base for name, ms in cpu.figures.items()}
        name = "CPU, of trafilatura with metadata"
        lines.append(Line(name=name, pages=cpu.pages, figures=shares, digits=2))
    return lines


def _line(name: str, measure: Measure, measured: Rows, extractors: Sequence[str]) -> Line:
    rows = {x: measure.rows([row for row in measured if row.extractor == x]) for x in extractors}
    return Line(
        name=name,
        pages=max(map(len, rows.values()), default=0),
        figures={x: measure.figure(mine) if mine else None for x, mine in rows.items()},
        digits=measure.digits,
    )


def as_markdown(lines: Sequence[Line], labels: dict[str, str]) -> str:
    """The table in GFM. `labels` are the column headings, by extractor."""
    rows = [["measure", "pages", *labels.values()]]
    for line in lines:
        cells = (_shown(line.figures.get(name), line.digits) for name in labels)
        rows.append([line.name, str(line.pages), *cells])
    rule = "|---|" + "---:|" * (len(labels) + 1)
    head, *body = ("| " + " | ".join(row) + " |" for row in rows)
    return "\n".join([head, rule, *body])


def as_data(lines: Sequence[Line]) -> dict[str, dict[str, float | None]]:
    """The figures for JSON: by measure and extractor, not rounded."""
    return {line.name: line.figures for line in lines}


def _shown(value: float | None, digits: int) -> str:
    return "–" if value is None else f"{value:.{digits}f}"

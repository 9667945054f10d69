"""The runs of all programs -> one table, medians and ratios. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from bench.pipeline.meter import Metered

_REFERENCE = "trafilatura"
_HEADS = (
    "program", "CPU s", "CPU ms a page", "of trafilatura's", "pages/s", "to trafilatura's",
    "MiB", "texts", "requests",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One run of one program: `texts` are the files with text that it wrote."""

    name: str
    metered: Metered
    texts: int
    requests: int

    def __str__(self) -> str:
        m = self.metered
        return f"{self.name}: {m.cpu:.1f} s of CPU, {m.wall:.1f} s, {self.texts} texts"


def as_markdown(rows: Sequence[Row], pages: int) -> str:
    """A line for each program, in the order in which they were run."""
    names = list(dict.fromkeys(row.name for row in rows))
    reference = [row for row in rows if row.name == _REFERENCE]
    lines = [_HEADS, ("---", *("---:" for _ in _HEADS[1:]))]
    lines += [_line([row for row in rows if row.name == name], reference, pages) for name in names]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _line(rows: Sequence[Row], reference: Sequence[Row], pages: int) -> tuple[str, ...]:
    cpu, speed = _middle(rows, _cpu), _middle(rows, lambda row: pages / row.metered.wall)
    return (
        rows[0].name,
        f"{cpu:.1f}",
        f"{1000 * cpu / pages:.1f}",
        _ratio(cpu, reference, _cpu),
        f"{speed:.1f}",
        _ratio(speed, reference, lambda row: pages / row.metered.wall),
        f"{_middle(rows, lambda row: row.metered.peak):.0f}",
        str(rows[-1].texts),
        str(rows[-1].requests),
    )


def _cpu(row: Row) -> float:
    return row.metered.cpu


def _middle(rows: Sequence[Row], value: Callable[[Row], float]) -> float:
    return median(map(value, rows))


def _ratio(value: float, reference: Sequence[Row], of: Callable[[Row], float]) -> str:
    return f"{value / _middle(reference, of):.2f}" if reference else "–"

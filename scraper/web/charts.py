"""Figures of runs and sites -> SVG. The figures are numbers, so that nothing has to be escaped.

Colours are those of classes in reader.css.
"""

from __future__ import annotations

from collections.abc import Sequence

from scraper.archive.state.run_history import RunEntry
from scraper.archive.state.site_health import Health
from scraper.outcomes import FAILURES, SAVED
from scraper.web.html import escaped

_HEIGHT = 100
_BAR, _GAP = 12, 4  # of a run
_SPARK_WIDTH, _SPARK_HEIGHT = 160, 28
_KINDS = ("saved", "left-out", "failed")


def run_chart(runs: Sequence[RunEntry]) -> str:
    """A bar for each run, the oldest first: targets that were saved, left out, and failed."""
    counts = [_by_kind(run) for run in runs]
    most = max((sum(one.values()) for one in counts), default=0) or 1
    bars = []
    for place, one in enumerate(counts):
        top = float(_HEIGHT)
        for kind in _KINDS:
            height = one[kind] / most * _HEIGHT
            top -= height
            bars.append(
                f'<rect class="{kind}" x="{place * (_BAR + _GAP)}" y="{top:.1f}" '
                f'width="{_BAR}" height="{height:.1f}"/>'
            )
    width = max(len(runs) * (_BAR + _GAP), 1)
    last = counts[-1] if counts else dict.fromkeys(_KINDS, 0)
    label = ", ".join(f"{last[kind]} {kind.replace('-', ' ')}" for kind in _KINDS)
    return _svg(width, _HEIGHT, f"{len(runs)} runs; the last: {label}", "".join(bars))


def words_chart(history: Sequence[Health]) -> str:
    """A line of the median words of a site's articles, run by run, the oldest first; a mark
    where a run had none.
    """
    most = max((health.words for health in history), default=0) or 1
    step = _SPARK_WIDTH / max(len(history) - 1, 1)
    points = [
        (place * step, _SPARK_HEIGHT - health.words / most * (_SPARK_HEIGHT - 4) - 2)
        for place, health in enumerate(history)
    ]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    marks = "".join(
        f'<circle class="failed" cx="{x:.1f}" cy="{y:.1f}" r="2.5"/>'
        for (x, y), health in zip(points, history, strict=True)
        if not health.saved
    )
    words = ", ".join(str(health.words) for health in history[-5:])
    label = f"words per article in the last runs: {words}"
    shapes = f'<polyline class="words" points="{line}"/>{marks}'
    return _svg(_SPARK_WIDTH, _SPARK_HEIGHT, label, shapes)


def _by_kind(run: RunEntry) -> dict[str, int]:
    counts = dict.fromkeys(_KINDS, 0)
    for name, count in run.outcomes.items():
        kind = "saved" if name in SAVED else "failed" if name in FAILURES else "left-out"
        counts[kind] += count
    return counts


def _svg(width: int, height: int, label: str, shapes: str) -> str:
    return (
        f'<svg role="img" aria-label="{escaped(label)}" width="{width}" height="{height}" '
        f'viewBox="-3 -3 {width + 6} {height + 6}"><title>{escaped(label)}</title>{shapes}</svg>'
    )

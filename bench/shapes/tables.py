"""Report -> tables in GFM, and the details of each page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bench.shapes.measure import Report, Result

_HEAD = (
    "| {} | pages | perfect | leaked | body kept | traps | traps perfect | traps' body kept "
    "| traps whole | refused |\n|---|" + "---:|" * 9
)


def as_markdown(report: Report) -> str:
    """A line for each shape and trap; then the kinds of pieces that leaked or were lost.

    `pages` are the plain articles, `traps` the others, `whole` those that lost nothing. Shares
    of 1, but for the counts.
    """
    pages = [result.page for result in report.results]
    shapes = {name: report.only(shape=name) for name in _unique(page.shape for page in pages)}
    traps = {name: report.only(trap=name) for name in _unique(page.trap for page in pages) if name}
    tables = [_table("shape", {**shapes, "**all**": report})]
    tables += [_table("trap", traps)] if traps else []
    return "\n\n".join([*tables, _kinds(report)])


def _unique(names: Iterable[str]) -> Iterable[str]:
    return dict.fromkeys(names)


def _table(name: str, reports: dict[str, Report]) -> str:
    return "\n".join([_HEAD.format(name), *(_row(key, part) for key, part in reports.items())])


def _row(name: str, report: Report) -> str:
    plain, traps = report.plain, report.traps
    cells = [
        name,
        len(plain.results),
        *_shown(plain, plain.perfect, plain.leaked, plain.kept),
        len(traps.results),
        *_shown(traps, traps.perfect, traps.kept, traps.whole),
        *_shown(report, report.refused),
    ]
    return f"| {' | '.join(map(str, cells))} |"


def _shown(report: Report, *shares: float) -> list[str]:
    return [f"{share:.3f}" if report.results else "–" for share in shares]


def _kinds(report: Report) -> str:
    rows = [("leaked", report.leaked_by_kind()), ("lost", report.lost_by_kind())]
    return "\n".join(f"{what}: {_sorted(shares)}" for what, shares in rows)


def _sorted(shares: dict[str, float]) -> str:
    ordered = sorted(shares.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{kind} {share:.3f}" for kind, share in ordered if share) or "nothing"


def details(report: Report) -> str:
    """What each imperfect page lost, and what leaked into it, a line for each piece; then a line
    for each language.
    """
    names = _unique(result.page.language for result in report.results)
    table = _table("language", {name: report.only(language=name) for name in names})
    return "\n".join([*(line for r in report.results for line in _account(r)), "", table, ""])


def _account(result: Result) -> Iterator[str]:
    if result.refused:
        yield f"{result.page.name}: refused"
    for piece in result.lost:
        yield f"{result.page.name}: lost {piece.kind}: {piece.text}"
    for piece in result.leaked:
        yield f"{result.page.name}: leaked {piece.kind}: {piece.text}"
    if result.strays:
        yield f"{result.page.name}: strays: {result.strays}"

"""The table of hostile cases in docs/fetching.md, generated from the cases.

python -m tests.fetch.table        writes it again
"""

from __future__ import annotations

from pathlib import Path

from tests.fetch.cases import GROUPS, Case

DOCUMENT = Path(__file__).parents[2] / "docs" / "fetching.md"
_BEGIN = "<!-- cases: python -m tests.fetch.table -->\n"
_END = "<!-- end of cases -->\n"


def table() -> str:
    """Markdown: a table for each group of cases."""
    return "".join(
        f"\n### {name}\n\n| what the server does | outcome | reason |\n|---|---|---|\n"
        + "\n".join(map(_row, cases))
        + "\n"
        for name, cases in GROUPS.items()
    )


def with_table(text: str) -> str:
    """The document with the current table."""
    before, _, rest = text.partition(_BEGIN)
    _, _, after = rest.partition(_END)
    return f"{before}{_BEGIN}{table()}\n{_END}{after}"


def _row(case: Case) -> str:
    reason = f"`{case.reason.replace('{port}', 'PORT')}`" if case.reason else ""
    return f"| {case.name} | {case.outcome} | {reason} |"


if __name__ == "__main__":
    DOCUMENT.write_text(with_table(DOCUMENT.read_text("utf-8")), "utf-8")

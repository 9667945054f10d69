"""What one template wrote is text or it is not: definitions, and the first lines of entries."""

from collections.abc import Callable, Iterator

import pytest

from scraper.extraction.selection.repair.context import RepairContext
from scraper.extraction.selection.repair.definitions import definitions_alike, entry_heads
from scraper.extraction.selection.repair.repair_candidates import RepairCandidates
from scraper.extraction.selection.repair.wholes import announced_lists
from tests.extraction.outlines import SENTENCE, outline_of, paragraphs


def back(rule: Callable[[RepairContext], Iterator[int]], html: str, lost: str) -> list[str]:
    """What a rule brings back where the lines that begin with `lost` are not chosen."""
    outline = outline_of(f"<body>{html}")
    everything = frozenset(range(len(outline.segments)))
    chosen = frozenset(s.index for s in outline.segments if not s.text.startswith(lost))
    candidates = RepairCandidates(outline, everything, likely=frozenset(), probable=frozenset())
    found = set(rule(RepairContext(outline, chosen, candidates))) - chosen
    return [outline.segments[i].text for i in sorted(found)]


def functions(*names: str) -> str:
    one = "<dl class=function><dt>{0}(a, b)</dt><dd><p>{0} of a and b.</p></dd></dl>"
    return "".join(map(one.format, names))


def test_the_functions_at_the_end_of_a_reference_come_back() -> None:
    page = f"<section>{functions('add', 'and', 'lshift')}</section>{functions('xor')}"
    assert back(definitions_alike, page, "xor") == ["xor(a, b)", "xor of a and b."]


@pytest.mark.parametrize(
    "page",
    [
        functions("add", "xor"),  # too few
        functions("add", "xor", "xor1", "xor2", "xor3"),  # most are not chosen
        functions("add", "and", "or") + functions("xor").replace("function", "facts"),
    ],
)
def test_definitions_stay_away_where_little_speaks_for_them(page: str) -> None:
    assert back(definitions_alike, page, "xor") == []


def table(*rows: str) -> str:
    cell = "<tr><td class=c><p class=name>x {0}</p><p>What {0} is good for.</p></td></tr>"
    return f"<table>{''.join(map(cell.format, rows))}</table>"


def test_the_first_lines_of_cells_come_back() -> None:
    assert back(entry_heads, table("name", "unit", "kind"), "x") == ["x name", "x unit", "x kind"]
    assert back(entry_heads, table("name", "unit"), "x") == []


def test_the_first_cells_of_rows_come_back_with_their_links() -> None:
    row = "<tr class=r><td><a href=/{0}>x {0}</a></td><td>is{0}()</td></tr>"
    page = f"<table>{''.join(map(row.format, ('Open', 'Shut', 'Lit')))}</table>"
    assert back(entry_heads, page, "x") == ["x Open", "x Shut", "x Lit"]


def test_the_first_line_of_an_entry_of_which_more_is_lost_stays_away() -> None:
    entry = "<li><p>x Ann</p><p>x 3 May</p><p>It was a fine day.</p></li>"
    assert back(entry_heads, f"<ul>{entry * 4}</ul>", "x") == []


PORTS = "<ul><li>x UDP 3478</li><li>x TCP 3478</li></ul>"


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        (PORTS, ["x UDP 3478", "x TCP 3478"]),
        (PORTS.replace("x UDP 3478", "<a href=/1>x UDP</a>"), []),
        (PORTS.replace("x UDP 3478", "Share on Facebook"), []),
    ],
)
def test_a_last_list_that_a_sentence_announces(items: str, expected: list[str]) -> None:
    page = f"{paragraphs(2)}<p>{SENTENCE} Open these ports of the lamp:</p>{items}"
    assert back(announced_lists, page, ("x ", "Share")) == expected

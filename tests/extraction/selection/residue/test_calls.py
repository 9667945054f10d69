"""Calls in little boxes leave; the boxes in which a page writes its text stay."""

import pytest

from scraper.extraction.decisions import SegmentDecisions
from scraper.extraction.selection.residue import residue
from scraper.extraction.selection.residue.calls import calls_in_boxes
from scraper.extraction.selection.residue.kept_text import kept_text
from scraper.models import Metadata
from tests.extraction.outlines import outline_of, paragraphs

CALL = "Find us on Instagram"
OPTION = "Whether the lamp of pier {} is lit from dusk to dawn, also in the summer."


def kept(boxes: str) -> list[str]:
    page = f"<body>{paragraphs(2)}{boxes}{paragraphs(4)}"
    decisions = SegmentDecisions(outline_of(page))
    residue(decisions, Metadata(title="The harbour"))
    return [s.text for s in decisions.kept() if not s.text.startswith("In year")]


def box(text: str, name: str = "promo") -> str:
    return f"<div class={name}><p class=x>{text}</p></div>"


def calls(inside: str) -> int:
    """How many lines of boxes among paragraphs are calls."""
    decisions = SegmentDecisions(outline_of(f"<body>{paragraphs(2)}{inside}{paragraphs(2)}"))
    return len({index for index, _ in calls_in_boxes(kept_text(decisions, Metadata()))})


def test_one_call_of_four_boxes_speaks_for_all() -> None:
    others = "".join(box(OPTION.format(n)) for n in range(3))
    assert kept(box(CALL) + others) == []


@pytest.mark.parametrize("name", ["paragraph", "seglistitem"])
def test_many_boxes_are_how_a_page_writes_its_text(name: str) -> None:
    options = [OPTION.format(n) for n in range(9)]
    boxes = [box(text, name) for text in [CALL, CALL, CALL, *options]]
    assert [text for text in kept("".join(boxes)) if text in options] == options


def test_many_boxes_of_calls_leave() -> None:
    assert kept("".join(map(box, [CALL] * 9))) == []


@pytest.mark.parametrize(("name", "expected"), [("admonition note", 0), ("promo box", 1)])
def test_a_note_is_no_call(name: str, expected: int) -> None:
    assert (
        calls(f"<div class='{name}'><div class=slot><p class=x>{CALL}</p></div></div>") == expected
    )


@pytest.mark.parametrize(("line", "expected"), [("Type this:", 0), ("Type this.", 1)])
def test_what_a_line_introduces_is_an_example(line: str, expected: int) -> None:
    assert calls(f"<p>{line}</p>{box(CALL, 'cmd')}") == expected

"""The rules after the model spare what the model is sure of, depending on the mode."""

import pytest

from scraper.extraction.decisions import SegmentDecisions
from scraper.extraction.rules import Rule
from scraper.extraction.selection.residue import residue
from scraper.extraction.selection.residue.before import before_headline
from scraper.extraction.selection.residue.kept_text import kept_text
from scraper.models import Metadata
from scraper.settings import Mode
from tests.extraction.outlines import outline_of, paragraphs

LINKS = "".join(f'<p><a href="/{n}">The harbour of island number {n}</a></p>' for n in range(4))
STEP = "<p>Warm the milk with the sugar and the salt until it steams, and pour it over.</p>"
PAGE = f"<body><p>Harbours</p>{LINKS}<p>All of them are open from May to October, said the pilot."


def kept(mode: Mode, sure: frozenset[int]) -> list[str]:
    decisions = SegmentDecisions(outline_of(PAGE))
    residue(decisions, Metadata(title="Our harbours"), sure, mode=mode)
    return [segment.text for segment in decisions.kept()]


def test_links_and_labels_before_a_text_leave() -> None:
    assert len(kept(Mode.COMPLETE, frozenset())) == 1


@pytest.mark.parametrize(("mode", "label"), [(Mode.PRECISE, False), (Mode.COMPLETE, True)])
def test_what_the_model_is_sure_of_stays(mode: Mode, label: bool) -> None:
    texts = kept(mode, frozenset(range(6)))
    assert len(texts) == 5 + label
    assert ("Harbours" in texts) is label


@pytest.mark.parametrize(("sure", "expected"), [(frozenset(), False), (frozenset({7}), True)])
def test_a_disclosure_between_the_lines_leaves_unless_it_is_the_text(
    sure: frozenset[int], expected: bool
) -> None:
    said = "As an Amazon Associate we earn a commission on what you buy."
    lines = [
        f"The boat sails to island number {n}, and it sails back in the dark." for n in range(9)
    ]
    page = "".join(f"<p>{line}</p>" for line in (*lines[:7], said, *lines[7:]))
    decisions = SegmentDecisions(outline_of(f"<body>{page}"))
    residue(decisions, Metadata(title="Our boats"), sure)
    assert (said in [segment.text for segment in decisions.kept()]) is expected


@pytest.mark.parametrize("opening", ["<div class=recipe-card>", "<div class=other-box>"])
def test_an_ingredient_before_the_first_step_is_no_label(opening: str) -> None:
    lines = "<div>1 egg</div><div><a href=/food/flour>200 g flour</a></div>"
    rest = "".join(
        f"<p>In year {n} the boat sailed to island number {n} and home.</p>" for n in range(9)
    )
    decisions = SegmentDecisions(outline_of(f"<body>{opening}{lines}{STEP}</div>{rest}"))
    residue(decisions, Metadata(title="Bread"))
    assert decisions.is_kept(0) is decisions.is_kept(1) is ("recipe" in opening)


# Lines without spaces: a caption, a sentence with a day, and one more sentence.
RUN = "<p>资料图<br>目前{}月的航线安排已经出炉，旅客可从南沙出发。<br>欢迎大家。</p>"


def test_runs_of_chinese_lines_are_no_comments() -> None:
    text = "".join(
        f"<p>第{n}天，港口的人都说，他们从来没有见过这么多的船，也没有见过这么大的风浪，所以大家都留在岸上等待天气好转。</p>"
        for n in range(9)
    )
    decisions = SegmentDecisions(outline_of(f"<body>{text}{RUN.format(11)}{RUN.format(12)}"))
    residue(decisions, Metadata(title="港口"))
    assert decisions.is_kept(9)
    assert decisions.is_kept(10)


LINKS_OF_ENTRY = "<li><a href=/1>visit()</a> : <a href=/2>Reader</a>, <a href=/3>Writer</a></li>"
ENTRY = "<li>verbose : no links at all, but a text that says what the option is good for.</li>"


@pytest.mark.parametrize(("first", "expected"), [(ENTRY, 3), (LINKS_OF_ENTRY, 0)])
def test_the_entries_of_a_last_list_share_one_fate(first: str, expected: int) -> None:
    page = f"<body>{paragraphs(6)}<ul>{first}{LINKS_OF_ENTRY * 2}</ul>"
    decisions = SegmentDecisions(outline_of(page))
    residue(decisions, Metadata(title="The reader"))
    assert len(decisions.kept()) == 6 + expected


def test_entries_of_links_that_are_surely_text_stay() -> None:
    page = f"<body>{paragraphs(6)}<ul>{LINKS_OF_ENTRY * 4}</ul>"
    decisions = SegmentDecisions(outline_of(page))
    residue(decisions, Metadata(title="The reader"), frozenset(range(10)))
    assert len(decisions.kept()) == 10


def test_a_cell_before_the_first_paragraph_is_no_label() -> None:
    rows = "<tr><td>bool<td>isOpen()<tr><td>int<td><a href=/d>depth()</a> const"
    table = f"<table><tr><th>Type<th>Name{rows}</table>"
    decisions = SegmentDecisions(outline_of(f"<body>{table}{paragraphs(6)}"))
    residue(decisions, Metadata(title="The reader"))
    assert len(decisions.kept()) == 12


SIGNATURE = "PyFile(String name, String mode, int size)"


@pytest.mark.parametrize(("line", "stays"), [(SIGNATURE, True), ("by Ann Roe", False)])
def test_the_signature_of_a_function_is_no_byline(line: str, stays: bool) -> None:
    decisions = SegmentDecisions(outline_of(f"<body><p>{line}</p>{paragraphs(6)}"))
    residue(decisions, Metadata(title="PyFile", authors=("Ann Roe", "PyFile", "String name")))
    assert decisions.is_kept(0) is stays


NAME = "TPilot"


def test_a_reference_that_says_its_name_again_loses_nothing() -> None:
    head = f"<h1>{NAME}</h1><h2>Declaration</h2><p>class TPilot</p><h2>Inherits</h2><p>{NAME}</p>"
    decisions = SegmentDecisions(outline_of(f"<body>{head}<p>TObject</p>{paragraphs(6)}"))
    decisions.drop([(0, Rule.MODEL)])
    assert list(before_headline(kept_text(decisions, Metadata(title=NAME)))) == []


def test_what_is_before_the_heading_leaves() -> None:
    head = f"<p>Harbours</p><p>{NAME}</p><h1>{NAME}</h1>"
    decisions = SegmentDecisions(outline_of(f"<body>{head}{paragraphs(6)}"))
    residue(decisions, Metadata(title=NAME))
    assert len(decisions.kept()) == 6


@pytest.mark.parametrize(("lines", "stays"), [(14, False), (4, True)])
def test_the_blurb_of_a_column_far_beyond_the_text_leaves(lines: int, stays: bool) -> None:
    between = "<p>Dropped</p>" * lines
    blurb = (
        "<div class=side><p>The boat of the bay sails to all of its islands in the dark.</p></div>"
    )
    page = f"<body><main>{paragraphs(6)}</main><div>{between}</div>{blurb}"
    decisions = SegmentDecisions(outline_of(page))
    decisions.drop((i, Rule.MODEL) for i in range(6, 6 + lines))
    residue(decisions, Metadata(title="The pier"))
    assert decisions.is_kept(6 + lines) is stays

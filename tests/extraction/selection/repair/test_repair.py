"""What comes back because of its neighbours: separators, announced lists, headings, paragraphs."""

from importlib import import_module
from inspect import get_annotations
from pkgutil import iter_modules

import pytest

from scraper.extraction.decisions import SegmentDecisions
from scraper.extraction.rules import Rule
from scraper.extraction.selection import repair as package
from scraper.extraction.selection.repair import REPAIRS, RepairCandidates, RepairContext, repair
from scraper.extraction.selection.repair.between import separators
from scraper.extraction.selection.repair.paragraphs import lines_of_the_template
from scraper.extraction.selection.repair.section_headings import headings
from scraper.extraction.selection.repair.wholes import announced_lists, torn_tables
from scraper.extraction.selection.residue.kept_text import kept_text
from scraper.extraction.selection.residue.within import recommendations
from scraper.models import Metadata
from tests.extraction.outlines import SENTENCE, outline_of, paragraphs


def brought_back(html: str, chosen: set[int]) -> list[str]:
    outline = outline_of(html)
    everything = frozenset(range(len(outline.segments)))
    candidates = RepairCandidates(outline, everything, likely=frozenset(), probable=frozenset())
    choice = RepairContext(outline, frozenset(chosen), candidates)
    return [outline.segments[index].text for index in separators(choice)]


def test_signs_between_two_texts_stay() -> None:
    page = f"<p>{SENTENCE}</p><p>* * *</p><p>{SENTENCE}</p><p>___</p><p>{SENTENCE}</p>"
    assert brought_back(page, {0, 2, 4}) == ["* * *", "___"]


def test_signs_after_the_text_do_not_come_back() -> None:
    assert brought_back(f"<p>{SENTENCE}</p><p>___</p><p>More</p>", {0}) == []


def test_a_line_with_a_letter_or_a_digit_is_no_sign() -> None:
    assert brought_back(f"<p>{SENTENCE}</p><p>* 2 *</p><p>{SENTENCE}</p>", {0, 2}) == []


LIST = "<ul><li><a href=/1>Pro Git</a></li><li><a href=/2>A tutorial</a></li></ul>"


def listed(html: str, chosen: set[int], likely: set[int]) -> list[str]:
    outline = outline_of(html)
    everything = frozenset(range(len(outline.segments)))
    returns = frozenset(likely)
    candidates = RepairCandidates(outline, everything, likely=returns, probable=returns)
    choice = RepairContext(outline, frozenset(chosen), candidates)
    return [outline.segments[index].text for index in announced_lists(choice)]


def test_a_list_that_a_sentence_announces_ends_the_text() -> None:
    page = f"<p>{SENTENCE} There is more to learn from these books:</p>{LIST}"
    assert listed(page, {0}, {1, 2}) == ["Pro Git", "A tutorial"]


def test_a_list_that_nobody_believes_in_is_not_announced() -> None:
    page = f"<p>{SENTENCE} There is more to learn from these books:</p>{LIST}"
    assert listed(page, {0}, set()) == []


def test_a_heading_announces_too() -> None:
    page = f"<p>{SENTENCE}</p><h3>More books to learn from:</h3>{LIST}"
    assert listed(page, {0}, {1, 2, 3}) == ["Pro Git", "A tutorial"]
    assert listed(page, set(), {1, 2, 3}) == []
    assert listed(page.replace("from:", "from"), {0}, {1, 2, 3}) == []


PLAIN = "<ul><li>A wide lens</li><li>A long strap</li><li>A case of tin</li></ul>"
CARDS = PLAIN.replace("A case of tin", "<a href=/shop>View at the shop</a>")
SPOKEN = PLAIN.replace("A case of tin", "Share this article")
POSTS = "<ul><li><b>ann</b><p>3h</p><p>So true.</p></li><li><b>bob</b><p>2h</p><p>No.</p></li></ul>"


@pytest.mark.parametrize(
    ("listed", "probable", "expected"),
    [
        # a list without links between two paragraphs is text, however unlikely
        (PLAIN, set(), ["A wide lens", "A long strap", "A case of tin"]),
        (CARDS, {1, 2}, ["A wide lens", "A long strap"]),
        (CARDS, set(), []),
        (SPOKEN, set(), []),
        (POSTS, set(), []),
    ],
)
def test_a_list_between_texts(listed: str, probable: set[int], expected: list[str]) -> None:
    outline = outline_of(f"<p>{SENTENCE}</p>{listed}<p>{SENTENCE}</p>")
    everything = frozenset(range(len(outline.segments)))
    chosen = frozenset({0, len(outline.segments) - 1})
    candidates = RepairCandidates(outline, everything, everything, probable=frozenset(probable))
    choice = RepairContext(outline, chosen, candidates)
    kept = sorted(repair(choice) - chosen)
    assert [outline.segments[index].text for index in kept] == expected


def announced(html: str, gone: set[str]) -> list[str]:
    decisions = SegmentDecisions(outline_of(html))
    texts = [segment.text for segment in decisions.outline.segments]
    decisions.drop((texts.index(text), Rule.MODEL) for text in gone)
    body = kept_text(decisions, Metadata())
    return [texts[index] for index, _ in recommendations(body)]


def test_an_announcement_leaves_with_what_it_announced() -> None:
    page = f"<p>{SENTENCE}</p><p>DON'T MISS</p><p><a href=/b>A roof</a></p><p>{SENTENCE} Twice.</p>"
    assert announced(page, {"A roof"}) == ["DON'T MISS"]


def test_an_announcement_of_what_stays_stays() -> None:
    page = f"<p>{SENTENCE}</p><h2>Don't miss</h2><p>{SENTENCE} Twice.</p><p>Note</p>"
    assert announced(page, {"Note"}) == []


def test_every_rule_of_the_folder_is_applied() -> None:
    modules = [
        import_module(f"{package.__name__}.{m.name}") for m in iter_modules(package.__path__)
    ]
    functions = [f for module in modules for f in vars(module).values() if callable(f)]
    rules = {
        f
        for f in functions
        if get_annotations(f) == {"choice": "RepairContext", "return": "Iterator[int]"}
        and not f.__name__.startswith("_")
    }
    assert rules == {*REPAIRS, torn_tables}  # which takes away


ASKED = [("How long is it?", 4), ("Who built the first?", 5), ("May a horse come aboard?", 6)]
ANSWERED = "".join(f"<h3>{question}</h3><p>{SENTENCE} {n}</p>" for question, n in ASKED)
NAMED = "".join(f"<div class=c><h3>The ferry {n}</h3><p>{SENTENCE} {n}</p></div>" for n in "ABC")
BETWEEN = f"<p>Who paid for it?</p>{paragraphs(1)}"


@pytest.mark.parametrize("lost", [ANSWERED, NAMED, BETWEEN])
def test_what_is_unlikely_comes_back_where_structure_proves_it(lost: str) -> None:
    page = f"<body><main><article>{paragraphs(4)}{lost}</article></main></body>"
    outline = outline_of(page)
    everything = frozenset(range(len(outline.segments)))
    chosen = frozenset(s.index for s in outline.segments if s.text.startswith("In year"))
    candidates = RepairCandidates(
        outline, everything, likely=frozenset(), probable=frozenset(), title="Ferries and a ferry"
    )
    assert repair(RepairContext(outline, chosen, candidates)) == everything


def test_the_signs_of_a_tool_between_texts_are_no_separators() -> None:
    tool = "<ul><li>-</li><li>+</li></ul>"
    assert brought_back(f"<p>{SENTENCE}</p>{tool}<p>{SENTENCE}</p>", {0, 3}) == []


@pytest.mark.parametrize(("heading", "expected"), [("Text size", []), ("The pilot", ["The pilot"])])
def test_the_heading_of_a_tool_in_its_box_is_none_of_the_text(
    heading: str, expected: list[str]
) -> None:
    tool = f"<div class=tool><h4>{heading}</h4><p>-</p></div>"
    outline = outline_of(f"<div>{paragraphs(2)}{tool}{paragraphs(2)}</div>")
    everything = frozenset(range(len(outline.segments)))
    candidates = RepairCandidates(outline, everything, everything, everything, everything)
    choice = RepairContext(outline, everything - {2, 3}, candidates)
    assert [outline.segments[i].text for i in headings(choice)] == expected


@pytest.mark.parametrize(
    ("heading", "likely", "expected"),
    [
        ("<h4><a href=/1>A boat sinks off Northmark</a></h4>", False, False),
        ("<h4><a href=/1>A boat sinks off Northmark</a></h4>", True, True),
        ("<h6 class=credit>Ove Lund, harbour office</h6>", True, False),
        ("<h4>What the pilot saw that night</h4>", False, True),
    ],
)
def test_the_heading_of_a_teaser_or_a_picture_is_none_of_the_text(
    heading: str, likely: bool, expected: bool
) -> None:
    box = f"<div class=box>{heading}<p>-</p></div>"
    outline = outline_of(f"<div>{paragraphs(2)}{box}{paragraphs(2)}</div>")
    everything = frozenset(range(len(outline.segments)))
    may_return = everything if likely else everything - {2}
    candidates = RepairCandidates(outline, everything, may_return, may_return, everything)
    choice = RepairContext(outline, everything - {2, 3}, candidates)
    assert (2 in set(headings(choice))) is expected


@pytest.mark.parametrize("is_last", [False, True])
def test_a_line_with_a_link_among_those_of_its_template_is_text(is_last: bool) -> None:
    line = "<p>Then we sailed with the <a href=/old>old ferryman</a> of the bay to Northmark.</p>"
    text = paragraphs(5)
    end = text if is_last else text.replace("<p>In year 1903", f"{line}<p>In year 1903")
    outline = outline_of(f"<div>{end}{line if is_last else ''}</div><p>{SENTENCE}</p>")
    everything = frozenset(range(len(outline.segments)))
    nothing: frozenset[int] = frozenset()
    candidates = RepairCandidates(outline, everything, nothing, nothing, everything)
    lost = {i for i, s in enumerate(outline.segments) if not s.text.startswith("In year")}
    choice = RepairContext(outline, everything - lost, candidates)
    assert list(lines_of_the_template(choice)) == ([] if is_last else [3])

"""What is removed by its name and shape, and what is kept in spite of its name."""

import pytest

from scraper.extraction.rules import Rule
from scraper.extraction.selection.prune import loose_controls, prune
from tests.extraction.outlines import SENTENCE, outline_of, paragraphs


def rules(html):
    return [rule for _, rule in prune(outline_of(f"<main>{paragraphs(3)}</main>{html}"))]


@pytest.mark.parametrize(
    "hiding", ["hidden", 'style="display: none"', 'style="VISIBILITY:hidden"', 'aria-hidden="true"']
)
def test_what_is_not_shown_leaves(hiding):
    assert rules(f"<div {hiding}><p>{SENTENCE}</p></div>") == [Rule.HIDDEN]


@pytest.mark.parametrize(
    "panel",
    [
        '<div class="es-accordion"><button>Cost</button><div {}><p>{}</p></div></div>',
        '<div role="tabpanel" {}><p>{}</p></div>',
        '<div aria-labelledby="q1" {}><p>{}</p></div>',
        '<section class="faq__list"><div><div {}><p>{}</p></div></div></section>',
        '<div class="tab-content"><div {}><p>{}</p></div></div>',
    ],
)
@pytest.mark.parametrize("hiding", ["hidden", 'style="display:none"', 'aria-hidden="true"'])
def test_a_panel_that_the_reader_opens_stays(panel, hiding):
    assert rules(panel.format(hiding, SENTENCE)) == []


def test_a_hidden_menu_is_no_panel():
    link = '<a href="/{0}">Part {0} of all our news of today, in order</a>'
    links = "".join(link.format(n) for n in range(9))
    assert rules(f'<div class="panel" hidden>{links}</div>') == [Rule.HIDDEN]


def test_the_table_of_contents_is_navigation() -> None:
    names = ["Boats", "Piers", "Lamps", "Ropes"]
    links = "".join(f"<li><a href=#s{n}>{name}</a></li>" for n, name in enumerate(names))
    text = "".join(f"<h2 id=s{n}>{name}</h2>{paragraphs(1)}" for n, name in enumerate(names))
    assert Rule.NAVIGATION in rules(f"<ul>{links}</ul>{text}")
    assert rules(f"<ul>{links}</ul>") == []


@pytest.mark.parametrize("name", ["navfooter", "navheader", "prev-next", "docs-navigation"])
def test_the_pages_before_and_after_are_navigation(name: str) -> None:
    cells = "<tr><td><a href=/1>Boats</a><td><a href=/2>Piers</a><tr><td>Before<td>After"
    assert rules(f"<div class={name}><table>{cells}</table></div>") == [Rule.NAVIGATION]


def test_the_question_that_opens_an_answer_is_no_control() -> None:
    button = "<div><button aria-expanded=false>{}</button></div>"
    page = button.format("Who may come aboard?") + button.format("Sure?") + button.format("Next")
    outline = outline_of(page)
    assert [outline.segments[i].text for i, _ in loose_controls(outline)] == ["Sure?", "Next"]

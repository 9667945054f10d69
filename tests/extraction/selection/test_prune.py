"""What is removed by its name and shape, and what is kept in spite of its name."""

import pytest

from scraper.extraction.rules import Rule
from scraper.extraction.selection.prune import prune
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

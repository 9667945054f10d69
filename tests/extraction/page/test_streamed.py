"""Parts that a server streamed late stand where the page's script puts them."""

import pytest

from scraper.extraction.page.parse import parse, strip

PAGE = """<main><h1>Ferry</h1><!--$?--><template id="B:0"></template><p>Loading</p><!--/$-->
<p>After</p></main><footer>Imprint</footer>
<div hidden id="S:0"><p>First</p><template id="P:1"></template><p>Last</p></div>
<div hidden id="S:1"><p>Between</p></div><script>$RS("S:1","P:1");$RC("B:0","S:0")</script>"""


def texts(html):
    return [node.text(strip=True) for node in strip(parse(html)).css("p, h1, footer")]


def test_late_parts_stand_in_their_places_instead_of_what_was_shown_meanwhile():
    assert texts(PAGE) == ["Ferry", "First", "Between", "Last", "After", "Imprint"]


def test_a_part_inside_a_fallback_is_thrown_away_with_it():
    inner = PAGE.replace("<p>Loading</p>", "<!--$--><p>Half</p><!--/$--><p>Loading</p>")
    assert texts(inner) == texts(PAGE)


@pytest.mark.parametrize(
    "html",
    [
        '<p>One</p><div hidden id="S:0"><p>Two</p></div>',  # no place for it
        '<template id="B:0"></template><p>One</p><div hidden id="S:0"><p>Two</p></div>',  # no end
        '<template id="B:0"></template><p>One</p><div hidden id="CLASS:0"><p>Two</p></div>',
        '<template id="B:0"></template><p>One</p><div id="S:0"><p>Two</p></div>',
    ],
)
def test_nothing_is_lost_where_the_parts_do_not_fit(html):
    assert sorted(texts(html)) == ["One", "Two"]


def test_a_part_that_holds_its_own_place_does_not_repeat_without_end():
    assert texts('<div hidden id="S:0"><p>One</p><template id="B:0"></template></div>') in (
        [],
        ["One"],
    )


def test_more_parts_than_a_page_has_are_bounded():
    many = "".join(f'<template id="B:{n:x}"></template>' for n in range(300))
    late = "".join(f'<div hidden id="S:{n:x}"><p>{n}</p></div>' for n in range(300))
    assert len(texts(many + late)) == 300

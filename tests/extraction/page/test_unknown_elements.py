"""Elements that HTML does not know: parts of a sentence, or boxes."""

import pytest

from scraper import extract
from tests.extraction.outlines import SENTENCE, paragraphs, texts

_LONG = "the keeper of the lamp who had rowed across the bay on every day of the year " * 4


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Our <private-company id=1>Tidewater</private-company> page", "Our Tidewater page"),
        ("<p>The <mark-ref>second</mark-ref> tide", "The second tide"),
        ('<p><x-tooltip text="low">Neap</x-tooltip> tides', "Neap tides"),
        ("<p>A word like <gl-term><b>ebb</b></gl-term>", "A word like ebb"),
        ("<p>See <ps-link><a href=x>the list</a></ps-link>.", "See the list."),
        ("<p>Ring <font-awesome icon=bell></font-awesome> at noon", "Ring at noon"),
        ("<p>In the year<!-- a --> <x-year>1951</x-year>", "In the year 1951"),
        ("<ul><li>Bring <gl-term>oars</gl-term> and rope</ul>", "Bring oars and rope"),
        ("<table><tr><td>The <gl-term>ebb</gl-term> ends</table>", "The ebb ends"),
        ("<h2>What <gl-term>ebb</gl-term> means</h2>", "What ebb means"),
        ("<div>The <gl-term>ebb</gl-term> ends</div>", "The ebb ends"),
        ("<p>A <company>Tidewater</company> of <person>Ann</person>", "A Tidewater of Ann"),
        ("<p><em><x-name>Ann</x-name></em> rows", "Ann rows"),
        ("<p><b>Ann</b> <x-name>Lee</x-name> <i>rows</i>", "Ann Lee rows"),
        ("<p>The <x-tip><button>tide</button></x-tip> rises", "The tide rises"),
        (f"<p>They saw <x-mark>{_LONG}</x-mark>!", f"They saw {_LONG}!"),
        ("<p>It is late.<o:p></o:p>", "It is late."),
        ("<p>More of <g:plusone></g:plusone> it <fb:like></fb:like>", "More of it"),
        ("<p>In <a:b><a:c>Cork</a:c>, <a:d>Munster</a:d></a:b> today", "In Cork, Munster today"),
        ("<p><st1:City>Albany</st1:City> <st1:State>N.Y.</st1:State>", "Albany N.Y."),
        ("<p><nobr>a b</nobr> <tt>c</tt> <bdo dir=rtl>d</bdo> <data value=1>e", "a b c d e"),
        ("<p><time>f</time> <output>g</output> <meter>h</meter> <blink>i", "f g h i"),
    ],
)
def test_an_unknown_element_beside_text_is_a_part_of_the_sentence(html, text):
    assert texts(html) == [text.replace("  ", " ")]


@pytest.mark.parametrize(
    ("html", "boxes"),
    [
        ("<my-text>\n<my-p>One.</my-p>\n<my-p>Two.</my-p>\n</my-text>", ["One.", "Two."]),
        ("<my-text><my-p>One.</my-p><my-p>Two.</my-p></my-text>", ["One.", "Two."]),
        ("<div><x-lead>Lead.</x-lead>\n<p>Text.</p></div>", ["Lead.", "Text."]),
        ("<div>Loose <my-box><p>Boxed</p></my-box> end</div>", ["Loose", "Boxed", "end"]),
        (
            "<div>Bring:<x-list><x-item>Oars</x-item><x-item>Rope</x-item></x-list></div>",
            ["Bring:", "Oars", "Rope"],
        ),
        ("<p>text <amp-list>List</amp-list> more", ["text", "List", "more"]),
        ("<div><x-date>1 May</x-date> <span>By Ann</span></div>", ["1 May", "By Ann"]),
        ("<div>One.<ad-slot></ad-slot>Two.</div>", ["One.", "Two."]),
        (f"<div>Note: <x-p>{_LONG}</x-p></div>", ["Note:", _LONG.strip()]),
        ("<x-p>One <x-t>or</x-t> two</x-p><x-p>Three</x-p>", ["One or two", "Three"]),
        ("<div>One <x-t>or</x-t> two<br><br>Three</div>", ["One or two", "Three"]),
    ],
)
def test_an_unknown_element_that_holds_boxes_or_stands_apart_is_a_box(html, boxes):
    assert texts(html) == boxes


def test_a_sentence_with_an_unknown_element_has_no_hole():
    line = "The office opened its <private-company>Tidewater</private-company> page in the spring."
    html = f"<article><h1>Forty boats</h1>{paragraphs(2)}<p>{line} {SENTENCE}</p></article>"
    assert "opened its Tidewater page in the spring." in extract(html).markdown


@pytest.mark.parametrize("part", ["t<x-a>", "t<x-a><b>", "<x-a><x-b>", "<b>t<x-a>"])
def test_deep_and_wide_unknown_elements_take_no_long_time(part):
    assert texts("<p>" + part * 4_000 + "end")
    assert texts("<p>" + (part + "</x-a> ") * 4_000 + "end")

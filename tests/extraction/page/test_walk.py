from __future__ import annotations

import pytest

from scraper import extract
from scraper.blocks import Image
from scraper.extraction.page.outline import SegmentKind
from tests.extraction.outlines import markdown_of, outline_of, texts


def test_blocks_part_text_and_inlines_do_not() -> None:
    assert texts("<div>one <b>two</b> three<p>four</p>five</div>") == [
        "one two three",
        "four",
        "five",
    ]


def test_white_space_is_collapsed_and_a_lone_no_break_space_stays() -> None:
    assert texts("<p>  a \n\t b\xa0c \xa0 d  </p>") == ["a b\xa0c d"]


def test_joiners_stay_and_soft_hyphens_go() -> None:
    assert texts("<p>می\u200cخواهم क्\u200dष co\u00adop</p>") == ["می\u200cخواهم क्\u200dष coop"]


def test_two_breaks_end_a_paragraph_and_one_does_not() -> None:
    assert texts("<td>first<br>line<br> <br>second<br><br><br>third") == [
        "first line",
        "second",
        "third",
    ]


def test_links_that_touch_are_parted() -> None:
    assert texts("<p><a href=a>Home</a><a href=b>News</a> and <a href=c>more</a>.</p>") == [
        "Home News and more."
    ]


def test_code_keeps_its_lines() -> None:
    [segment] = outline_of("<pre><code>a = 1\n\n\tb = 2\n</code></pre>").segments
    assert (segment.kind, segment.text) == (SegmentKind.CODE, "a = 1\n\n\tb = 2")


def test_link_and_control_shares_are_counted() -> None:
    [segment] = outline_of("<p><a href=x>12345</a>67890</p>").segments
    assert segment.link_share == 0.5
    [button] = outline_of("<div><button>Send it</button></div>").segments
    assert button.controls == len("Send it")


def test_a_picture_alone_is_a_segment_of_its_own() -> None:
    [segment] = outline_of('<div><img src="data:x" data-src="/a.jpg" alt="A boat"></div>').segments
    assert segment.kind is SegmentKind.IMAGE
    assert segment.pieces[0][0] == Image("/a.jpg", "A boat")


def test_tracking_pixels_are_no_pictures() -> None:
    assert outline_of('<p><img src="/p.gif" width=1 height=1></p>').segments == []


def test_a_mark_reaches_over_block_borders() -> None:
    first, second = outline_of("<a href=/story><h3>Title</h3><p>Lead</p></a>").segments
    assert first.link_share == second.link_share == 1.0


def test_20_000_open_elements_are_walked() -> None:
    html = "<div>" * 20_000 + "deep"  # Lexbor takes the square of their number
    assert texts(html) == ["deep"]


def test_shapes_are_sums_over_the_segments_inside() -> None:
    outline = outline_of("<main><p>one two</p><nav><a href=x>three</a></nav></main><p>four</p>")
    main = next(e for e in outline.elements if e.tag == "main")
    shape = outline.shape(main)
    assert (shape.segments, shape.words, shape.linked) == (2, 3, 5)
    assert [e.tag for e in outline.inside(main)] == ["p", "nav"]


def test_a_part_of_an_outline_has_its_own_numbers_and_sums() -> None:
    outline = outline_of("<nav><a href=/>Home</a></nav><div><p>One two<p>Three</div>")
    part = outline.part([1, 2])
    assert [s.text for s in part.segments] == ["One two", "Three"]
    assert [s.index for s in part.segments] == [0, 1]
    assert [part.elements[s.parent].tag for s in part.segments] == ["p", "p"]
    assert "nav" not in [e.tag for e in part.elements]
    assert [e.index for e in part.elements] == list(range(len(part.elements)))
    box = next(e for e in part.elements if e.tag == "div")
    assert (box.first, box.last) == (0, 2)
    assert part.elements[part.elements[part.segments[0].parent].parent] is box
    assert part.whole.words == 3
    assert part.shape(box).words == 3
    assert outline.part([]).segments == []


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>word<code><br>next</code>!", "word\nnext!"),
        ("<p>run <code>make<br>test</code> now", "run make\ntest now"),
    ],
)
def test_a_line_break_in_code_parts_words(html: str, text: str) -> None:
    assert extract(html, url="https://a.example/x").text == text


def test_roles_make_lists_and_headings_of_any_element():
    html = "<div role=list><div role=listitem>Lamps</div><div role=listitem>Nets</div></div>"
    assert markdown_of(html) == "- Lamps\n- Nets"
    assert markdown_of("<p><span role=heading aria-level=3>Early years</span></p>") == (
        "### Early years"
    )
    assert markdown_of("<ol role=list><li>Lamps</li><li>Nets</li></ol>") == "1. Lamps\n2. Nets"


def test_roles_make_tables():
    html = (
        "<div role=table><div role=row><div role=columnheader>Year</div><div role=columnheader>"
        "Boats</div></div><div role=row><div role=cell>1951</div><div role=cell>4</div></div></div>"
    )
    assert markdown_of(html) == "| Year | Boats |\n| --- | --- |\n| 1951 | 4 |"


@pytest.mark.parametrize(
    "html",
    [
        "<div class=whitespace-pre-wrap>Out,\nin.</div>",
        "<p><span style='white-space: pre-wrap'>Out,\nin.</span></p>",
        "<p style='white-space:pre-line'>Out,\nin.</p>",
    ],
)
def test_lines_that_a_style_keeps(html):
    assert markdown_of(html) == "Out,\\\nin."
    assert markdown_of(f"<div>{html}<p>One\nline.</p></div>").endswith("One line.")


def test_a_task_whose_box_has_an_element_of_its_own():
    html = (
        "<ul><li data-checked=true><label><input type=checkbox checked><span></span></label>"
        "<div><p>Read</p></div></li><li data-checked=false><label><input type=checkbox></label>"
        "<div><p>Copy</p></div></li></ul>"
    )
    assert markdown_of(html) == "- [x] Read\n- [ ] Copy"


def test_a_heading_is_not_bold_besides():
    assert markdown_of("<h2><span><b>Early years</b></span></h2>") == "## Early years"
    assert markdown_of("<h2>Early <b>years</b></h2>") == "## Early **years**"

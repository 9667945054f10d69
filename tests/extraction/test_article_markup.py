"""Whole pages: what is set apart in an article stays with it, whatever the page calls it."""

import pytest

from scraper.extraction.article import extract
from tests.extraction.outlines import paragraphs

WARNING = "Never go up alone, because the floor is rotten and the ladder is short."


def article(body: str) -> str:
    """The Markdown of a page with an article between a head, other stories and comments."""
    html = (
        "<html lang=en><title>The loft - Quay</title><body><header><a href=/>Quay</a>"
        "<nav><a href=/a>News</a> <a href=/b>Sea</a></nav></header>"
        f"<main><article><h1>The loft</h1><div class=entry-content>{body}</div></article>"
        "<aside class=related><h3>Related articles</h3><ul><li><a href=/1>Storm over the quay</a>"
        "<li><a href=/2>A ferry for the winter</a></ul></aside>"
        "<div id=comments><h2>2 comments</h2><ol class=comment-list><li class=comment><b>Otto</b>"
        "<p>Lovely piece, thank you.</p><li class=comment><b>Mina</b><p>My aunt kept one.</p></ol>"
        "</div></main><footer>All rights reserved. <a href=/p>Privacy</a></footer>"
    )
    return extract(html, url="https://a.example/loft").markdown


def between(html: str) -> str:
    return article(f"{paragraphs(3)}{html}{paragraphs(3, words='They went on. ' * 9)}")


FACTS = [
    "<dl><dt>Place</dt><dd>Quillmere</dd><dt>Begun</dt><dd>1951</dd></dl>",
    (
        "<dl class=data><div><dt>Place</dt><dd>Quillmere</dd></div><div><dt>Begun</dt><dd>1951</dd>"
        "</div></dl>"
    ),
    "<ul><li><b>Place:</b> Quillmere</li><li><b>Begun:</b> 1951</li></ul>",
    "<table><tr><th>Place</th><td>Quillmere</td></tr><tr><th>Begun</th><td>1951</td></tr></table>",
    (
        "<div class=grid><div class=f><div>Place</div><div>Quillmere</div></div>"
        "<div class=f><div>Begun</div><div>1951</div></div></div>"
    ),
    "<div class=box><p><span>Place:</span> Quillmere</p><p><span>Begun:</span> 1951</p></div>",
    (
        "<aside><h3>At a glance</h3><dl><dt>Place</dt><dd>Quillmere</dd><dt>Begun</dt><dd>1951</dd>"
        "</dl></aside>"
    ),
]


@pytest.mark.parametrize("facts", FACTS)
def test_facts_before_the_text(facts: str) -> None:
    text = article(facts + paragraphs(5))
    assert "Quillmere" in text
    assert "Begun" in text
    assert "1951" in text


@pytest.mark.parametrize(
    "head",
    [
        (
            "<div class=meta><div><span>Author</span><b>Ann Moss</b></div>"
            "<div><span>Updated</span><b>1951</b></div></div>"
        ),
        "<ul class=share><li>Copy link</li><li>Print</li></ul>",
        (
            "<div class=box><p><a href=/t>Weather: storms</a></p>"
            "<p><a href=/s>Sea: tides</a></p></div>"
        ),
    ],
)
def test_the_head_of_a_page_is_no_facts(head: str) -> None:
    assert article(head + paragraphs(5)) == article(paragraphs(5))


@pytest.mark.parametrize(
    "box",
    [
        f"<details><summary>Mind the floor</summary><p>{WARNING}</p></details>",
        f"<div class='callout warning'><p class=title>Mind the floor</p><p>{WARNING}</p></div>",
        f"<figure class=callout><div>Mind the floor</div><p>{WARNING}</p></figure>",
        (
            f"<div class=accordion><div><h2 class=accordion-header><button>Mind the floor</button>"
            f"</h2><div class='accordion-collapse collapse'>{WARNING}</div></div></div>"
        ),
        (
            f"<div class=faq-item><div class=faq-q>Mind the floor</div>"
            f"<div class=faq-a style='display:none'><p>{WARNING}</p></div></div>"
        ),
        f"<div class=poem><div>Mind the floor</div><div>{WARNING}</div></div>",
    ],
)
def test_boxes_between_the_paragraphs(box: str) -> None:
    text = between(box)
    assert "Mind the floor" in text
    assert WARNING in text


def test_the_code_of_every_tab() -> None:
    tabs = (
        "<div role=tabpanel><pre>stay()</pre></div><div role=tabpanel hidden><pre>go()</pre></div>"
    )
    text = between(f"<p>This is how the volunteers do it with a program of their own:</p>{tabs}")
    assert "stay()" in text
    assert "go()" in text


def test_a_box_that_speaks_for_the_site_does_not_come_back() -> None:
    call = "Subscribe to our newsletter and never miss a story from the quay again."
    assert call not in between(f"<div class='callout note'><p>{call}</p></div>")


@pytest.mark.parametrize(
    "html",
    [
        "<figure><img src=/boat.jpg></figure>",
        "<p><img src=/boat.jpg></p>",
        "<div class=wp-caption><img src=/boat.jpg><p class=wp-caption-text>The boat</p></div>",
        "<div><picture><img src=/boat.jpg></picture></div>",
    ],
)
def test_a_picture_at_the_end(html: str) -> None:
    assert "(https://a.example/boat.jpg)" in article(paragraphs(5) + html)


@pytest.mark.parametrize(
    "html",
    [
        "<p><a href=/shop><img src=/boat.jpg></a></p>",
        "<div class=author><img src=/boat.jpg><p>Ann Moss writes about the sea.</p></div>",
    ],
)
def test_a_picture_at_the_end_that_is_none_of_the_text(html: str) -> None:
    assert "boat.jpg" not in article(paragraphs(5) + html)


def test_the_caption_of_a_table_and_its_notes() -> None:
    rows = "<tr><th>Year<th>Boats<tr><td>1951<td>4<tr><td>1952<td>9"
    text = between(f"<figure><table>{rows}</table><figcaption>Boats by year</figcaption></figure>")
    assert "Boats by year" in text
    box = f"<div class=table-wrap><div>Boats by year</div><table>{rows}</table><p>Sums.</p></div>"
    assert "Sums." in between(box)


def test_the_heading_over_the_notes() -> None:
    notes = "<section><h2>References</h2><ol><li id=r1>Moss, L. Storms. 1999.</ol></section>"
    text = article(f"{paragraphs(3)}<p>As is known [<a href=#r1>1</a>].</p>{paragraphs(2)}{notes}")
    assert "## References" in text


def test_an_equation_between_the_paragraphs() -> None:
    math = '<math display=block alttext="E=mc^2"></math>'
    assert "E=mc^2" in between(math)
    assert "E=mc^2 \\tag{4}" in between(f"<table><tr><td>{math}<td>(4)</table>")

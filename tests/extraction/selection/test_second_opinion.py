"""When trafilatura is asked: where the model is in doubt about what may be an article; of what."""

import importlib

import pytest
from selectolax.lexbor import LexborHTMLParser

from scraper.extraction.article import extract
from scraper.extraction.decisions import SegmentDecisions
from scraper.extraction.page.walk import make_outline

MURKY = """<title>Chairs</title><div><p>One of them.</p><p>Another one, of oak.</p>
<p><a href=/a>Tables</a> and <a href=/b>lamps</a></p></div>"""
CLEAR = """<title>The ferry is back | The Bay Post</title><body><nav><a href=/>Home</a></nav>
<article><h1>The ferry is back</h1><p class=byline>By Jane Doe</p>
<p>The ferry sails again after a winter in the yard, and the harbour is glad of it.</p>
<p>It was built in 1962. Nobody thought then that it would last for so long, its captain said on
Monday, when he stood on the bridge for the first time since November.</p>
<p>The engine is new. It needs half of the oil that the old one burned, and makes less noise.</p>
<p>"We could hear the gulls," said Ann Roe, who takes the boat to school every morning and takes
it home again in the afternoon, if the wind allows.</p>
<p>The town paid for the repair, and the island paid for the paint. Both want to see the boat sail
for twenty more years, until the bridge is there.</p></article>
<footer><p>The Bay Post, 1 Quay Street</p></footer></body>"""


@pytest.fixture
def asked(monkeypatch):
    pages = []
    body = importlib.import_module("scraper.extraction.selection.alignment")
    monkeypatch.setattr(body, "main_text", lambda html: pages.append(html) or [])
    return pages


def test_it_is_asked_about_a_murky_article(asked):
    article = extract(MURKY, url="https://a.example/why-we-make-chairs")
    assert len(asked) == 1
    assert article.confidence < 0.9


def test_it_is_not_asked_about_a_clear_one(asked):
    article = extract(CLEAR, url="https://a.example/the-ferry-sails-again")
    assert not asked
    assert article.confidence >= 0.9


def test_it_is_not_asked_about_a_page_that_nothing_calls_an_article(asked):
    assert extract(MURKY, url="https://a.example/chairs").text
    assert not asked


# --- what it reads ----------------------------------------------------------------------------


def shown(html, is_open, *, pinned=frozenset()):
    """What is left of a body when segments are open as they are told."""
    only = importlib.import_module("scraper.extraction.selection.select").only
    root = LexborHTMLParser(f"<body>{html}</body>").root
    account = SegmentDecisions(make_outline(root), pinned)
    return only(account, root, is_open).partition("<body>")[2].partition("</body>")[0]


def test_it_reads_what_may_be_text_and_the_boxes_around_that():
    html = "<div id=a><p>One</p><ul><li>Two<li>Three</ul></div><div id=b><p>Four</p></div>"
    assert shown(html, [False, True, False, False]) == '<div id="a"><ul><li>Two</li></ul></div>'


def test_it_does_not_read_boxes_without_a_text():
    html = "<div><div class=icon></div><p>One</p><div><div></div><svg></svg></div></div>"
    assert shown(html, [True]) == "<div><p>One</p></div>"


def test_code_is_left_because_it_is_asked_for_its_language_and_what_the_user_wants_kept():
    html = "<div><pre><code class=language-c>int i;</code></pre></div><p>One</p><p>Two</p>"
    left = '<div><pre><code class="language-c">int i;</code></pre></div>'
    assert shown(html, [False] * 3) == left
    assert shown(html, [False] * 3, pinned=frozenset({2})) == f"{left}<p>Two</p>"


def test_nothing_is_left_of_a_page_without_hope():
    assert shown("<div><p>One</p></div>", [False]) == ""


def test_a_menu_is_not_read(asked):
    menu = "".join(f"<li><a href=/{name}>{name}</a>" for name in ("Home", "Wares", "Oils"))
    extract(f"<nav><ul>{menu}</ul></nav>{MURKY}", url="https://a.example/why-we-make-chairs")
    assert "Another one, of oak." in asked[0]
    assert "Wares" not in asked[0]

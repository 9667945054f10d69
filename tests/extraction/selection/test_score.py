"""When trafilatura is called: where the model is not sure about what may be an article."""

import importlib

import pytest

from scraper.extraction.article import extract

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


def test_it_reads_the_page_as_it_is_and_not_what_the_rules_leave_of_it(asked):
    menu = "".join(f"<li><a href=/{name}>{name}</a>" for name in ("Home", "Wares", "Oils"))
    extract(f"<nav><ul>{menu}</ul></nav>{MURKY}", url="https://a.example/why-we-make-chairs")
    assert "Another one, of oak." in asked[0]
    assert "Wares" in asked[0]

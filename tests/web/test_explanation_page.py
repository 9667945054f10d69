"""An explanation as a page: everything of it is shown, and nothing of the page is run."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from scraper.extraction.explain import explain
from scraper.settings import ExtractSettings
from scraper.web.explanation_page import explanation_page
from tests.extraction.outlines import paragraphs

FIXTURES = Path(__file__).parent.parent.parent / "fixtures"
ADDRESS = "https://post.example/travel/night-trains"
PAGE = (FIXTURES / "news--related-boxes" / "page.html").read_bytes()
# of everything a page can put into an attribute, a text or an address
HOSTILE = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>\u202e"


class Elements(HTMLParser):
    """The elements of a document with their attributes, and its texts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.texts.append(data)

    def of_class(self, name: str) -> list[str]:
        return [tag for tag, found in self.found if name in (found.get("class") or "").split()]


def page_of(html: str | bytes, url: str = ADDRESS, **settings) -> str:
    return explanation_page(explain(html, url=url, settings=ExtractSettings(**settings)))


def test_every_block_is_there_in_order_with_its_facts():
    explanation = explain(PAGE, url=ADDRESS)
    elements = Elements(explanation_page(explanation))
    assert len(elements.of_class("block")) == len(explanation.blocks)
    texts = "\n".join(elements.texts)
    places = [texts.index(block.text, 0) for block in explanation.blocks if block.text]
    assert min(places) > 0
    assert "prune: share bar · not scored · 3 words · 100% links" in texts


def test_blocks_are_coloured_by_step_and_the_legend_filters_those_that_occur():
    elements = Elements(page_of(PAGE, drop=(".standfirst",)))
    boxes = {found.get("id") for tag, found in elements.found if tag == "input"}
    assert (
        boxes == {"show-kept", "show-settings", "show-prune", "show-body", "show-residue"} & boxes
    )
    assert boxes >= {"show-kept", "show-settings", "show-prune", "show-body"}
    for box in boxes - {"show-settings"}:
        assert elements.of_class(box.removeprefix("show-"))
    assert "drop .standfirst" in "".join(elements.texts)


def test_the_markdown_is_beside_it():
    explanation = explain(PAGE, url=ADDRESS)
    assert explanation.markdown in "".join(Elements(explanation_page(explanation)).texts)


def test_metadata_is_shown_with_its_source_and_the_losing_candidates():
    html = (
        "<title>The boats | Courier</title><meta property=og:title content='Boats, boats'>"
        f"<meta name=author content='Ann Lee'><h1>The boats</h1>{paragraphs(4)}"
    )
    texts = Elements(page_of(html)).texts
    assert "Ann Lee" in texts
    assert "meta:author" in texts
    assert "<s>Boats, boats</s>" in page_of(html)


def test_all_that_was_dropped_is_listed_with_a_link_to_its_place():
    explanation = explain(PAGE, url=ADDRESS)
    elements = Elements(explanation_page(explanation))
    links = {found["href"] for tag, found in elements.found if tag == "a"} - {ADDRESS}
    dropped = {f"#b{i}" for i, block in enumerate(explanation.blocks) if not block.kept}
    assert links == dropped
    assert dropped <= {f"#{found.get('id')}" for _, found in elements.found}


def test_hostile_text_stays_text_wherever_it_is():
    attribute = HOSTILE.replace('"', "&quot;").replace("<", "&lt;")
    text = HOSTILE.replace("<", "&lt;")
    html = (
        f'<title>{text}</title><meta name=author content="{attribute} B">'
        f'<link rel=canonical href="javascript:{attribute}"><h1>{text}</h1>'
        f'<div id="{attribute}" class="{attribute}">{paragraphs(4, words=text)}'
        f'<img src=/a.png alt="{attribute}"><p class=promo>{text}</p></div>'
    )
    page = page_of(html, url=f"javascript:{HOSTILE}", drop=(".promo",))
    elements = Elements(page)
    tags = {tag for tag, _ in elements.found}
    assert tags.isdisjoint({"script", "img", "iframe", "object", "form", "base"})
    for _, found in elements.found:
        assert not any(name.startswith("on") for name in found)
        assert (found.get("href") or "#").startswith(("#", "https://"))
    assert "\u202e" not in page
    assert "\\u202e" in page
    assert "<script>alert(1)</script>" in "".join(elements.texts)


def test_the_policy_allows_its_own_style_and_nothing_else():
    page = page_of(PAGE)
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page).group(1)
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert "style=" not in page
    assert not [found for _, found in Elements(page).found if "src" in found]


@pytest.mark.parametrize("html", ["", b"\xff\xfe", "<p>\ud800 x", "%PDF-1.4"])
def test_a_page_without_text_is_a_page_too(html):
    assert page_of(html).encode().startswith(b"<!DOCTYPE html>")


def test_the_address_is_a_link_that_tells_its_target_nothing():
    assert f'<a href="{ADDRESS}" rel="noreferrer noopener">' in page_of(PAGE)

"""Hostile pages: a verdict in bounded time, never a crash."""

import os
import re
import resource

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings

from scraper import extract
from scraper.extraction.page.decode import decode
from scraper.extraction.page.parse import parse, strip
from scraper.extraction.page.walk import make_outline
from scraper.models import Article, VerdictName
from tests.markdown.reading import texts as read_back

# `make fuzz` sets more examples.
EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "60"))
FUZZED = settings(
    max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)

STORY = "<p>The ferry sails again on Friday, and all who live by the harbour are glad of it.</p>"
HUGE = {
    "20 MB of nested div": "<div>" * 4_000_000,
    "100,000 unclosed tags": "<b><i><p>x" * 100_000,
    "one line of 5 MB": "<p>" + "word " * 1_000_000,
    "one word of 5 MB": "<p>" + "w" * 5_000_000,
    "3 MB of empty paragraphs": "<p>" * 1_000_000,
    "3 MB of short paragraphs": "<p>ab" * 600_000,
    "3 MB of line breaks": "a<br>" * 600_000,
    "an attribute of 5 MB": f'<p class="{"x " * 2_500_000}">text</p>',
    "100,000 attributes": "<p " + " ".join(f"a{n}=1" for n in range(100_000)) + ">text</p>",
    "200,000 table cells": "<table>" + "<tr><td>1<td>2" * 100_000 + "</table>",
    "a list 5,000 deep": "<ul><li>a" * 5_000,
    "a quote 5,000 deep": "<blockquote>a" * 5_000,
    "50,000 links": "".join(f"<a href=/{n}>story {n}</a> " for n in range(50_000)),
    "50,000 headings": "<h2>a</h2>" * 50_000,
    "20,000 phrases": "<p>Subscribe to our newsletter</p>" * 20_000,
    "2 MB of JSON-LD": '<script type="application/ld+json">' + "[" * 2_000_000 + "</script>",
    "a comment without end": "<p>a</p><!--" + "x" * 3_000_000,
    "1 MB of digits": "<p>" + "1" * 1_000_000,
}
ODD = {
    "nothing": b"",
    "NUL bytes": b"<p>a\0b\0\0c</p>",
    "an XML prolog": b'<?xml version="1.0" encoding="UTF-8"?><html><body>' + STORY.encode(),
    "UTF-16": STORY.encode("utf-16"),
    "UTF-16 without a mark": STORY.encode("utf-16-le"),
    "a wrong charset": b"<meta charset=utf-16>" + STORY.encode(),
    "no charset there is": b"<meta charset=x-none>" + "<p>Größe</p>".encode("latin-1"),
    "a PDF": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj<</Type/Catalog>>endobj\ntrailer\n%%EOF" * 50,
    "a picture": bytes(range(256)) * 500,
    "a gzip": b"\x1f\x8b\x08\0" + bytes(range(256)) * 20,
}


@pytest.mark.slow
@pytest.mark.parametrize("name", HUGE)
def test_a_huge_page_has_a_verdict_in_bounded_memory(name):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    article = extract(HUGE[name], url="https://a.example/x")
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    assert isinstance(article, Article)
    assert grown < 1500  # MiB


@pytest.mark.parametrize("name", ODD)
def test_an_odd_page_has_a_verdict(name):
    article = extract(ODD[name], url="https://a.example/x")
    assert isinstance(article.verdict.name, VerdictName)
    if b"ferry" in ODD[name].replace(b"\0", b""):
        assert "harbour" in article.text


def test_a_lone_surrogate_is_no_crash():
    assert "after" in extract("<p>before \ud800 after, said the man who had written it.</p>").text


TAGS = st.sampled_from(
    "p div span a b i ul ol li table tr td th h1 h2 h3 pre code blockquote article section nav "
    "aside figure figcaption img br hr details summary form button dl dt dd sup sub".split()
)
WORDS = st.text(
    st.sampled_from(list("abc éß字ا.,!:\"'&<>*_`#|\\[]()0123456789\n\u200d")), max_size=40
)
TYPES = [None, "text/html", "text/html; charset=utf-16", "x"]
NAMES = st.sampled_from(["", "comments", "related", "article-body", "share", "ad", "paywall"])


@st.composite
def pages(draw, depth=4):
    """Tag soup: elements, closed or not, with names and texts that the rules know."""
    parts = []
    for _ in range(draw(st.integers(0, 6))):
        tag = draw(TAGS)
        inner = draw(pages(depth=depth - 1)) if depth and draw(st.booleans()) else draw(WORDS)
        closed = f"</{tag}>" if draw(st.booleans()) else ""
        parts.append(f'<{tag} class="{draw(NAMES)}" href="/x" src="y.png">{inner}{closed}')
    return "".join(parts)


@FUZZED
@given(pages())
def test_no_word_comes_out_that_was_not_on_the_page(page):
    outline_root = strip(parse(page))
    on_page = set()
    if outline_root is not None:
        for segment in make_outline(outline_root).segments:
            on_page.update(re.findall(r"\w+", segment.text))
    article = extract(page, url="https://a.example/x")
    joined = "".join(on_page)
    assert all(word in on_page or word in joined for word in re.findall(r"\w+", article.text))


@FUZZED
@given(pages())
def test_extraction_is_a_function_of_the_page(page):
    assert extract(page) == extract(page)


@FUZZED
@given(pages())
def test_markdown_is_read_back_as_the_text(page):
    article = extract(STORY * 4 + page, url="https://a.example/x")
    found = re.findall(r"\w+", " ".join(read_back(article.markdown)))
    assert [w for w in re.findall(r"\w+", article.text) if w not in found] == []


@FUZZED
@given(
    st.binary(max_size=400), st.sampled_from([None, "text/html", "text/html; charset=utf-16", "x"])
)
def test_any_bytes_are_decoded(data, content_type):
    assert isinstance(decode(data, content_type), str)


@FUZZED
@given(st.binary(max_size=400))
def test_any_bytes_have_a_verdict(data):
    assert isinstance(extract(data).verdict.name, VerdictName)

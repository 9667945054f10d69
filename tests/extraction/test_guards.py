"""Values that no author means, in dates, addresses, charsets and JSON-LD: an article still."""

from __future__ import annotations

import json

import hypothesis.strategies as st
import pytest
from hypothesis import given

from scraper import extract
from scraper.models import VerdictName
from scraper.settings import ExtractSettings
from tests.extraction.test_hostile import FUZZED, STORY

PAGE = f"<article><h1>The ferry</h1>{STORY * 6}</article>"
WITH_COMMENTS = ExtractSettings(comments=True)
DATES = (
    "Mon, 01 Jan 99999999999 00:00:00 GMT",
    "12 May 2024 10:00 +99:99",
    "2024-05-12 10:00 -24:00",
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-14:00",
    "9999999999",
)
URLS = ("http://[::1", "http://[", "https://a.test:99999999/", "http://a]b/", "//[", "\x00")


def ld(*nodes):
    return f'<script type="application/ld+json">{json.dumps(nodes)}</script>'


@pytest.mark.parametrize("date", DATES)
@pytest.mark.parametrize(
    "markup",
    [
        '<meta property="article:published_time" content="{}">',
        '<time datetime="{0}">{0}</time>',
        '<script type="application/ld+json">{{"@type":"Article","datePublished":"{}"}}</script>',
    ],
)
def test_a_date_that_no_calendar_has_costs_nothing_but_itself(date, markup):
    known = '<meta name="author" content="Ann Quay">'
    article = extract(known + markup.format(date) + PAGE, url="https://a.example/x")
    assert (article.title, article.authors) == ("The ferry", ("Ann Quay",))
    assert "harbour" in article.text


@pytest.mark.parametrize("url", URLS)
def test_an_address_that_is_none_costs_nothing_but_itself(url):
    markup = f'<base href="{url}"><link rel=canonical href="{url}"><meta property="og:image" content="{url}">'  # noqa: E501
    article = extract(f'{markup}{PAGE}<p><a href="{url}">x</a><img src="{url}">', url=url)
    assert (article.url, article.title) == (url, "The ferry")
    assert "harbour" in article.text


@pytest.mark.parametrize(
    "charset", ["undefined", "idna", "punycode", "base64", "rot13", "mbcs", "x"]
)
@pytest.mark.parametrize("place", ["header", "meta"])
def test_a_charset_that_is_none_of_text_is_not_used(charset, place):
    headers = (("Content-Type", f"text/html; charset={charset}"),) if place == "header" else ()
    meta = f"<meta charset={charset}>" if place == "meta" else ""
    article = extract((meta + PAGE).encode() + b"\xff", headers=headers)
    assert "harbour" in article.text


def test_references_that_form_a_cycle_are_read_once():
    comments = [
        {
            "@id": f"#{n}",
            "@type": "Comment",
            "text": f"Comment {n}",
            "comment": [{"@id": f"#{m}"} for m in range(30)],
        }
        for n in range(30)
    ]
    person = {"@id": "#p", "name": [{"@id": "#p"}] * 80 + ["Ann Quay"]}
    story = {"@type": "NewsArticle", "author": {"@id": "#p"}, "comment": {"@id": "#0"}}
    article = extract(ld(story, person, *comments) + PAGE, settings=WITH_COMMENTS)
    assert article.authors == ("Ann Quay",)
    assert len(article.comments) == 30


@pytest.mark.parametrize("long", ["a" * 20_000 + " x y", "data:image/png;base64," + "A" * 30_000])
def test_a_long_srcset_is_read_in_bounded_time(long):
    image = f'<p>Seen <img srcset="{long} 100vw, /small.png 100w, /large.png 900w"> here.</p>'
    article = extract(PAGE.replace("</article>", f"{image}</article>"), url="https://a.example/x")
    assert "100vw" not in article.markdown
    assert "harbour" in article.text


VALUES = st.one_of(
    st.sampled_from((*DATES, *URLS, "Ann", "", "#0", "#1")),
    st.dictionaries(st.just("@id"), st.sampled_from(["#0", "#1", "#2"]), min_size=1),
    st.none() | st.booleans() | st.integers() | st.floats(),
)
PROPERTIES = st.sampled_from(
    "author name comment datePublished dateModified image publisher url keywords headline text "
    "mainEntityOfPage articleBody inLanguage isAccessibleForFree parentItem @type".split()
)
TREES = st.recursive(
    VALUES, lambda v: st.lists(v, max_size=4) | st.dictionaries(PROPERTIES, v, max_size=4)
)


@FUZZED
@given(st.lists(st.dictionaries(PROPERTIES, TREES, max_size=6), max_size=3))
def test_any_json_ld_has_a_verdict(nodes):
    kinds = ("NewsArticle", "Comment", "WebPage")
    graph = [{"@type": kinds[n], "@id": f"#{n}", **node} for n, node in enumerate(nodes)]
    article = extract(ld(*graph) + PAGE, url="https://a.example/x", settings=WITH_COMMENTS)
    assert isinstance(article.verdict.name, VerdictName)


@FUZZED
@given(
    st.from_regex(
        r"([A-Z][a-z]{2}, )?\d{1,2} (May|Jan) \d{1,12} \d\d:\d\d(:\d\d)? ?[+-]\d\d:?\d\d",
        fullmatch=True,
    )
    | st.from_regex(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)", fullmatch=True)
)
def test_any_date_has_a_verdict(text):
    page = f'<meta name="date" content="{text}"><time datetime="{text}">{text}</time>{PAGE}'
    assert isinstance(extract(page).verdict.name, VerdictName)

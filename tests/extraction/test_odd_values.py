"""Values that no author means, in dates, addresses, charsets and JSON-LD: an article still."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import hypothesis.strategies as st
import pytest
from hypothesis import given

from scraper import extract
from scraper.extraction.explain import explain
from scraper.extraction.page.img import largest
from scraper.models import VerdictName
from scraper.settings import ExtractSettings
from tests.extraction.test_hostile import FUZZED, STORY

PAGE = f"<article><h1>The ferry</h1>{STORY * 6}</article>"
NOW = datetime(2026, 3, 1, tzinfo=UTC)
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
    end = " ," * 100_000
    image = f'<p>Seen <img srcset="{long} 100vw, /small.png 100w, /large.png 900w{end}"> here.</p>'
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


ADDRESSES = st.sampled_from(
    (
        "/a.jpg",
        "https://a.example/w_1,h_2/b.png",
        ",",
        ",,/c.webp,",
        "data:image/png;base64,AA==",
        "x" * 300,
    )
)
DESCRIPTORS = st.from_regex(r"(\d{1,3}(\.\d)?(w|x|vw|h)?)?", fullmatch=True)
BETWEEN = st.sampled_from([" ", ", ", ",", "\n,\t", "  "])


@st.composite
def srcsets(draw):
    parts = st.lists(st.one_of(ADDRESSES, DESCRIPTORS), max_size=12)
    return "".join(part + draw(BETWEEN) for part in draw(parts))


@FUZZED
@given(srcsets() | st.text(max_size=80))
def test_the_picture_of_any_srcset_is_an_address_in_it(srcset):
    found = largest(srcset)
    assert found in srcset
    assert found == found.strip(", \n\t")
    assert len(found.split()) <= 1


@FUZZED
@given(srcsets())
def test_any_srcset_has_a_verdict(srcset):
    image = f"<p>Seen <img srcset='{srcset}'> here.</p>"
    page = PAGE.replace("</article>", f"{image}</article>")
    assert "harbour" in extract(page, url="https://a.example/x").text


@st.composite
def graphs(draw):
    """Nodes that refer to one another, and to themselves, as authors, comments and names."""
    count = draw(st.integers(1, 12))
    identity = st.sampled_from([f"#{n}" for n in range(count + 1)])
    reference = st.fixed_dictionaries({"@id": identity})
    value = reference | st.lists(reference | st.just("Ann Quay"), max_size=12)
    node = st.dictionaries(
        st.sampled_from(
            "author creator publisher name comment mainEntity parentItem image".split()
        ),
        value,
        max_size=4,
    )
    kinds = st.sampled_from(["NewsArticle", "Person", "Comment", "WebPage"])
    return [{**draw(node), "@id": f"#{n}", "@type": draw(kinds)} for n in range(count)]


@FUZZED
@given(graphs())
def test_any_graph_names_each_person_once(nodes):
    article = extract(ld(*nodes) + PAGE, url="https://a.example/x", settings=WITH_COMMENTS)
    assert article.authors in {(), ("Ann Quay",)}
    assert len(article.comments) <= len(nodes)


def test_a_cycle_of_a_thousand_references_is_read_in_as_many_steps():
    """Each step of the cycle would multiply the names by a thousand."""
    everyone = [{"@id": f"#{n}"} for n in range(1000)]
    people = [
        {"@id": f"#{n}", "@type": "Person", "name": [*everyone, "Ann Quay"]} for n in range(1000)
    ]
    article = extract(ld({"@type": "Article", "author": everyone}, *people) + PAGE)
    assert article.authors == ("Ann Quay",)


@pytest.mark.parametrize("date", DATES)
def test_an_odd_value_costs_no_other_value(date):
    """A date that is none used to cost all addresses with brackets, and those all dates."""
    head = (
        f'<meta property="article:published_time" content="{date}">'
        '<meta name="date" content="2024-05-12T10:00:00+02:00">'
        '<meta property="og:image" content="http://[::1">'
        '<meta property="og:image" content="https://[2001:db8::1]/boat.jpg">'
        '<link rel="canonical" href="http://a]b/"><link rel="canonical" href="https://a.example/y">'
    )
    metadata = extract(head + PAGE, url="https://a.example/x", fetched_at=NOW).metadata
    assert metadata.published is not None
    assert metadata.published.isoformat().startswith("2024-05-12T10:00:00")
    assert metadata.image == "https://[2001:db8::1]/boat.jpg"
    assert metadata.canonical_url == "https://a.example/y"


@pytest.mark.parametrize("value", [*DATES, *URLS])
def test_an_odd_value_is_explained(value):
    head = (
        f'<meta property="article:published_time" content="{value}"><time>{value}</time>'
        f'<meta property="og:url" content="{value}"><h1><a href="{value}">Bay</a></h1>'
    )
    explained = explain(head + PAGE, url=value)
    assert any(block.kept and "harbour" in block.text for block in explained.blocks)


@pytest.mark.parametrize(
    "markup",
    [
        "<title>{}</title>",
        "<h1>{}</h1>",
        '<meta property="og:title" content="{}">',
        '<script type="application/ld+json">{{"@type":"Article","headline":"{}"}}</script>',
    ],
)
@pytest.mark.parametrize("title", ["Bay - " * 3000, "Ferry" + " | Bay" * 3000, "!?." * 10_000])
def test_a_title_of_many_parts_has_a_verdict(markup, title):
    head = f'<meta property="og:site_name" content="Bay">{markup.format(title)}'
    article = extract(f"{head}<p>{STORY * 6}</p>", url="https://bay.example/x")
    assert isinstance(article.verdict.name, VerdictName)


@pytest.mark.parametrize("unfinished", ['"\\' * 20_000, "[/*" * 20_000, '{"a": "b' * 20_000])
def test_json_without_an_end_is_read_in_bounded_time(unfinished):
    article = extract(f'<script type="application/ld+json">{unfinished}</script>{PAGE}')
    assert article.title == "The ferry"


def test_many_headlines_alike_are_dropped_once():
    article = extract(f"<title>The ferry</title>{'<h1>The ferry</h1>' * 2_000}{PAGE}")
    assert "harbour" in article.text
    assert "The ferry\n" not in article.text


def test_authors_in_one_another_are_a_few():
    spans = "<span itemprop=author>" * 2_000
    article = extract(f"<article itemscope>{spans}Ann Quay{'</span>' * 2_000}{STORY * 6}")
    assert isinstance(article.verdict.name, VerdictName)

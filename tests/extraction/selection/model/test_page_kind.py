"""The kind of a page by each of its sources; an unusual address tells nothing."""

import math
from datetime import date

import pytest

from scraper.extraction.page.parse import parse, strip
from scraper.extraction.page.walk import make_outline
from scraper.extraction.selection.model.page_kind import (
    KIND,
    is_discussion,
    is_hardly_article,
    is_of_one_thing,
    may_be_article,
    page_kind,
)
from scraper.models import Metadata


def kind(html="<p>One", url="", **metadata):
    row = page_kind(make_outline(strip(parse(html))), Metadata(**metadata), url)
    assert len(row) == len(KIND)
    return dict(zip(KIND, map(float, row), strict=True))


def flags(row, ending):
    return {
        name.removesuffix(ending) for name, value in row.items() if name.endswith(ending) and value
    }


def test_nothing_is_known_of_a_page_that_says_nothing():
    assert not any(kind().values())


def test_what_a_page_declares():
    row = kind(types=("NewsArticle", "Organization", "og:article"))
    assert row["declares an article"] == row["declares a business"] == 1.0
    assert row["declares a product"] == 0.0
    assert row["open graph's type"] == 2.0
    assert kind(types=("og:rocket",))["open graph's type"] == 1.0


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.example/products/blue-chair", {"product"}),
        ("https://a.example/Blog/2026/05/why-we-moved", {"article"}),
        ("https://a.example/category/chairs/", {"list"}),
        ("https://a.example/t/how-to-sit/4021", {"talk"}),
        ("https://a.example/docs", {"manual"}),
        ("https://a.example/about", {"service"}),
        ("https://a.example/a-forum-for-chairs", set()),  # a headline is not a folder
        ("https://a.example/", set()),
        ("https://[broken", set()),
    ],
)
def test_words_of_the_address(url, expected):
    assert flags(kind(url=url), " in the address") == expected


def test_the_shape_of_the_address():
    row = kind(url="https://a.example/2026/05/why-we-moved-to-bergen-4021?page=2")
    assert row["path segments"] == 3.0
    assert row["words of the last"] == 5.0
    assert row["digits of the last"] == 4.0
    assert row["query"] == 1.0


def test_a_page_without_an_address_is_believed_about_it():
    row = kind(canonical_url="https://a.example/products/blue-chair")
    assert flags(row, " in the address") == {"product"}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("post-template-default single single-post postid-812", {"article"}),
        ("archive category category-chairs category-7", {"list"}),
        ("woocommerce single-product", {"product"}),
        ("home page", {"home", "page"}),
        ("pagelike homely", set()),
    ],
)
def test_what_a_template_calls_the_page(name, expected):
    assert flags(kind(f'<body class="{name}"><p>One'), " template") == expected


def test_only_the_page_as_a_whole_is_asked_for_its_name():
    assert flags(kind('<body><div class="product"><p>One</div>'), " template") == set()


@pytest.mark.parametrize(
    ("url", "metadata", "expected"),
    [
        ("https://a.example/why-we-moved-north", {}, True),
        ("https://a.example/chairs/blue-chair", {}, False),
        ("https://a.example/", {}, False),
        ("", {}, False),
        ("", {"types": ("BlogPosting",)}, True),
        ("", {"types": ("og:article",)}, True),
        ("", {"types": ("og:website", "Organization")}, False),
        ("", {"authors": ("Jane Doe",)}, True),
        ("", {"published": date(2026, 5, 1)}, True),
        ("", {"canonical_url": "https://a.example/why-we-moved-north.html"}, True),
    ],
)
def test_what_speaks_for_an_article(url, metadata, expected):
    assert may_be_article(Metadata(**metadata), url) is expected


@pytest.mark.parametrize("name", ["Product", "og:product", "NewsArticle", "og:article"])
def test_what_a_page_of_one_thing_declares(name):
    assert is_of_one_thing(Metadata(types=("WebPage", name)))
    assert not is_of_one_thing(Metadata(types=("WebPage", "CollectionPage", "og:website")))


LINKS = "".join(f"<li><a href=/{n}>Entry {n}</a>" for n in range(100))


@pytest.mark.parametrize(
    ("html", "url", "metadata", "expected"),
    [
        (LINKS, "https://a.example/chairs", {}, True),
        (LINKS, "https://a.example/chairs", {"types": ("CollectionPage",)}, True),
        ("<p>One", "https://a.example/chairs", {}, False),  # perhaps saved without its head
        (LINKS, "https://a.example/why-we-moved-north", {}, False),
        (LINKS, "https://a.example/chairs", {"types": ("Product",)}, False),
        (LINKS, "https://a.example/chairs", {"authors": ("Jane Doe",)}, False),
    ],
)
def test_a_page_of_which_nothing_suggests_an_article(html, url, metadata, expected):
    outline = make_outline(strip(parse(html)))
    assert is_hardly_article(outline, Metadata(**metadata), url) is expected


def test_a_discussion_declares_itself():
    assert is_discussion(Metadata(types=("WebPage", "QAPage")))
    assert not is_discussion(Metadata(types=("FAQPage", "Question")))


@pytest.mark.parametrize("url", ["x", "//", "?" * 5000, "http://a/" + "9" * 100_000, "\ud800"])
def test_a_strange_address_gives_finite_numbers(url):
    assert all(map(math.isfinite, kind(url=url).values()))

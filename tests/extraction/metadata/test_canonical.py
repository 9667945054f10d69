"""The address a page names as its own, and those that cannot be."""

# ruff: noqa: E501 - a case a line

import pytest

from tests.extraction.metadata.reading import metadata_of

URL = "https://www.harbour.example/ferries/night-boat"


def canonical(html: str, url: str = URL) -> str:
    return metadata_of(html, url=url).canonical_url


@pytest.mark.parametrize(
    "address",
    [
        "http://localhost/ferries/night-boat",
        "http://127.0.0.1:3000/ferries/night-boat",
        "http://10.0.0.7/ferries",
        "http://[::1]/ferries",
        "http://web/ferries/night-boat",
        "http://harbour.local/ferries/night-boat",
        "https://staging.harbour.example/ferries/night-boat",
        "https://www.harbour.example/",
        "javascript:void(0)",
        "",
    ],
)
def test_addresses_that_are_mistakes(address):
    assert canonical(f'<head><link rel="canonical" href="{address}"></head>') == ""


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/ferries/night-boat", URL),
        ("//www.harbour.example/ferries/night-boat", URL),
        ("https://agency.example/night-boat", "https://agency.example/night-boat"),
    ],
)
def test_addresses_in_the_head_are_believed(address, expected):
    assert canonical(f'<head><link rel="canonical" href="{address}"></head>') == expected


def test_an_address_in_the_body_counts_for_the_own_site_alone():
    page = '<body><h1>T</h1><link rel="canonical" href="{}"></body>'
    assert canonical(page.format("https://loans.example.net/now")) == ""
    assert canonical(page.format("https://harbour.example/n")) == "https://harbour.example/n"


def test_the_next_source_is_used_where_the_first_is_a_mistake():
    head = (
        f'<link rel="canonical" href="http://localhost/"><meta property="og:url" content="{URL}">'
    )
    assert canonical(f"<head>{head}</head>") == URL


def test_a_page_on_a_staging_host_may_name_itself():
    url = "https://staging.harbour.example/a"
    assert canonical(f'<head><link rel="canonical" href="{url}"></head>', url) == url


ARTICLE = "https://tarnecho.example/streets/wooden-clock"


@pytest.mark.parametrize(
    ("head", "url", "expected"),
    [
        ("<link rel=canonical href='{A}'>", "{A}/amp", "{A}"),  # amp self + canonical
        (
            "<link rel=canonical href='{A}'>",
            "https://tarnecho-example.cdn.ampproject.org/c/s/tarnecho.example/streets/wooden-clock",
            "{A}",
        ),  # amp cache
        (
            "<link rel=canonical href='{A}'>",
            "https://www.google.com/amp/s/tarnecho.example/streets/wooden-clock",
            "{A}",
        ),  # google amp
        (
            "<link rel=canonical href='{A}'>",
            "https://amp.tarnecho.example/streets/wooden-clock",
            "{A}",
        ),  # amp host
        ("<link rel=canonical href='{A}/amp'>", "{A}/amp", "{A}"),  # amp page canonical is amp
        (
            "<link rel=canonical href='{A}?amp=1'>",
            "{A}?amp=1",
            "{A}",
        ),  # amp page canonical amp query
        ("<link rel=canonical href='{A}.amp.html'>", "{A}.amp.html", "{A}.html"),  # amp html suffix
        ("<link rel=canonical href='{A}'>", "{A}?print=1", "{A}"),  # print canonical
        ("<link rel=canonical href='{A}?print=1'>", "{A}?print=1", "{A}"),  # print canonical self
        (
            "<link rel=canonical href='{A}/print'><meta property='og:url' content='{A}'>",
            "{A}/print",
            "{A}",
        ),  # print canonical self og
        ("<link rel=canonical href='{A}/print/'>", "{A}/print/", "{A}/"),  # print path
        (
            "<link rel=canonical href='{A}'>",
            "https://m.tarnecho.example/streets/wooden-clock",
            "{A}",
        ),  # mobile host
        (
            "<link rel=canonical href='/streets/wooden-clock'>",
            "{A}?utm_source=x",
            "{A}",
        ),  # relative
        (
            "<link rel=canonical href='//tarnecho.example/streets/wooden-clock'>",
            "{A}",
            "{A}",
        ),  # protocol relative
        (
            "<link rel=canonical href='http://localhost:3000/streets/wooden-clock'>",
            "{A}",
            "",
        ),  # localhost
        (
            "<link rel=canonical href='https://staging.tarnecho.example/streets/wooden-clock'>",
            "{A}",
            "",
        ),  # staging
        (
            "<link rel=canonical href='https://tarnecho-staging.herokuapp.com/streets/wooden-clock'>",
            "{A}",
            "",
        ),  # stagingn hyphen
        (
            "<link rel=canonical href='https://dev.tarnecho.example/streets/wooden-clock'>",
            "{A}",
            "",
        ),  # dev
        ("<link rel=canonical href='http://10.0.0.12/streets/wooden-clock'>", "{A}", ""),  # ip
        (
            "<link rel=canonical href='https://tarnecho-git-main-team.vercel.app/streets/wooden-clock'>",
            "{A}",
            "",
        ),  # vercel preview
        (
            "<link rel=canonical href='https://deploy-preview-12--tarnecho.netlify.app/streets/wooden-clock'>",
            "{A}",
            "",
        ),  # netlify preview
        ("<link rel=canonical href='https://tarnecho.example/'>", "{A}", ""),  # home
        (
            "<link rel=canonical href='https://tarnecho.example/en/'>",
            "https://tarnecho.example/en/streets/wooden-clock",
            "",
        ),  # home lang
        (
            "<link rel=canonical href='https://loans.example/now'>",
            "{A}",
            "",
        ),  # other site other path
        (
            "<link rel=canonical href='https://originalpaper.example/streets/wooden-clock'>",
            "{A}",
            "https://originalpaper.example/streets/wooden-clock",
        ),  # syndicated same path
        (
            "<link rel=canonical href='https://originalpaper.example/2024/bakers-clock'><meta property='og:url' content='https://originalpaper.example/2024/bakers-clock'>",
            "{A}",
            "https://originalpaper.example/2024/bakers-clock",
        ),  # syndicated named
        ("<link rel=canonical href='javascript:void(0)'>", "{A}", ""),  # javascript
        ("<link rel=canonical href=''>", "{A}", ""),  # empty
        ("<link rel=canonical href='{A}#top'>", "{A}", "{A}"),  # fragment
        ("<link rel=canonical href='https://tarnecho.example/{{slug}}'>", "{A}", ""),  # template
        ("<link rel=canonical href='https://tarnecho.example/undefined'>", "{A}", ""),  # undefined
        ("<link rel=canonical href='null'>", "{A}", ""),  # null
        (
            "<link rel=canonical href='https://staging.tarnecho.example/x'><link rel=canonical href='{A}'>",
            "{A}",
            "{A}",
        ),  # two differing
        ("<meta property='og:url' content='{A}'>", "{A}?ref=1", "{A}"),  # og only
        (
            "<link rel=canonical href='http://tarnecho.example/streets/wooden-clock'>",
            "{A}",
            "http://tarnecho.example/streets/wooden-clock",
        ),  # http vs https
        ("<link rel=canonical href='{A}'>", "{A}/page/2", "{A}"),  # page 2
        (
            "<link rel=canonical href='https://tarnecho.example/de/streets/wooden-clock'>",
            "https://tarnecho.example/en/streets/wooden-clock",
            "https://tarnecho.example/de/streets/wooden-clock",
        ),  # lang other
        ("<link rel=canonical href='https://evil@tarnecho.example/x'>", "{A}", ""),  # userinfo
    ],
)
def test_variants_and_mistakes(head, url, expected):
    head, url, expected = (text.replace("{A}", ARTICLE) for text in (head, url, expected))
    assert canonical(f"<head>{head}</head><body><h1>T</h1></body>", url) == expected

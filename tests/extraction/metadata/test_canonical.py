"""The address a page names as its own, and those that cannot be."""

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

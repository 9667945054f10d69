from __future__ import annotations

import string
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from w3lib.url import canonicalize_url

from scraper.errors import UrlError
from scraper.urls import parse_url, site_of, target, url_key, with_scheme

# Spellings of one address, in groups; no two groups share a key.
SAME = [
    (
        "http://Example.ORG:80/a/../b?b=2&a=1&utm_source=x#frag",
        "https://example.org/b?a=1&b=2",
        "HTTPS://example.org:443/b?fbclid=1&a=1&b=2&UTM_Medium=y",
        "https://example.org/%62?a=1&b=2#other",
    ),
    (
        "https://example.org",
        "http://example.org/",
        "https://example.org/?",
        "https://example.org?&",
    ),
    ("https://bücher.example/é", "https://xn--bcher-kva.example/%c3%a9"),
    ("https://faß.de/", "https://xn--fa-hia.de/"),
    ("https://fass.de/",),
    ("http://0x7f.1/", "http://2130706433/", "http://127.0.0.1/"),
    ("https://[::1]:443/", "https://[0:0::1]/"),
    ("https://a.test/?q=a+b", "https://a.test/?q=a%20b"),
    ("https://a.test/?a=1&a=2", "https://a.test/?a=2&a=1"),
    ("https://a.test/?b", "https://a.test/?b="),
    ("https://a.test/~user", "https://a.test/%7Euser"),
    ("https://a.test/#!/one",),
    ("https://a.test/#!/two",),
    ("https://a.test/x%2Fy",),
    ("https://a.test/x/y",),
    ("https://a.test/x/y/",),
    ("https://a.test:8443/x/y",),
    ("https://www.a.test/x/y",),
    ("https://a.test/?at_id=5",),
    ("https://a.test/?at_id=6",),
    ("https://a.test/?pk_id=5",),
    ("https://a.test/?ns_id=5",),
    ("https://a.test/?cmp=5",),
    ("https://a.test/?ncid=5",),
    ("https://a.test/?smid=5",),
    ("https://a.test/?ocid=5",),
    ("https://b.test/", "https://b.test/?at_medium=x&pk_kwd=y&ns_mchannel=z&vero_id=1&hsa_cam=2"),
]


@pytest.mark.parametrize("spellings", SAME)
def test_spellings_of_one_address_share_a_key(spellings):
    assert len({url_key(url) for url in spellings}) == 1


def test_different_addresses_have_different_keys():
    keys = [url_key(spellings[0]) for spellings in SAME]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://blog.example.co.uk/a", "example.co.uk"),
        ("https://www.gov.br/", "www.gov.br"),
        ("https://someone.github.io/", "someone.github.io"),
        ("https://a.b.example.org./", "example.org"),
        ("http://127.0.0.1:8000/", "127.0.0.1"),
        ("http://[::1]/", "::1"),
        ("http://localhost/", "localhost"),
        ("https://co.uk/", "co.uk"),
        ("https://www.bücher.example/", "xn--bcher-kva.example"),
        ("https://a.b.個人.hk/", "b.xn--gmqw5a.hk"),
        ("https://a.b.xn--gmqw5a.hk/", "b.xn--gmqw5a.hk"),
        ("https://a.b.c.kawasaki.jp/", "b.c.kawasaki.jp"),
        ("https://a.city.kawasaki.jp/", "city.kawasaki.jp"),
    ],
)
def test_site_is_the_registrable_domain(url, site):
    assert site_of(url) == site


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("www.a.test", "no http:// or https:// in front"),
        ("a.test:8000/x", "no http:// or https:// in front"),
        ("ftp://a.test/", "scheme 'ftp': only http and https are fetched"),
        ("javascript:alert(1)", "scheme 'javascript': only http and https are fetched"),
        ("http://", "not a valid URL"),
        ("http://[::1/", "not a valid URL"),
        ("http://a.test:99999/", "not a valid URL"),
        ("http://a b.test/", "white space or a control character inside the URL"),
        ("http://a.test/\x00", "white space or a control character inside the URL"),
        ("http://me:secret@a.test/", "a user name or password in the URL"),
    ],
)
def test_what_is_no_url_says_why(text, reason):
    with pytest.raises(UrlError) as caught:
        parse_url(text)
    assert str(caught.value) == reason


def test_what_is_fetched_is_the_users_url():
    url = "https://Example.org/b?utm_source=x#part"
    assert (target(url).url, target(url).key) == (url, "example.org/b")


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("example.org/story", "https://example.org/story"),
        ("www.example.co.uk", "https://www.example.co.uk"),
        ("Example.ORG:8080/x?y#z", "https://Example.ORG:8080/x?y#z"),
        ("bücher.de/x", "https://bücher.de/x"),
        ("urls.txt", None),
        ("1.2", None),
        ("ada@example.org", None),
        ("an example.org", None),
        ("https://example.org", None),
    ],
)
def test_an_address_without_scheme_is_https(text, url):
    assert with_scheme(text) == url


@given(st.text(max_size=60))
def test_any_text_is_a_url_or_a_url_error(text):
    for url in (text, f"https://a.test/{text}", f"http://{text}"):
        with suppress(UrlError):
            assert parse_url(parse_url(url)) == parse_url(url)
            url_key(url)
            site_of(url)


@given(st.from_regex(r"[a-z0-9%./?&=~+;,-]{0,40}", fullmatch=True))
def test_a_key_names_the_same_page_as_its_url(path):
    """The key of a key is the key itself."""
    with suppress(UrlError):
        key = url_key(f"https://a.test/{path}")
        assert url_key(f"https://{key}") == key


@given(st.text(string.ascii_letters + string.digits + "/._~-", max_size=20))
def test_a_plain_path_needs_no_normalising(path):
    """It is skipped for speed; the key is the same as with it."""
    parsed = parse_url(f"http://example.org/{path}")
    assert f"http://{url_key(parsed)}" == canonicalize_url(parsed)

from __future__ import annotations

from datetime import timedelta

import pytest

from scraper.fetch.exchange import Response
from scraper.fetch.redirect_cache import RedirectCache, lifetime_of

WEEK, NOTHING = timedelta(days=7), timedelta(0)


def moved(status=301, request_headers=(), url="http://a.test/", location="/b", **headers):
    pairs = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Response(
        url=url,
        status=status,
        headers=(("Location", location), *pairs),
        reason_phrase="",
        http_version="HTTP/1.1",
        request_headers=request_headers,
    )


@pytest.mark.parametrize(
    ("response", "lifetime"),
    [
        (moved(301), WEEK),
        (moved(308), WEEK),
        (moved(302), NOTHING),
        (moved(307), NOTHING),
        (moved(200), NOTHING),
        (moved(Cache_Control="public, max-age=3600"), timedelta(hours=1)),
        (moved(Cache_Control="max-age=999999999"), WEEK),
        (moved(Cache_Control='MAX-AGE="60"'), timedelta(minutes=1)),
        (moved(Cache_Control="max-age=0"), NOTHING),
        (moved(Cache_Control="private, no-store"), NOTHING),
        (moved(Cache_Control="no-cache"), NOTHING),
        (moved(Set_Cookie="a=1"), NOTHING),
        (moved(request_headers=(("Cookie", "a=1"),)), NOTHING),
    ],
)
def test_a_redirect_is_valid_for_as_long_as_its_response_says(response, lifetime):
    assert lifetime_of(response) == lifetime


def test_a_redirect_is_found_until_its_time_is_over(fake_time):
    redirects = RedirectCache({}, clock=fake_time.clock)
    redirects.remember([moved(308, location="//b.test/\xe9"), moved(302, url="http://c.test/")])
    known = redirects.lookup("http://a.test/")
    assert (known.status, known.header("location")) == (308, "//b.test/\xe9")
    assert redirects.lookup("http://c.test/") is None
    fake_time.now += WEEK
    assert redirects.lookup("http://a.test/") is None


def test_a_redirect_is_forgotten(fake_time):
    redirects = RedirectCache({}, clock=fake_time.clock)
    redirects.remember([moved()])
    redirects.forget(["http://a.test/", "http://never.test/"])
    assert redirects.lookup("http://a.test/") is None


def test_an_address_longer_than_any_is_not_kept(fake_time):
    entries = {}
    RedirectCache(entries, clock=fake_time.clock).remember([moved(location="/" + "x" * 3000)])
    assert entries == {}


def test_a_redirect_to_the_front_page_is_not_kept(fake_time):
    """Sites lead there from what they no longer have, and while they are repaired."""
    redirects = RedirectCache({}, clock=fake_time.clock)
    redirects.remember([moved(url="http://a.test/x", location="/")])
    redirects.remember([moved(url="http://a.test/y", location="https://www.a.test/?from=y")])
    redirects.remember([moved(url="http://a.test/", location="https://www.a.test/")])
    assert redirects.lookup("http://a.test/x") is redirects.lookup("http://a.test/y") is None
    assert redirects.lookup("http://a.test/") is not None


def test_known_redirects_are_not_used_where_all_is_requested_anew(fake_time):
    entries = {}
    RedirectCache(entries, clock=fake_time.clock).remember([moved()])
    redirects = RedirectCache(entries, clock=fake_time.clock, is_used=False)
    assert redirects.lookup("http://a.test/") is None

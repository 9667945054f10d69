from __future__ import annotations

from datetime import timedelta

import pytest

from scraper.fetch.exchange import Response
from scraper.fetch.redirect_cache import RedirectCache, lifetime_of

MONTH, NOTHING = timedelta(days=30), timedelta(0)


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
        (moved(301), MONTH),
        (moved(308), MONTH),
        (moved(302), NOTHING),
        (moved(307), NOTHING),
        (moved(200), NOTHING),
        (moved(Cache_Control="public, max-age=3600"), timedelta(hours=1)),
        (moved(Cache_Control="max-age=999999999"), MONTH),
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
    fake_time.now += MONTH
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

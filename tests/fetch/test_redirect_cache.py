from __future__ import annotations

from datetime import timedelta

import pytest

from scraper.fetch.exchange import Response
from scraper.fetch.redirect_cache import RedirectCache, life_of

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
    ("answer", "life"),
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
def test_a_move_holds_as_long_as_its_answer_says(answer, life):
    assert life_of(answer) == life


def test_a_move_is_recalled_until_its_time_is_over(fake_time):
    moves = RedirectCache({}, clock=fake_time.clock)
    moves.learn([moved(308, location="//b.test/\xe9"), moved(302, url="http://c.test/")])
    known = moves.recalled("http://a.test/")
    assert (known.status, known.header("location")) == (308, "//b.test/\xe9")
    assert moves.recalled("http://c.test/") is None
    fake_time.now += MONTH
    assert moves.recalled("http://a.test/") is None


def test_a_move_is_forgotten(fake_time):
    moves = RedirectCache({}, clock=fake_time.clock)
    moves.learn([moved()])
    moves.forget(["http://a.test/", "http://never.test/"])
    assert moves.recalled("http://a.test/") is None


def test_an_address_longer_than_any_is_not_kept(fake_time):
    noted = {}
    RedirectCache(noted, clock=fake_time.clock).learn([moved(location="/" + "x" * 3000)])
    assert noted == {}

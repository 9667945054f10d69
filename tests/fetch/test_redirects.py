from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.errors import Blocked, FetchFailed
from scraper.fetch.exchange import Response
from scraper.fetch.redirects import next_url, refresh_url


def answer(status=301, location=None, body=b"", url="https://a.test/x/y?q=1"):
    headers = () if location is None else (("LOCATION", location),)
    return Response(
        url=url,
        status=status,
        headers=headers,
        reason_phrase="",
        http_version="HTTP/1.1",
        request_headers=(),
        body=body,
    )


@pytest.mark.parametrize(
    ("location", "goal"),
    [
        ("https://b.test/", "https://b.test/"),
        ("//b.test/z", "https://b.test/z"),
        ("/z", "https://a.test/z"),
        ("z?a=b#c", "https://a.test/x/z?a=b#c"),
        ("?p=2", "https://a.test/x/y?p=2"),
        ("../../../z", "https://a.test/z"),
        (" /z ", "https://a.test/z"),
        ("/a b", "https://a.test/a%20b"),
        ("\\\\b.test\\z", "https://b.test/z"),
        ("HTTP://B.TEST:80/", "http://b.test/"),
        ("/\xc3\xa9", "https://a.test/%C3%A9"),
        ("/\xe9", "https://a.test/%C3%A9"),
        ("http://b\xc3\xbccher.test/", "http://xn--bcher-kva.test/"),
        ("http://2130706433/", "http://127.0.0.1/"),
    ],
)
def test_location_is_resolved_as_a_browser_does(location, goal):
    assert next_url(answer(location=location)) == goal


@pytest.mark.parametrize("status", [200, 300, 304, 305, 404])
def test_location_of_other_statuses_is_not_followed(status):
    assert next_url(answer(status=status, location="/z")) is None


@pytest.mark.parametrize("scheme", ["file", "ftp", "javascript", "data", "mailto", "ws"])
def test_location_that_leaves_the_web_is_blocked(scheme):
    with pytest.raises(Blocked, match=rf"redirect to {scheme}: only http and https"):
        next_url(answer(location=f"{scheme}:x"))


@pytest.mark.parametrize("location", ["http://", "http://[", "https://a.test:99999/"])
def test_location_that_is_no_url_fails(location):
    with pytest.raises(FetchFailed, match="which is no URL") as caught:
        next_url(answer(location=location))
    assert (caught.value.status, caught.value.url) == (301, "https://a.test/x/y?q=1")


def test_reason_shows_a_hostile_location_in_printable_characters():
    with pytest.raises(FetchFailed) as caught:
        next_url(answer(location="http://[\x9b31m" + "x" * 999))
    assert caught.value.reason.isprintable()
    assert len(caught.value.reason) < 130


@pytest.mark.parametrize(
    ("html", "goal"),
    [
        (b'<meta http-equiv="refresh" content="0;url=/b">', "/b"),
        (b"<META HTTP-EQUIV=Refresh CONTENT='0; URL=\"/b\"'>", "/b"),
        (b"<meta content='0.0 ; url=/b?x=1&amp;y=2' http-equiv=refresh>", "/b?x=1&y=2"),
        (b"<!-- <meta http-equiv=refresh content='0;url=/a'> --><meta>", None),
        (b"<noscript><meta http-equiv=refresh content='0;url=/a'></noscript>", None),
        (b'<meta http-equiv="refresh" content="5;url=/b">', "/b"),
        (b'<meta http-equiv="refresh" content="1.5; /b">', "/b"),
        (b'<meta http-equiv="refresh" content="0;/b">', "/b"),
        (b'<meta http-equiv="refresh" content="0 /b">', "/b"),
        (b'<meta http-equiv="refresh" content="0,url=/b">', "/b"),
        (b'<meta http-equiv="refresh" content=";url=/b">', "/b"),
        (b'<meta http-equiv="refresh" content="0;url.html">', "url.html"),
        (b"<meta http-equiv='refresh' content='0;&quot;/b&quot; x'>", "/b"),
        (b'<meta http-equiv="refresh" content="6;url=/b">', None),
        (b'<meta http-equiv="refresh" content="0;">', None),
        (b'<meta http-equiv="refresh" content="05;url=">', None),
        (b'<meta http-equiv="refresh" content="0">', None),
        (b'<meta http-equiv="refresh" content="300">', None),
        (b'<meta http-equiv="refresh">', None),
        (b'<meta name="refresh" content="0;url=/b">', None),
        (b"<p>refresh</p>", None),
        (b'<script>w(\'<meta http-equiv="refresh" content="0;/b">\')</script>', None),
        (b'<template><meta http-equiv="refresh" content="0;/b"></template>', None),
        (b'<title><meta http-equiv="refresh" content="0;/b"></title>', None),
        (b'<textarea><meta http-equiv="refresh" content="0;/b">', None),
        (b'<script>x</script><meta http-equiv="refresh" content="0;/b">', "/b"),
        (b'<meta http-equiv="refresh" data-content="0;/c" content="0;/b">', "/b"),
        (
            b"<meta name=x content='http-equiv=refresh;/c'><meta http-equiv=refresh content=0;/b>",
            "/b",
        ),
        (b" " * 20000 + b'<meta http-equiv="refresh" content="0;url=/b">', None),
    ],
)
def test_refresh_is_followed_where_it_is_immediate(html, goal):
    assert refresh_url(html) == goal


def test_refresh_is_a_hop_of_html_pages_only():
    body = b'<meta http-equiv="refresh" content="0;url=/b">'
    assert next_url(answer(status=200, body=body)) == "https://a.test/b"
    assert next_url(answer(status=200, body=body), refresh=False) is None
    assert next_url(answer(status=404, body=body)) is None


def test_refresh_to_the_page_itself_is_no_hop():
    body = b'<meta http-equiv="refresh" content="0;url=?q=1">'
    assert next_url(answer(status=200, body=body)) is None


@pytest.mark.parametrize(
    "piece",
    [
        b"<meta ",
        b"<!--",
        b"<noscript",
        b"<script>",
        b"<meta http-equiv=refresh ",
        b"<meta content='",
    ],
)
def test_refresh_is_looked_for_in_linear_time(piece):
    begun = time.process_time()
    refresh_url(b"refresh" + piece * 5000)
    assert time.process_time() - begun < 0.2


@given(st.binary(max_size=200))
def test_any_bytes_have_a_refresh_or_none(data):
    refresh_url(b"<meta http-equiv=refresh content='0;url=" + data)

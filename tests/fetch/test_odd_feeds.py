"""Feeds whose entries, addresses and values are odd: none of them takes the feed with it."""

import os
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.fetch.feeds import parse_feed
from scraper.models import Page

FUZZED = settings(max_examples=int(os.environ.get("FUZZ_EXAMPLES", "100")), deadline=None)
URL = "https://a.test/feeds/all.xml"


def feed_of(body, content_type="text/xml", limit=9999):
    headers = (("Content-Type", content_type),)
    page = Page(
        url=URL,
        final_url=URL,
        status=200,
        headers=headers,
        body=body,
        content=body,
        fetched_at=datetime.now(UTC),
    )
    return parse_feed(page, limit=limit)


def paths(body, content_type="text/xml"):
    return [url.removeprefix("https://a.test") for url in feed_of(body, content_type).urls]


OK = "<item><link>/ok</link></item>"


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("<link>/a\n  ?b=1\n</link>", "/a?b=1"),
        ("<link>/a b.html</link>", "/a%20b.html"),
        ("<link>www.b.test/a</link>", "https://www.b.test/a"),
        ("<guid> https://a.test/a </guid>", "/a"),
        (f"<link>/a</link><description>{'x' * 10_500_000}</description>", "/a"),
        (f"<link>/a</link><description>{'<b>' * 400}{'</b>' * 400}</description>", "/a"),
    ],
    ids=["broken line", "a space", "no scheme", "guid", "a long text", "a deep text"],
)
def test_odd_addresses_and_texts_lose_no_entry(item, expected):
    body = f"<rss><channel><item>{item}</item>{OK}</channel></rss>"
    assert set(paths(body.encode())) == {expected, "/ok"}


@pytest.mark.parametrize("guid", ["12345", "tag:a.test,2026:1", "post-7.html"])
def test_a_guid_that_is_no_address_is_not_asked_for(guid):
    body = f"<rss><item><guid>{guid}</guid></item>{OK}</rss>".encode()
    assert paths(body) == ["/ok"]


@pytest.mark.parametrize("encoding", ["utf-16", "UTF-32LE", "ucs-2"])
def test_a_false_declaration_of_two_bytes_a_character_is_ignored(encoding):
    assert paths(f'<?xml version="1.0" encoding="{encoding}"?><rss>{OK}</rss>'.encode()) == ["/ok"]


@pytest.mark.parametrize("base", ["http://[::1", "javascript:alert(1)", "mailto:a@b.test"])
def test_a_base_that_is_no_address_is_ignored(base):
    body = f'<feed xml:base="{base}"><entry><link href="/a"/></entry></feed>'
    assert paths(body.encode()) == ["/a"]


@pytest.mark.parametrize(
    "rest",
    [
        '"items": [{"url": "/a"}]}<!-- cached -->',
        '"n": NaN, "items": [{"url": "/a"}]}',
        f'"n": {"9" * 5000}, "items": [{{"url": "/a"}}]}}',
        '"items": [{"url": "/x\\ud800"}, {"url": "/a"}]}',
        '"t": "\x01", "items": [{"url": "/a"}]}',
    ],
    ids=["a comment after it", "NaN", "many digits", "half a surrogate", "a control character"],
)
def test_what_is_no_json_in_a_json_feed_does_not_take_it_along(rest):
    text = '{"version": "https://jsonfeed.org/version/1", ' + rest
    assert paths(text.encode(), "application/json") == ["/a"]


NAMES = st.sampled_from(
    "item entry link guid id title pubDate dc:date media:content content:encoded a:b:c url loc "
    "lastmod image:image image:loc sitemap channel".split()
)
VALUES = """
/a
/a?b=1&c=2
https://a.test/x
http://[::1
//[
www.b.test
]]>
&#0; &nbsp;
Mon, 01 Jan 99999999999 00:00:00 GMT
0001-01-01T00:00:00+14:00
2026-13-99
"""
TEXTS = st.sampled_from(VALUES.splitlines()) | st.text(max_size=20)
ATTRIBUTES = st.sampled_from(
    """
 href="/a"
 href="/b" href="/c"
 href
 rel="alternate"
 rel="self"
 type="application/pdf"
 isPermaLink="false"
 xml:base="http://[::1"
 xmlns=""
 x:y="z"
""".splitlines()
)


@st.composite
def feeds(draw, depth=3):
    """Entries, nested and closed or not, with the names and values of feeds."""
    parts = []
    for _ in range(draw(st.integers(0, 5))):
        name = draw(NAMES)
        inner = draw(feeds(depth=depth - 1)) if depth and draw(st.booleans()) else draw(TEXTS)
        end = draw(st.sampled_from([f"</{name}>", f"</{name}>", f"</{name}>", ""]))
        parts.append(f"<{name}{draw(ATTRIBUTES)}>{inner}{end}")
    return "".join(parts)


@given(feeds(), st.sampled_from(["rss", "feed", "urlset", "sitemapindex", "rdf:RDF", "a:feed"]))
@FUZZED
def test_no_entry_takes_the_feed_with_it(inner, root):
    names = {"feed": "entry", "a:feed": "entry", "urlset": "url", "sitemapindex": "sitemap"}
    entry = names.get(root, "item")
    link = {"entry": '<link href="/ok"/>', "item": "<link>/ok</link>"}.get(entry, "<loc>/ok</loc>")
    body = f"<{root}><{entry}>{link}</{entry}>{inner}</{root}>".encode("utf-8", "surrogatepass")
    feed = feed_of(body)
    assert "https://a.test/ok" in feed.urls
    assert all(url.startswith(("http://", "https://")) for url in feed.urls)


@given(st.binary(max_size=300), st.sampled_from([b"", b"<rss>", b"<feed><entry>", b'{"version":']))
@FUZZED
def test_any_bytes_are_a_feed_or_not(data, start):
    feed = feed_of(start + data)
    assert feed is None or all(url.startswith("http") for url in feed.urls)


@given(st.text(alphabet="0123456789-:T+Z ,GMTan"))
@FUZZED
def test_any_date_is_sorted(text):
    item = f"<item><link>/x</link><pubDate>{text}</pubDate></item>"
    assert paths(f"<rss>{item}</rss>".encode()) == ["/x"]


PIECES = [
    *("<a:b>", "</a:b>", "<:>", "<b", "&", "&x;", "&#0;", "&#x110000;", "]]>", "<![CDATA[", "\x00"),
    *("<link>", "</link>", '<link href="http://[::1"/>', '<link rel="" href=""/>', "http://[::1"),
    *(
        "<pubDate>",
        "</pubDate>",
        "Mon, 01 Jan 99999999999 00:00:00 GMT",
        "0001-01-01T00:00:00+05:00",
    ),
    *('<x xml:base="http://[">', '<x xmlns:a="">', '<x xmlns="">', '<x a:b="c">', "<?x", "<!--"),
    *("<guid>", "<guid isPermaLink=''>", "\ud800", "\ufffe", "{", "2026-02-30", "+99:99"),
]


@given(
    st.lists(st.sampled_from(PIECES), max_size=12),
    st.sampled_from(
        [("rss", "item", "link"), ("feed", "entry", "link"), ("urlset", "url", "loc")],
    ),
)
@FUZZED
def test_a_good_entry_is_found_beside_any_other(pieces, names):
    root, entry, link = names
    good = f"<{entry}><{link}>https://a.test/fine</{link}></{entry}>"
    body = f"<{root}>{good}<{entry}>{''.join(pieces)}</{entry}></{root}>"
    assert "/fine" in paths(body.encode("utf-8", "replace"))

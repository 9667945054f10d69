from __future__ import annotations

import gzip
import json
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.fetch.feeds import parse_feed
from scraper.models import Page

RSS = b"""<?xml version="1.0"?><rss version="2.0"><channel><link>https://a.test/</link>
<item><title>Old</title><link> https://a.test/old </link>
  <pubDate>Sun, 01 Feb 2026 08:00:00 GMT</pubDate></item>
<item><link>/new</link><pubDate>Sun, 01 Mar 2026 09:00:00 +0100</pubDate></item>
<item><guid isPermaLink="false">tag:1</guid></item>
<item><guid>https://a.test/guid</guid></item>
<item><link>ftp://a.test/x</link></item>
<item><link>https://a.test/old</link></item>
</channel></rss>"""
RDF = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://a.test/"/>
<item rdf:about="https://a.test/1"><dc:date>2026-01-01T00:00:00Z</dc:date></item>
<item rdf:about="x"><link>https://a.test/2</link><dc:date>2026-01-02</dc:date></item>
</rdf:RDF>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://a.test/blog/">
<link href="https://a.test/self" rel="self"/>
<entry><link rel="edit" href="/edit"/><link href="one"/>
  <published>2026-01-05T10:00:00Z</published><updated>2026-03-01T10:00:00Z</updated></entry>
<entry><link rel="alternate" href="/two"/><updated>2026-02-01T10:00:00Z</updated></entry>
</feed>"""
SITEMAP = b"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:i="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc>https://a.test/1</loc><lastmod>2026-01-01</lastmod>
  <i:image><i:loc>https://a.test/i.png</i:loc></i:image></url>
<url><loc>https://a.test/2</loc><lastmod>2026-01-02T03:04:05+00:00</lastmod></url>
<url><loc>https://a.test/3?a=1&amp;b=2</loc></url></urlset>"""
INDEX = b"""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://a.test/s1.xml.gz</loc></sitemap>
<sitemap><loc>https://a.test/s2.xml</loc><lastmod>2026-01-01</lastmod></sitemap>
</sitemapindex>"""
JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "items": [
            {"id": "1", "url": "https://a.test/1", "date_published": "2026-01-01T00:00:00Z"},
            {"id": "2", "external_url": "/2", "date_modified": "2026-02-01T00:00:00Z"},
            {"id": "3"},
            "rubbish",
        ],
    }
).encode()


def page(body, content_type="application/xml"):
    return Page(
        url="https://a.test/feed",
        final_url="https://a.test/feed",
        status=200,
        headers=(("Content-Type", content_type),),
        content=body,
        body=body,
        fetched_at=datetime(2026, 3, 1, tzinfo=UTC),
    )


def paths(body, content_type="application/xml", limit=99):
    feed = parse_feed(page(body, content_type), limit=limit)
    return None if feed is None else [url.removeprefix("https://a.test") for url in feed.urls]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (RSS, ["/new", "/old", "/guid"]),
        (RDF, ["/2", "/1"]),
        (ATOM, ["/two", "/blog/one"]),
        (SITEMAP, ["/2", "/1", "/3?a=1&b=2"]),
        (INDEX, ["/s2.xml", "/s1.xml.gz"]),
        (JSON, ["/2", "/1"]),
    ],
    ids=["rss", "rdf", "atom", "sitemap", "sitemap index", "json feed"],
)
def test_feed_gives_its_urls_newest_first(body, expected):
    assert paths(body, "application/octet-stream") == expected


def test_limit_keeps_the_newest():
    assert paths(RSS, limit=1) == ["/new"]


def test_packed_sitemap_is_unpacked():
    assert paths(gzip.compress(SITEMAP)) == ["/2", "/1", "/3?a=1&b=2"]


def test_sitemap_cut_inside_its_packing_gives_what_can_be_read():
    many = b"<urlset>" + b"".join(
        b"<url><loc>https://a.test/%d</loc></url>" % n for n in range(3000)
    )
    assert len(paths(gzip.compress(many)[:-2000], limit=10**6)) > 300


@pytest.mark.parametrize(
    "body",
    [
        RSS[: RSS.index(b"<item><guid>")],
        RSS.replace(b"<title>Old</title>", b"<title>A & B &nbsp; <b>bold</b></title>"),
        b"\xef\xbb\xbf\n  " + RSS,
        b"<br />\n<b>Warning</b>: in x.php\n" + RSS,
        RSS.replace(b"?>", b"?><!-- a --><!-- b -->", 1),
        RSS.decode().replace('"1.0"', '"1.0" encoding="utf-16"').encode("utf-16"),
    ],
    ids=["cut", "bad entities", "bom and space", "php warning", "comments", "utf-16"],
)
def test_malformed_feed_gives_what_can_be_read(body):
    assert paths(body)[:2] == ["/new", "/old"]


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"<!doctype html><html><p>Text", "text/html"),
        (b"<html><p>About the <?xml version='1.0'?><rss> format", "text/html"),
        (b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'/>", "text/xml"),
        (b"", "text/html"),
        (b"{}", "application/json"),
        (b"{" * 100_000, "application/json"),
        (b'{"version": "https://jsonfeed.org/version/1"', "application/json"),
        (b"\xff\xfe", "application/xml"),
    ],
)
def test_what_is_no_feed_is_none(body, content_type):
    assert paths(body, content_type) is None


def test_feed_served_as_html_is_a_feed():
    assert paths(RSS, "text/html; charset=utf-8")[:1] == ["/new"]


def test_feed_without_entries_is_empty():
    assert paths(b"<rss><channel/></rss>") == []


def test_entities_are_neither_expanded_nor_loaded(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("https://a.test/secret")
    laughs = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    body = (
        f'<!DOCTYPE rss [<!ENTITY l0 "ha"><!ENTITY file SYSTEM "{secret.as_uri()}">{laughs}]>'
        "<rss><item><link>/fine</link></item><item><link>/&file;</link></item>"
        "<item><link>/&l9;</link></item></rss>"
    )
    urls = paths(body.encode())
    assert "/fine" in urls
    assert "secret" not in "".join(urls)
    assert len("".join(urls)) < 100


@pytest.mark.parametrize("piece", [b"<!-- x -->", b"<?x?>", b"<?xml ", b"<!DOCTYPE [", b" "])
def test_page_is_told_from_a_feed_in_linear_time(piece):
    begun = time.process_time()
    parse_feed(page(piece * 20000, "application/xml"), limit=9)
    assert time.process_time() - begun < 0.2


@given(st.binary(max_size=300), st.sampled_from([b"", b"<rss>", b"<feed><entry>", b'{"version":']))
def test_any_bytes_are_a_feed_or_not(data, start):
    feed = parse_feed(page(start + data), limit=9)
    assert feed is None or all(url.startswith("http") for url in feed.urls)


@given(st.text(alphabet="0123456789-:T+Z ,GMTan"))
def test_any_date_is_sorted(text):
    item = f"<item><link>/x</link><pubDate>{text}</pubDate></item>"
    assert paths(f"<rss>{item}</rss>".encode()) == ["/x"]


def test_an_index_is_told_from_a_sitemap():
    sitemap = "<urlset><url><loc>https://a.test/1</loc></url></urlset>"
    index = "<sitemapindex><sitemap><loc>https://a.test/1.xml</loc></sitemap></sitemapindex>"
    for text, is_index in ((sitemap, False), (index, True)):
        assert parse_feed(page(text.encode(), "application/xml"), limit=9).is_index is is_index

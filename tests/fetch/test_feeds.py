from __future__ import annotations

import gzip
import json
import time
import tracemalloc
from datetime import UTC, datetime

import pytest

from scraper.fetch.content_coding import gunzip
from scraper.fetch.feeds import MAX_BYTES, parse_feed
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


# Parts of entries that have broken readers of feeds.
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


def sitemap_of(entries):
    items = (f"<url><loc>{url}</loc><lastmod>{day}</lastmod></url>" for url, day in entries)
    return f"<urlset>{''.join(items)}</urlset>".encode()


def test_the_newest_of_many_are_kept_whatever_their_order():
    days = [f"{1950 + n // 336}-{n // 28 % 12 + 1:02}-{n % 28 + 1:02}" for n in range(3000)]
    oldest_first = [(f"/{n}", days[n]) for n in range(3000)]
    expected = ["/2999", "/2998", "/2997"]
    for entries in (oldest_first, oldest_first[::-1], oldest_first * 2):
        assert paths(sitemap_of(entries), limit=3) == expected


def test_addresses_that_are_none_take_no_place_among_the_newest():
    odd = [("http://[::1", "2030-01-01"), ("mailto:ada@a.test", "2030-01-01")] * 2000
    assert paths(sitemap_of([*odd, ("/1", "2001-01-01"), *odd]), limit=3) == ["/1"]


def test_a_limit_of_none_is_kept_by_a_long_feed():
    entries = [(f"/{n}", "2001-01-01") for n in range(3000)]
    feed = parse_feed(page(sitemap_of(entries)), limit=0)
    assert (feed.urls, feed.entry_count) == ((), 3000)


def test_the_address_of_an_image_is_not_that_of_its_page():
    image = "<image:image><image:loc>/i.png</image:loc></image:image>"
    names = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="urn:image"'
    body = f"<urlset {names}><url>{image}<loc>/1</loc></url><url>{image}</url></urlset>"
    assert paths(body.encode()) == ["/1"]


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


def test_json_feed_served_as_html_is_a_feed():
    assert paths(JSON, "text/html") == ["/2", "/1"]


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


def test_an_index_is_told_from_a_sitemap():
    sitemap = "<urlset><url><loc>https://a.test/1</loc></url></urlset>"
    index = "<sitemapindex><sitemap><loc>https://a.test/1.xml</loc></sitemap></sitemapindex>"
    for text, is_index in ((sitemap, False), (index, True)):
        assert parse_feed(page(text.encode(), "application/xml"), limit=9).is_index is is_index


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<rss><item><link>/?page=a&id=1&x</link></item></rss>", "/?page=a&id=1&x"),
        ("<urlset><url><loc>/?page=a&id=1</loc></url></urlset>", "/?page=a&id=1"),
        ('<feed><entry><link href="/?page=a&id=1"/></entry></feed>', "/?page=a&id=1"),
        ("<rss><item><link>/?a=1&amp;b=2&#38;c=3</link></item></rss>", "/?a=1&b=2&c=3"),
        ("<rss><item><link>/?a=1&amp;amp;b=2</link></item></rss>", "/?a=1&b=2"),
        ("<rss><item><link>/?a=1&amp;#38;b=2</link></item></rss>", "/?a=1&b=2"),
        ("<rss><item><link><![CDATA[/?a=1&b=2]]></link></item></rss>", "/?a=1&b=2"),
        ("<rss><item><link>/?copy=1&copy=2</link></item></rss>", "/?copy=1&copy=2"),
    ],
)
def test_ampersands_in_addresses_are_text(body, expected):
    assert paths(body.encode()) == [expected]


@pytest.mark.parametrize(
    "inner",
    [
        "<content:encoded>x</content:encoded>",
        "<dc:date>2026-01-01</dc:date>",
        '<media:group><media:content url="x"/></media:group>',
        "<pubDate>Mon, 01 Jan 99999999999 00:00:00 GMT</pubDate>",
        "<pubDate>Mon, 01 Jan 2024 00:00:00 +9999</pubDate>",
        "<pubDate>0001-01-01T00:00:00+05:00</pubDate>",
        "<pubDate>9999-12-31T23:59:59-05:00</pubDate>",
        "<guid>http://[::1</guid>",
    ],
)
def test_an_odd_entry_does_not_take_the_feed_with_it(inner):
    odd = f"<item><link>/odd</link>{inner}</item><item><link>http://[::1</link></item>"
    body = f"<rss>{odd}<item><link>/fine</link></item></rss>"
    assert set(paths(body.encode())) == {"/odd", "/fine"}


def test_a_date_with_an_undeclared_prefix_counts():
    item = "<item><link>/{0}</link><dc:date>2026-01-0{0}</dc:date></item>"
    assert paths(f"<rss>{item.format(1)}{item.format(2)}</rss>".encode()) == ["/2", "/1"]


def test_a_link_with_an_undeclared_prefix_is_not_that_of_the_entry():
    body = b"<urlset><url><image:loc>/i.png</image:loc><loc>/1</loc></url></urlset>"
    assert paths(body) == ["/1"]


@pytest.mark.parametrize(
    "links",
    [
        '<link type="application/json" href="/data"/><link type="text/html" href="/page"/>',
        '<link type="application/pdf" href="/pdf"/><link href="/page"/>',
        '<link href="nostr:abc"/><link href="/page"/>',
        '<link rel="self" href="/self"/><link rel="Alternate" href="/page"/>',
        '<link rel="http://www.iana.org/assignments/relation/alternate" href="/page"/>',
        '<link rel=" alternate " type="Text/HTML; charset=utf-8" href=" /page "/>',
        "<link>https://a.test/page</link>",
    ],
)
def test_the_link_of_an_atom_entry_is_that_of_its_page(links):
    assert paths(f"<feed><entry>{links}</entry></feed>".encode()) == ["/page"]


def test_a_link_to_a_file_is_used_where_an_atom_entry_has_no_other():
    body = b'<feed><entry><link type="application/pdf" href="/pdf"/></entry></feed>'
    assert paths(body) == ["/pdf"]


def test_the_link_of_an_rss_item_may_be_one_of_atom():
    body = b'<rss><item><guid isPermaLink="false">7</guid><atom:link href="/a"/></item></rss>'
    assert paths(body) == ["/a"]


def test_relative_links_of_rss_start_from_xml_base():
    body = b'<rss xml:base="https://a.test/blog/"><channel><item><link>one</link></item>'
    assert paths(body + b'<item xml:base="two/"><link>three</link></item></channel></rss>') == [
        "/blog/one",
        "/blog/two/three",
    ]


def test_a_feed_counts_its_entries():
    body = b"<rss><item><title>A</title></item><item><link>ftp://x/</link></item></rss>"
    feed = parse_feed(page(body), limit=9)
    assert (feed.urls, feed.entry_count) == ((), 2)
    assert parse_feed(page(JSON), limit=9).entry_count == 4


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_read(encoding):
    assert paths('<?xml version="1.0"?><rss><item><link>/é</link></item></rss>'.encode(encoding))


def test_a_long_sitemap_is_read_to_its_end():
    entries = b"".join(b"<url><loc>https://a.test/%d</loc></url>" % n for n in range(50_000))
    found = parse_feed(page(b"<urlset>" + entries + b"</urlset>"), limit=200)
    assert found.urls == tuple(f"https://a.test/{number}" for number in range(200))
    assert found.entry_count == 50_000


def test_the_memory_of_a_sitemap_does_not_grow_with_its_entries():
    def peak_of(count):
        days = [f"{1900 + n // 336}-{n // 28 % 12 + 1:02}-{n % 28 + 1:02}" for n in range(count)]
        listed = page(sitemap_of([(f"/{n}", days[n]) for n in range(count)]))
        tracemalloc.start()
        parse_feed(listed, limit=9)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return peak - len(listed.body)  # its bytes are copied once

    assert peak_of(30_000) < peak_of(3_000) + 500_000


def test_a_gzipped_sitemap_takes_little_more_than_its_length():
    body = b"<urlset>" + b"<url><loc>https://a.example/x</loc></url>" * 300_000
    packed = gzip.compress(body, 1)
    tracemalloc.start()
    unpacked = gunzip(packed, max_bytes=MAX_BYTES)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert unpacked == body
    assert peak < 1.5 * len(body)

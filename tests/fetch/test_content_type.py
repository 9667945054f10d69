from __future__ import annotations

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.fetch.content_type import (
    Declared,
    binary_type,
    body_refusal,
    declared,
    header_refusal,
    is_markup,
    media_type,
)


@pytest.mark.parametrize(
    ("header", "named"),
    [
        ("text/html", "text/html"),
        (' Text/HTML ; charset="x"', "text/html"),
        ("application/rss+xml;charset=utf-8", "application/rss+xml"),
        ("text", ""),
        ("*/*", "*/*"),
        ("", ""),
        (None, ""),
        ("text/html, text/plain", ""),
    ],
)
def test_media_type_is_read(header, named):
    assert media_type(header) == named.replace("*/*", "")


@pytest.mark.parametrize(
    "header", ["text/html", "application/xhtml+xml", "application/atom+xml; type=feed"]
)
def test_pages_and_feeds_pass_by_their_header(header):
    assert declared(header) is Declared.PAGE


@pytest.mark.parametrize(
    "header", ["application/pdf", "image/svg+xml", "audio/mpeg", "video/mp4", "font/woff2"]
)
def test_other_types_are_refused_by_their_header(header):
    assert header_refusal(header) == f"{header} is not a page"


@pytest.mark.parametrize(
    "header", [None, "", "rubbish", "text/plain", "application/octet-stream", "text/xml"]
)
def test_types_that_say_little_are_decided_by_the_body(header):
    assert header_refusal(header) is None
    assert body_refusal(header, b"\x00\x01\x02") is not None
    assert body_refusal(header, b"<!DOCTYPE html><p>") is None


@pytest.mark.parametrize(
    "header",
    [
        *("application/x-rss+xml", "application/rss", "text/rss", "text/rss+xml", "text/atom+xml"),
        *("application/x-atom+xml", "text/x-opml", "application/x-xml", "text/rdf", "text/rdf+xml"),
        *("application/rss+atom", "application/feed", "text/javascript", "application/javascript"),
        *("application/x-javascript", "application/ld+json", "application/x-gunzip", "text/css"),
        *("application/x-download", "application/php", "application/x-httpd-php", "text/csv"),
        *("application/vnd.sitemap+xml", "application/x-gunzip", "application/gzipped"),
        *("application/x-compressed", "application/x-tgz", "application/zip", "text/markdown"),
    ],
)
def test_a_feed_is_accepted_under_any_type_of_text_or_program(header):
    json_feed = b'{"version": "https://jsonfeed.org/version/1", "items": []}'
    for start in (b"<?xml version='1.0'?><rss>", json_feed, gzip.compress(b"<urlset >")):
        assert header_refusal(header) is None
        assert body_refusal(header, start) is None
    for start in (b"<p>text", b"<?xml version='1.0'?><kml>", b"{}", b"body { color: red }"):
        assert body_refusal(header, start) == f"{header} is not a page"


@pytest.mark.parametrize(
    "first",
    [
        b"<html>",
        b"\r\n\t <!doctype HTML>",
        b"<!-- comment --><p>",
        b"<h1>Title",
        b"<p\nclass=x>",
        b"<?xml version='1.0'?><rss>",
        b"<custom-element>",
        b"\xef\xbb\xbf<html>",
        "\ufeff<html>".encode("utf-16-le"),
        "\ufeff<html>".encode("utf-16-be"),
    ],
)
def test_markup_is_told_by_its_start(first):
    assert is_markup(first)


@pytest.mark.parametrize("first", [b"", b"text <p>", b"<3 you", b"< p>", b"{}", b"\xff\xfe"])
def test_what_is_no_markup_is_told_too(first):
    assert not is_markup(first)


@pytest.mark.parametrize(
    ("first", "name"),
    [
        (b"%PDF-1.4", "application/pdf"),
        (b"GIF89a", "image/gif"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8", "image/webp"),
        (b"\x00\x00\x00\x18ftypmp42", "video/mp4"),
        (b"PK\x03\x04", "application/zip"),
        (b"RIFF ways", None),
        (b"BMW builds cars", None),
        (b"", None),
    ],
)
def test_binary_files_are_told_by_their_magic(first, name):
    assert binary_type(first) == name


def test_binary_file_is_refused_whatever_its_header():
    assert body_refusal("text/html", b"%PDF-1.4") == "application/pdf, served as text/html"


def test_json_feed_is_told_from_other_json():
    feed = b'{ "version": "https:\\/\\/jsonfeed.org\\/version\\/1.1", "items": []}'
    assert body_refusal("application/json", feed) is None
    assert body_refusal("application/json", b'{"items": []}') is not None


@pytest.mark.parametrize(
    "start",
    [
        *(b'{"a": "<p>"}', b"\n [{}]", b"{}", b'\xef\xbb\xbf{"a":', b"[[1]]"),
        b'{"html": "<!doctype html><html><body><p>The ferry',
        b'{"a": "said \\"<html>\\""}',
        *(b')]}\',\n{"a": 1}', b'for (;;);{"a": 1}', b'while(1);[{"a": 1}]'),
        *(b'callback({"a": 1})', b'/**/jQuery1_2.done([{"a": 1}]);'),
    ],
)
def test_json_is_no_page_whatever_its_header(start):
    assert body_refusal("text/html; charset=utf-8", start) == "JSON, served as text/html"
    assert body_refusal("application/feed+json", start) is None


@pytest.mark.parametrize(
    "start",
    [
        b'{"a": 1}\n<!DOCTYPE html><p>',
        b'{"a": 1} <html>',
        b"[quote] said he",
        b"{{ template }}",
        b'{"version": "https://jsonfeed.org/version/1"}',
    ],
)
def test_a_page_that_begins_like_json_is_a_page(start):
    assert body_refusal("text/html", start) is None


def test_packed_sitemap_passes_and_other_gzip_does_not():
    assert body_refusal("application/x-gzip", gzip.compress(b"<sitemapindex >")) is None
    assert body_refusal("text/html", gzip.compress(b"<html>")) is not None
    assert body_refusal("text/html", b"\x1f\x8brubbish") is not None


@given(st.text(), st.binary(max_size=40))
def test_any_answer_is_judged_in_printable_words(header, first):
    for refusal in (header_refusal(header), body_refusal(header, first)):
        assert refusal is None or refusal.isprintable()

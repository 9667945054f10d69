"""Media types: is this answer a page or a feed? By its header, and by its first bytes.

The header decides where it is clear; where it is missing, unknown or known to be misused,
the first bytes do, by the patterns of WHATWG MIME Sniffing. A binary file is found out in
any case: a PDF served as text/html is no page.
"""

from __future__ import annotations

import re
from enum import Enum, auto

from scraper.fetch.content_coding import gunzip, is_gzip
from scraper.fetch.reason_text import shown


class Declared(Enum):
    """What a Content-Type header says about an answer."""

    PAGE = auto()
    UNSURE = auto()
    OTHER = auto()


_PAGES = frozenset(
    {
        *("text/html", "application/xhtml+xml", "application/vnd.wap.xhtml+xml"),
        *("application/rss+xml", "application/atom+xml", "application/rdf+xml"),
        *("application/feed+json",),
    }
)
# Given by servers that do not know, or for feeds as well as for anything else.
_UNSURE = frozenset(
    {
        *("application/octet-stream", "binary/octet-stream", "application/unknown"),
        *("unknown/unknown", "application/binary", "text/plain", "application/force-download"),
        *("application/xml", "text/xml", "application/json", "text/json"),
        *("application/gzip", "application/x-gzip"),
    }
)
_TYPE = re.compile(r"\s*([\w!#$&^.+-]+/[\w!#$&^.+-]+)\s*(?:;|$)")

# WHATWG MIME Sniffing, 6 and 7.1: how a binary file begins.
_BINARY: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "application/pdf"),
    (b"%!PS-Adobe-", "application/postscript"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"PK\x03\x04", "application/zip"),
    (b"Rar!\x1a\x07", "application/x-rar-compressed"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/msword"),
    (b"\x1f\x8b", "application/gzip"),
    (b"ID3\x03", "audio/mpeg"),
    (b"ID3\x04", "audio/mpeg"),
    (b"OggS\x00", "application/ogg"),
    (b"fLaC", "audio/flac"),
    (b"\x1a\x45\xdf\xa3", "video/webm"),
    (b"wOFF", "font/woff"),
    (b"wOF2", "font/woff2"),
    (b"\x00asm", "application/wasm"),
    (b"\x7fELF", "application/x-executable"),
    (b"MZ\x90\x00", "application/x-msdownload"),
)
_RIFF = {b"WEBP": "image/webp", b"WAVE": "audio/wave", b"AVI ": "video/avi"}

# 7.1 again, but any element name will do: fragments of pages are pages to readers.
_MARKUP = re.compile(rb"[\s\x00]*(?:<!--|<!doctype|<\?xml|<[a-z][a-z0-9:-]*[\s/>])", re.IGNORECASE)
_XML_FEED = re.compile(rb"<(?:\w+:)?(?:rss|RDF|feed|urlset|sitemapindex)[\s>]")
_JSON_FEED = re.compile(rb"\s*\{.*jsonfeed\.org\\?/version", re.DOTALL)
_BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)


def media_type(content_type: str | None) -> str:
    """`text/html` out of ` Text/HTML; charset=x`; empty where there is none or it is broken."""
    match = _TYPE.match(content_type or "")
    return match.group(1).lower() if match else ""


def declared(content_type: str | None) -> Declared:
    """What the header alone says."""
    named = media_type(content_type)
    if named in _PAGES:
        return Declared.PAGE
    return Declared.UNSURE if not named or named in _UNSURE else Declared.OTHER


def header_refusal(content_type: str | None) -> str | None:
    """Why an answer with this header is no page, whatever its body, or None."""
    if declared(content_type) is Declared.OTHER:
        return f"{shown(media_type(content_type))} is not a page"
    return None


def body_refusal(content_type: str | None, first: bytes) -> str | None:
    """Why an answer that begins with the bytes `first` is no page, or None."""
    said = media_type(content_type)
    found = binary_type(first)
    if found == "application/gzip" and _is_packed_feed(first):
        return None
    if found is not None:
        return f"{found}, served as {shown(said) or 'nothing'}"
    if declared(content_type) is Declared.PAGE or not first.strip() or is_markup(first):
        return None
    if _JSON_FEED.match(first):
        return None
    return f"{shown(said)} is not a page" if said else "no media type, and not HTML"


def binary_type(first: bytes) -> str | None:
    """The media type of a binary file that begins with `first`, or None."""
    if first[:4] == b"RIFF":
        return _RIFF.get(first[8:12])
    if first[4:8] == b"ftyp":
        return "video/mp4"
    return next((name for magic, name in _BINARY if first.startswith(magic)), None)


def is_markup(first: bytes) -> bool:
    """Whether text that begins with `first` is HTML or XML."""
    return _MARKUP.match(_as_utf8(first)) is not None


def is_feed_start(first: bytes) -> bool:
    """Whether `first` holds the start of an XML feed or sitemap."""
    return _XML_FEED.search(_as_utf8(first)) is not None


def _as_utf8(first: bytes) -> bytes:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if first.startswith(mark):
            return first[len(mark) :].decode(encoding, "ignore").encode()
    return first


def _is_packed_feed(first: bytes) -> bool:
    return is_gzip(first) and is_feed_start(gunzip(first, max_bytes=4096))

"""Media types: is a response a page or a feed, by its header and its first bytes?

The header decides where it is unambiguous. Where it is missing, unknown or often misused, the
first bytes do, by the patterns of WHATWG MIME Sniffing. Binary files are recognised in any case:
a PDF served as text/html is not a page.
"""

from __future__ import annotations

import re
from enum import Enum, auto

from scraper.fetch.binary_type import binary_type
from scraper.fetch.content_coding import gunzip, is_gzip
from scraper.fetch.feed_xml import find_feed
from scraper.fetch.reason_text import printable


class Declared(Enum):
    """What a Content-Type header declares."""

    PAGE = auto()
    UNSURE = auto()
    FEED = auto()  # or nothing that is read: the types under which feeds are served are many
    OTHER = auto()


_PAGES = frozenset(
    {
        *("text/html", "application/xhtml+xml", "application/vnd.wap.xhtml+xml"),
        *("application/rss+xml", "application/atom+xml", "application/rdf+xml"),
        *("application/feed+json",),
    }
)
# Sent by servers that do not know the type, or used for feeds and for much else.
_UNSURE = frozenset(
    {
        *("application/octet-stream", "binary/octet-stream", "application/unknown"),
        *("unknown/unknown", "application/binary", "text/plain", "application/force-download"),
        *("application/xml", "text/xml", "application/json", "text/json"),
        *("application/gzip", "application/x-gzip"),
    }
)
# Never a feed, whatever the server is: not even the first bytes are read.
_OTHER = frozenset({"application/pdf", "application/wasm"})
_OTHER_KINDS = ("image/", "audio/", "video/", "font/", "model/")
_TYPE = re.compile(r"\s*([\w!#$&^.+-]+/[\w!#$&^.+-]+)\s*(?:;|$)")

# WHATWG MIME Sniffing, 7.1, but with any element name, as fragments of pages can be read too.
_MARKUP = re.compile(rb"[\s\x00]*(?:<!--|<!doctype|<\?xml|<[a-z][a-z0-9:-]*[\s/>])", re.IGNORECASE)
_HTML = frozenset({"text/html", "application/xhtml+xml"})
# Also behind what keeps other sites from running it as a script, or as the argument of a function.
_JSON = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:\)\]\}'?,?|for\s?\(;;\);|while\s?\(1\);|(?:/\*\*/)?[\w$.]{1,80}\()?\s*"
    rb"(?:\{\s*[\"}]|\[\s*[\[{\"\]])"
)
_JSON_STRING = re.compile(rb"\"(?:[^\"\\]|\\.)*+(?:\"|\Z)", re.DOTALL)
_PAGE_START = re.compile(rb"<(?:!doctype|html|head|body)\b", re.IGNORECASE)
_JSON_FEED = re.compile(rb"\s*\{.*jsonfeed\.org\\?/version", re.DOTALL)
_BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)


def media_type(content_type: str | None) -> str:
    """`text/html` for ` Text/HTML; charset=x`; empty where it is missing or malformed."""
    match = _TYPE.match(content_type or "")
    return match.group(1).lower() if match else ""


def declared(content_type: str | None) -> Declared:
    """What the header alone tells."""
    named = media_type(content_type)
    if named in _PAGES:
        return Declared.PAGE
    if not named or named in _UNSURE:
        return Declared.UNSURE
    is_other = named in _OTHER or named.startswith(_OTHER_KINDS)
    return Declared.OTHER if is_other else Declared.FEED


def header_refusal(content_type: str | None) -> str | None:
    """Why a response with this header is no page, whatever its body, or None."""
    if declared(content_type) is Declared.OTHER:
        return f"{printable(media_type(content_type))} is not a page"
    return None


def body_refusal(content_type: str | None, start: bytes) -> str | None:
    """Why a response whose body begins with `start` is no page, or None."""
    named = media_type(content_type)
    found = binary_type(start)
    if found == "application/gzip" and is_feed_start(start):
        return None
    if found is not None:
        return f"{found}, served as {printable(named) or 'nothing'}"
    if named in _HTML and _is_json(start) and not is_feed_start(start):
        return f"JSON, served as {named}"
    kind = declared(content_type)
    if kind is Declared.PAGE or not start.strip() or _JSON_FEED.match(start):
        return None
    is_accepted = is_feed_start(start) if kind is Declared.FEED else is_markup(start)
    if is_accepted:
        return None
    return f"{printable(named)} is not a page" if named else "no media type, and not HTML"


def _is_json(start: bytes) -> bool:
    """Whether `start` is that of a JSON document, and not of a page with a stray one before it."""
    if _JSON.match(start) is None:
        return False
    return _PAGE_START.search(_JSON_STRING.sub(b"", start)) is None


def is_markup(start: bytes) -> bool:
    """Whether text that begins with `start` is HTML or XML."""
    return _MARKUP.match(_as_utf8(start)) is not None


def is_feed_start(start: bytes) -> bool:
    """Whether `start` is that of a feed or sitemap, compressed or not."""
    if is_gzip(start):
        # chosen so that comments may precede the root element of the feed
        start = gunzip(start, max_bytes=4096)
    return _JSON_FEED.match(start) is not None or find_feed(start, is_html=False) is not None


def _as_utf8(start: bytes) -> bytes:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if start.startswith(mark):
            return start[len(mark) :].decode(encoding, "ignore").encode()
    return start

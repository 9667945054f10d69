"""Feeds and sitemaps to the URLs they list, newest first.

RSS 0.9x, 1.0 and 2.0, Atom, JSON Feed, sitemaps, and sitemap indexes, whose sitemaps are listed.
Of a malformed document, what can be read is used.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urljoin

import msgspec

from scraper.errors import UrlError
from scraper.fetch.content_coding import gunzip, is_gzip
from scraper.fetch.content_type import media_type
from scraper.fetch.feed_entry import FeedEntry, feed_date
from scraper.fetch.feed_xml import FIRST_BYTES, find_feed, xml_entries
from scraper.models import Page
from scraper.urls import parse_url

# sitemaps.org: a sitemap is at most 50 MiB uncompressed. More is not read.
MAX_BYTES = 50 * 1024 * 1024

_BROKEN_LINE = re.compile(r"\s*[\t\r\n]\s*")  # within an address
_NO_FEEDS = frozenset({"text/html", "application/xhtml+xml"})
_SPARE = 1000  # URLs that are kept beyond the limit before the oldest are dropped


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """What a feed or sitemap lists: absolute http(s) URLs, newest first, undated ones last in the
    order of the feed. Those of an index are sitemaps. `entry_count` counts all entries, those
    without such a URL too.
    """

    urls: tuple[str, ...]
    is_index: bool = False
    entry_count: int = 0


def may_be_feed(page: Page) -> bool:
    """Whether `page` begins as a feed or sitemap does, or as JSON: only then is it parsed."""
    start = page.body[:FIRST_BYTES]
    if is_gzip(start):
        start = gunzip(start, max_bytes=FIRST_BYTES)
    return _may_be_json(page, start) or find_feed(start, is_html=_is_html(page)) is not None


def parse_feed(page: Page, *, limit: int) -> Feed | None:
    """The feed or sitemap that `page` is, its newest `limit` URLs; None where it is neither."""
    body = page.body
    if is_gzip(body):
        body = gunzip(body, max_bytes=MAX_BYTES)
    if _may_be_json(page, body):
        found = _json_entries(body)
        return None if found is None else _feed(found, page.final_url, limit)
    document = find_feed(body, is_html=_is_html(page))
    if document is None:
        return None
    is_index = document.root == "sitemapindex"
    return _feed(xml_entries(document), page.final_url, limit, is_index=is_index)


def _feed(entries: Iterable[FeedEntry], base: str, limit: int, *, is_index: bool = False) -> Feed:
    """The newest entries, in memory that does not grow with their number."""
    kept: list[FeedEntry] = []
    oldest: datetime | None = None  # of the newest `limit` so far: older ones are not needed
    count = 0
    for entry in entries:
        count += 1
        if not entry.url or (oldest is not None and entry.when <= oldest):
            continue
        kept.append(entry)
        if len(kept) > 2 * limit + _SPARE:
            kept = list(_newest(kept, base, limit).values())
            oldest = kept[-1].when if kept and len(kept) == limit else None
    return Feed(urls=tuple(_newest(kept, base, limit)), is_index=is_index, entry_count=count)


def _newest(entries: list[FeedEntry], base: str, limit: int) -> dict[str, FeedEntry]:
    """The `limit` newest entries by their absolute URLs, of which only so many are parsed."""
    found: dict[str, FeedEntry] = {}
    for entry in sorted(entries, key=lambda entry: entry.when, reverse=True):
        if len(found) == limit:
            break
        if url := _absolute(entry, base):
            found.setdefault(url, entry)
    return found


def _absolute(entry: FeedEntry, base: str) -> str:
    """The URL of an entry; empty where it has none of http(s)."""
    url = _BROKEN_LINE.sub("", entry.url.strip()).replace(" ", "%20")
    url = f"//{url}" if url.lower().startswith("www.") else url
    try:
        return parse_url(urljoin(_base(entry, base), url))
    except (UrlError, ValueError):
        return ""


def _base(entry: FeedEntry, base: str) -> str:
    """What the URL of an entry is relative to: its xml:base, if that is an address."""
    try:
        return parse_url(urljoin(base, entry.base)) if entry.base else base
    except (UrlError, ValueError):
        return base


def _is_html(page: Page) -> bool:
    return media_type(page.header("content-type")) in _NO_FEEDS


# --- JSON Feed 1.1 -----------------------------------------------------------------------


def _may_be_json(page: Page, body: bytes) -> bool:
    return body[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and (
        not _is_html(page) or b"jsonfeed.org" in body[:FIRST_BYTES]
    )


def _json_entries(body: bytes) -> list[FeedEntry] | None:
    try:
        data = _json(body.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, dict) or "jsonfeed.org/version" not in str(data.get("version")):
        return None
    items = data.get("items")
    return [_json_entry(item) for item in (items if isinstance(items, list) else [])]


def _json(body: bytes) -> object:
    """The JSON that `body` begins with, also where a value is none of JSON (NaN, a number of
    thousands of digits, half a surrogate) or something follows, such as a comment of a cache.

    Raises ValueError and RecursionError.
    """
    try:
        return msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError):
        decoder = json.JSONDecoder(strict=False, parse_int=float)
        return decoder.raw_decode(body.decode("utf-8", "replace").lstrip())[0]


def _json_entry(item: object) -> FeedEntry:
    if not isinstance(item, dict):
        return FeedEntry(url="")
    url = item.get("url") or item.get("external_url")
    when = feed_date(item.get("date_published") or item.get("date_modified"))
    return FeedEntry(url=url if isinstance(url, str) else "", when=when)

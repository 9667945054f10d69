"""Feeds and sitemaps to the URLs they list, newest first.

RSS 0.9x, 1.0 and 2.0, Atom, JSON Feed, sitemaps, and sitemap indexes, whose sitemaps are listed.
Of a malformed document, what can be read is used. Entities are not expanded and nothing is loaded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

import msgspec
from lxml import etree

from scraper.errors import UrlError
from scraper.fetch.content_coding import gunzip, is_gzip
from scraper.fetch.content_type import media_type
from scraper.models import Page
from scraper.urls import parse_url

# sitemaps.org: a sitemap is at most 50 MiB uncompressed. More is not decompressed.
MAX_BYTES = 50 * 1024 * 1024

_ROOTS = frozenset({"rss", "RDF", "feed", "urlset", "sitemapindex"})
# Atomic groups: matching a page with thousands of comments must not backtrack.
_ROOT = re.compile(
    rb"(?>\s|\x00|\xef\xbb\xbf|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>)*+"
    rb"<(?:\w+:)?(\w+)[\s>]",
    re.DOTALL,
)
_NO_FEEDS = frozenset({"text/html", "application/xhtml+xml"})
# A feed that follows something else, such as a PHP warning.
_STRAY_START = re.compile(rb"<\?xml\b[^<>]*>\s*<(?:\w+:)?(?:rss|RDF|feed|urlset|sitemapindex)[\s>]")
# Where the root element is looked for. Chosen so that comments and a DOCTYPE may precede it.
_FIRST_BYTES = 8192
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_UNDATED = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """One entry: its URL as written, and when it was published or changed, if that is given."""

    url: str
    when: datetime = _UNDATED
    is_sitemap: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """What a feed or sitemap lists: absolute http(s) URLs, newest first, undated ones last in the
    order of the feed. Those of an index are sitemaps.
    """

    urls: tuple[str, ...]
    is_index: bool = False


def parse_feed(page: Page, *, limit: int) -> Feed | None:
    """The feed or sitemap that `page` is, its newest `limit` URLs; None where it is neither."""
    body = page.body
    if is_gzip(body):
        body = gunzip(body, max_bytes=MAX_BYTES)
    entries = _json_entries(body) if _may_be_json(page, body) else _xml_entries(page, body)
    if entries is None:
        return None
    newest_first = sorted(entries, key=lambda entry: entry.when, reverse=True)
    urls = dict.fromkeys(_absolute(newest_first, page.final_url))
    return Feed(urls=tuple(urls)[:limit], is_index=any(entry.is_sitemap for entry in entries))


def _absolute(entries: Iterable[FeedEntry], base: str) -> Iterator[str]:
    for entry in entries:
        try:
            yield parse_url(urljoin(base, entry.url.strip()))
        except (UrlError, ValueError):
            continue


# --- JSON Feed 1.1 -----------------------------------------------------------------------


def _may_be_json(page: Page, body: bytes) -> bool:
    is_html = media_type(page.header("content-type")) == "text/html"
    return body[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and not is_html


def _json_entries(body: bytes) -> list[FeedEntry] | None:
    try:
        data = msgspec.json.decode(body.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return None
    if not isinstance(data, dict) or "jsonfeed.org/version" not in str(data.get("version")):
        return None
    items = data.get("items")
    return [
        FeedEntry(url=url, when=_when(item.get("date_published") or item.get("date_modified")))
        for item in (items if isinstance(items, list) else [])
        if isinstance(item, dict)
        and isinstance(url := item.get("url") or item.get("external_url"), str)
    ]


# --- XML ---------------------------------------------------------------------------------


def _xml_entries(page: Page, body: bytes) -> list[FeedEntry] | None:
    document = _from_root(page, body)
    if document is None:
        return None
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(document, parser)
    except etree.XMLSyntaxError:
        return []
    return [] if root is None else list(_entries(root))


def _from_root(page: Page, body: bytes) -> bytes | None:
    """The document, without what a server put before it; None where it is no feed."""
    start = body[:_FIRST_BYTES]
    if start.startswith(_UTF16_MARKS):
        start = start.decode("utf-16", "ignore").encode()
    match = _ROOT.match(start)
    if match and match.group(1).decode("ascii", "replace") in _ROOTS:
        return body.lstrip() if body[:1].isspace() else body
    if match and media_type(page.header("content-type")) in _NO_FEEDS:
        return None
    found = _STRAY_START.search(start)
    return body[found.start() :] if found else None


def _entries(root: etree._Element) -> Iterator[FeedEntry]:
    for element in root.iter("{*}item", "{*}entry", "{*}url", "{*}sitemap"):
        url = _link(element)
        if url:
            is_sitemap = _name(element) == "sitemap"
            yield FeedEntry(url=url, when=_newest_date(element), is_sitemap=is_sitemap)


def _link(element: etree._Element) -> str:
    if _name(element) in {"url", "sitemap"}:
        return _child_text(element, "loc")
    if _name(element) == "entry":
        return _atom_link(element)
    return _child_text(element, "link") or _permalink(element) or _about(element)


def _atom_link(entry: etree._Element) -> str:
    """RFC 4287, 4.2.7: the link whose `rel` is alternate, which is also the default."""
    for link in entry.iterchildren("{*}link"):
        if link.get("rel", "alternate") == "alternate" and link.get("href"):
            return urljoin(link.base or "", str(link.get("href")))
    return ""


def _permalink(item: etree._Element) -> str:
    """RSS 2.0: a guid is a URL unless it has isPermaLink="false"."""
    for guid in item.iterchildren("{*}guid"):
        if guid.get("isPermaLink", "true").lower() == "true":
            return _text(guid)
    return ""


def _about(item: etree._Element) -> str:
    return next((str(v) for k, v in item.attrib.items() if str(k).endswith("}about")), "")


_DATES = ("pubDate", "published", "date", "lastmod", "publication_date", "updated", "modified")


def _newest_date(element: etree._Element) -> datetime:
    """The date in the first of _DATES that the element has and that can be read."""
    found = {_name(child): _text(child) for child in element.iter("{*}*")}
    dates = (_when(found[name]) for name in _DATES if name in found)
    return next((when for when in dates if when != _UNDATED), _UNDATED)


def _when(text: object) -> datetime:
    """A date of RFC 822 or ISO 8601, aware; _UNDATED where it is neither."""
    if not isinstance(text, str) or not text.strip():
        return _UNDATED
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            when = parse(text.strip())
        except ValueError:
            continue
        return when if when.tzinfo else when.replace(tzinfo=UTC)
    return _UNDATED


def _child_text(element: etree._Element, name: str) -> str:
    return next((_text(c) for c in element.iterchildren(f"{{*}}{name}") if _text(c)), "")


def _text(element: etree._Element) -> str:
    """Its text, without entities, which are not expanded."""
    return "".join(map(str, element.itertext("*"))).strip()


def _name(element: etree._Element) -> str:
    return str(etree.QName(element).localname)

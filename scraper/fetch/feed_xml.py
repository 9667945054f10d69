"""The entries of RSS, Atom and sitemaps. Pure.

Feeds are often not well-formed: a bare `&`, prefixes that are not declared, text before the root
element, no end. What can be read is used. A document is parsed in pieces, and each entry is freed
once it is read, so that a sitemap of 50 MiB needs no tree of its size. Entities are not expanded
and nothing is loaded.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from lxml import etree

from scraper.fetch.feed_entry import UNDATED, FeedEntry, feed_date

# The entries of each root element.
_ENTRIES = {
    "rss": frozenset({"item", "entry"}),
    "RDF": frozenset({"item", "entry"}),
    "feed": frozenset({"item", "entry"}),
    "urlset": frozenset({"url"}),
    "sitemapindex": frozenset({"sitemap"}),
}
_LISTED = _ENTRIES["urlset"] | _ENTRIES["sitemapindex"]
# Atomic groups: matching a page with thousands of comments must not backtrack.
_ROOT = re.compile(
    rb"(?>\s|\x00|\xef\xbb\xbf|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>)*+"
    rb"<(?:\w+:)?(\w+)[\s>]",
    re.DOTALL,
)
# A feed that follows something else, such as a PHP warning.
_STRAY_START = re.compile(rb"<\?xml\b[^<>]*>\s*<(?:\w+:)?(rss|RDF|feed|urlset|sitemapindex)[\s>]")
# Where the root element is looked for. Chosen so that comments and a DOCTYPE may precede it.
FIRST_BYTES = 8192
_UTF16 = (
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
    (b"<\x00", "utf-16-le"),
    (b"\x00<", "utf-16-be"),
)
# Declared of a text in which this can be read, and which is so not in it.
_FALSE_ENCODING = re.compile(
    rb"<\?xml\b[^<>]*\bencoding\s*=\s*[\"'](?:utf|ucs)-?(?:16|32|[24])", re.IGNORECASE
)
# XML 1.0, 4.1 and 4.6: any other `&` is an error, which the parser would remove with its name.
_STRAY_AMPERSAND = re.compile(
    rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-fA-F]+);)", re.DOTALL
)
_PIECE = 1 << 16  # bytes that are parsed before their entries are read
_ALTERNATE = frozenset({"alternate", "http://www.iana.org/assignments/relation/alternate"})
_PAGES = frozenset({"", "text/html", "application/xhtml+xml"})
_WEB = re.compile(r"(?!\w[\w+.-]*:)|https?:", re.IGNORECASE)  # a relative URL, or of http(s)
_PERMALINK = re.compile(r"https?:|/", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedDocument:
    """An XML feed that is not parsed yet: its root element, and its bytes from the start of the
    document. `encoding` is empty where the document declares it.
    """

    root: str
    content: bytes
    encoding: str = ""


def find_feed(body: bytes, *, is_html: bool) -> FeedDocument | None:
    """The XML feed that `body` is, None where it is none. Only its first bytes are looked at.

    `is_html` says that it was served as HTML: a feed in the middle of it is then a quotation.
    """
    encoding = next((name for mark, name in _UTF16 if body.startswith(mark)), "")
    is_utf8 = bool(encoding) or _FALSE_ENCODING.search(body[:FIRST_BYTES]) is not None
    start = body[:FIRST_BYTES]
    start = start.decode(encoding, "ignore").encode("utf-8", "ignore") if encoding else start
    match = _ROOT.match(start)
    if match is None or match[1].decode("ascii", "replace") not in _ENTRIES:
        if match is not None and is_html:
            return None
        match = _STRAY_START.search(start)
    if match is None:
        return None
    root = match[1].decode("ascii")
    if encoding:
        body = body.decode(encoding, "replace").encode("utf-8", "replace")
    is_stray = match.re is _STRAY_START
    content = body[match.start() :] if is_stray else body.lstrip()
    return FeedDocument(root=root, content=content, encoding="utf-8" if is_utf8 else "")


def xml_entries(document: FeedDocument) -> Iterator[FeedEntry]:
    """The entries of a feed in its order, those without a URL too."""
    names = _ENTRIES[document.root]
    previous: etree._Element | None = None
    for element in _elements(document):
        prefix, name = _prefix_and_name(element)
        if name not in names:
            continue
        yield _entry(element, name, prefix)
        element.clear()
        # The parser may still add to the element that it has read last.
        if previous is not None and (parent := previous.getparent()) is not None:
            parent.remove(previous)
        previous = element


def _elements(document: FeedDocument) -> Iterator[etree._Element]:
    """The elements as they end, and then those that do not end."""
    parser: etree.XMLPullParser = etree.XMLPullParser(
        events=("end",),
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=True,  # else an entry that is too long or too deep takes those after it with it
        encoding=document.encoding or None,
    )
    content = _STRAY_AMPERSAND.sub(_escaped, document.content)
    try:
        for start in range(0, len(content), _PIECE):
            parser.feed(content[start : start + _PIECE])
            for _, element in parser.read_events():
                yield element
        root = parser.close()
    except etree.XMLSyntaxError:
        return
    for _, element in parser.read_events():
        yield element
    if root is not None:
        yield from [each for each in root.iter(etree.Element) if len(each)]


def _escaped(match: re.Match[bytes]) -> bytes:
    return b"&amp;" if match[0] == b"&" else match[0]


def _entry(element: etree._Element, name: str, prefix: str) -> FeedEntry:
    if name in _LISTED:
        return _listed(element, prefix)
    children: dict[str, list[etree._Element]] = {}
    for child in element.iterchildren(etree.Element):
        child_prefix, child_name = _prefix_and_name(child)
        is_own = child_prefix in {"", prefix}
        children.setdefault(child_name if is_own else f"{child_prefix}:{child_name}", []).append(
            child
        )
    url, base = _atom_link(children) if name == "entry" else _rss_link(element, children)
    return FeedEntry(url=url, base=base, when=_newest_date(element))


def _listed(element: etree._Element, prefix: str) -> FeedEntry:
    """The entry of a sitemap, which has 50,000 of them: each of its elements is read once."""
    url = base = ""
    dates: dict[str, str] = {}
    for child in element.iter(etree.Element):
        child_prefix, name = _prefix_and_name(child)
        if name in _DATES:
            dates[name] = child.text or ""
        elif name == "loc" and not url and child_prefix in {"", prefix}:
            if child.getparent() is not element:
                continue  # that of an image
            url, base = _text(child), child.base or ""
    return FeedEntry(url=url, base=base, when=_first_date(dates))


Found = tuple[str, str]  # a URL, and the xml:base at its place; empty where there is none
_NOTHING: Found = ("", "")


def _rss_link(item: etree._Element, children: dict[str, list[etree._Element]]) -> Found:
    """RSS 2.0: a guid is a URL unless it has isPermaLink="false", or is a number all the same."""
    link = _first_text(children, "link")
    if link[0]:
        return link
    for guid in children.get("guid", ()):
        url = _text(guid)
        if guid.get("isPermaLink", "true").strip().lower() == "true" and _PERMALINK.match(url):
            return url, guid.base or ""
    about = next((str(v) for k, v in item.attrib.items() if str(k).endswith("}about")), "")
    return (about, item.base or "") if about else _atom_link(children)


def _atom_link(children: dict[str, list[etree._Element]]) -> Found:
    """RFC 4287, 4.2.7: the link whose `rel` is alternate, which is also the default. An entry may
    have several, of other media types and for other programs: a page comes first.
    """
    links = [*children.get("link", ()), *children.get("atom:link", ())]
    found = [
        (_address(link.get("href", "")), link.base or "")
        for link in sorted(links, key=lambda link: not _is_page(link))
        if _is_alternate(link)
    ]
    web = ((url, base) for url, base in found if url and _WEB.match(url))
    return next(web, None) or _first_text(children, "link")


def _is_alternate(link: etree._Element) -> bool:
    relations = link.get("rel", "").lower().split()
    return not relations or not _ALTERNATE.isdisjoint(relations)


def _is_page(link: etree._Element) -> bool:
    return link.get("type", "").partition(";")[0].strip().lower() in _PAGES


_DATES = ("pubDate", "published", "date", "lastmod", "publication_date", "updated", "modified")


def _newest_date(element: etree._Element) -> datetime:
    """The date in the first of _DATES that the element has and that can be read."""
    found: dict[str, str] = {}
    for child in element.iter(etree.Element):
        name = _prefix_and_name(child)[1]
        if name in _DATES:
            found[name] = child.text or ""
    return _first_date(found)


def _first_date(found: dict[str, str]) -> datetime:
    dates = (feed_date(found[name]) for name in _DATES if name in found)
    return next((when for when in dates if when != UNDATED), UNDATED)


def _first_text(children: dict[str, list[etree._Element]], name: str) -> Found:
    texts = ((_text(child), child.base or "") for child in children.get(name, ()))
    return next(((text, base) for text, base in texts if text), _NOTHING)


def _text(element: etree._Element) -> str:
    text = "".join(map(str, element.itertext("*"))) if len(element) else element.text
    return _address(text or "")


_ESCAPED = re.compile(r"&(?:amp|#\d{1,7}|#x[\da-f]{1,6});", re.IGNORECASE)


def _address(text: str) -> str:
    """An address that was escaped twice, once more unescaped: no URL is meant to have `&amp;`."""
    if "&" in text:
        text = _ESCAPED.sub(lambda match: html.unescape(match[0]), text)
    return text.strip()


def _prefix_and_name(element: etree._Element) -> tuple[str, str]:
    """The local name, and before it the prefix if that is not declared; empty where it is."""
    return _split(str(element.tag))


@lru_cache(maxsize=256)
def _split(tag: str) -> tuple[str, str]:
    prefix, _, name = tag.rpartition("}")[2].rpartition(":")
    return prefix, name

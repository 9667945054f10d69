"""`<meta>`, `<link>`, `<title>` and `<html lang>` -> candidates."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from selectolax.lexbor import LexborNode

from scraper.extraction.metadata.candidates import Candidate
from scraper.extraction.metadata.canonical import IN_BODY
from scraper.extraction.metadata.people import given_first, without_by

# name or property of a <meta> -> (field, confidence)
_FIELDS = {
    "og:title": ("title", 0.85),
    "twitter:title": ("title", 0.75),
    "dc.title": ("title", 0.7),
    "citation_title": ("title", 0.9),
    "parsely-title": ("title", 0.85),
    "sailthru.title": ("title", 0.8),
    "bepress_citation_title": ("title", 0.85),
    "eprints.title": ("title", 0.8),
    "author": ("authors", 0.8),
    "article:author": ("authors", 0.75),
    "article:author_name": ("authors", 0.8),
    "og:article:author": ("authors", 0.75),
    "parsely-author": ("authors", 0.85),
    "sailthru.author": ("authors", 0.85),
    "citation_author": ("authors", 0.9),
    "dc.creator": ("authors", 0.75),
    "dcterms.creator": ("authors", 0.75),
    "citation_authors": ("authors", 0.85),
    "bepress_citation_author": ("authors", 0.9),
    "eprints.creators_name": ("authors", 0.85),
    "authors": ("authors", 0.75),
    "article.author": ("authors", 0.75),
    "article:authors": ("authors", 0.75),
    "article_author": ("authors", 0.75),
    "articleauthor": ("authors", 0.75),
    "author_name": ("authors", 0.75),
    "author-name": ("authors", 0.75),
    "authorname": ("authors", 0.75),
    "cxenseparse:author": ("authors", 0.8),
    "shareaholic:article_author_name": ("authors", 0.8),
    "byl": ("authors", 0.85),
    "creator": ("authors", 0.6),
    "article:published_time": ("published", 0.9),
    "og:article:published_time": ("published", 0.9),
    "og:published_time": ("published", 0.85),
    "datepublished": ("published", 0.85),
    "date": ("published", 0.65),
    "pubdate": ("published", 0.8),
    "publish_date": ("published", 0.8),
    "published": ("published", 0.75),
    "published_date": ("published", 0.8),
    "published-date": ("published", 0.8),
    "publishdate": ("published", 0.8),
    "published_time": ("published", 0.8),
    "date_published": ("published", 0.8),
    "dateposted": ("published", 0.75),
    "originalpublicationdate": ("published", 0.8),
    "publish-date": ("published", 0.8),
    "publication_date": ("published", 0.8),
    "article.published": ("published", 0.85),
    "parsely-pub-date": ("published", 0.85),
    "sailthru.date": ("published", 0.8),
    "citation_publication_date": ("published", 0.8),
    "citation_date": ("published", 0.75),
    "citation_online_date": ("published", 0.75),
    "bepress_citation_date": ("published", 0.7),
    "bepress_citation_online_date": ("published", 0.8),
    "eprints.date": ("published", 0.7),
    "prism.publicationdate": ("published", 0.8),
    "article:published": ("published", 0.85),
    "shareaholic:article_published_time": ("published", 0.8),
    "og:release_date": ("published", 0.75),
    "article_date_original": ("published", 0.8),
    "iso-8601-publish-date": ("published", 0.85),
    "displaydate": ("published", 0.7),
    "dc.issued": ("published", 0.75),
    "dc.date.created": ("published", 0.7),
    "dcterms.available": ("published", 0.65),
    "dc.date": ("published", 0.65),
    "dc.date.issued": ("published", 0.8),
    "dcterms.issued": ("published", 0.8),
    "dcterms.created": ("published", 0.7),
    "dcterms.date": ("published", 0.65),
    "cxenseparse:recs:publishtime": ("published", 0.8),
    "article:modified_time": ("modified", 0.9),
    "og:article:modified_time": ("modified", 0.9),
    "og:updated_time": ("modified", 0.7),
    "datemodified": ("modified", 0.85),
    "lastmod": ("modified", 0.7),
    "last-modified": ("modified", 0.6),
    "dcterms.modified": ("modified", 0.8),
    "dc.date.modified": ("modified", 0.8),
    "description": ("description", 0.8),
    "og:description": ("description", 0.85),
    "twitter:description": ("description", 0.7),
    "dc.description": ("description", 0.6),
    "og:site_name": ("site_name", 0.95),
    "application-name": ("site_name", 0.6),
    "al:android:app_name": ("site_name", 0.3),
    "article:section": ("section", 0.9),
    "parsely-section": ("section", 0.85),
    "article:tag": ("tags", 0.9),
    "keywords": ("tags", 0.6),
    "news_keywords": ("tags", 0.8),
    "parsely-tags": ("tags", 0.7),
    "og:image": ("image", 0.9),
    "og:image:url": ("image", 0.9),
    "og:image:secure_url": ("image", 0.9),
    "twitter:image": ("image", 0.8),
    "twitter:image:src": ("image", 0.8),
    "og:url": ("canonical_url", 0.7),
    "og:locale": ("language", 0.6),
    "content-language": ("language", 0.6),
    "language": ("language", 0.5),
    "dc.language": ("language", 0.6),
    "dcterms.license": ("license", 0.8),
    "dc.rights": ("license", 0.3),
    "article:content_tier": ("free_access", 0.8),
    "og:type": ("types", 0.8),
}
# These name one author each, whose family name often comes first.
_INVERTED = frozenset({"citation_author", "bepress_citation_author", "eprints.creators_name"})
# What other sites call it; "w-published-date", "sailthru.publish_time".
_PUBLISHED = re.compile(r"(?:^|[-_.:])publi(?:sh(?:ed)?|cation)[-_.:]?(?:date|time|on|at)$")
_LINKS = {"canonical": ("canonical_url", 0.95), "license": ("license", 0.9)}


# The properties of Parse.ly's JSON in <meta name="parsely-page">.
_PARSELY = {
    "title": "title",
    "author": "authors",
    "authors": "authors",
    "pub_date": "published",
    "section": "section",
    "tags": "tags",
    "image_url": "image",
}


def meta_candidates(tags: Iterable[dict[str, str | None]]) -> Iterator[Candidate]:
    """What a page's `<meta>` elements offer, given their attributes in order."""
    cards: dict[str, str] = {}
    for attributes in tags:
        name = (attributes.get("name") or attributes.get("property") or "").lower()
        content = attributes.get("content") or attributes.get("value") or ""
        if name.startswith(("twitter:label", "twitter:data")):
            cards[name] = content
        elif name == "parsely-page":
            yield from _parsely(content)
        else:
            yield from _meta_candidate(attributes, content)
    yield from _card_authors(cards)


def _card_authors(cards: dict[str, str]) -> Iterator[Candidate]:
    """The author on a Twitter card, recognised by its label in the page's language."""
    for name, label in cards.items():
        value = cards.get(name.replace("label", "data"), "")
        if "label" in name and value and label and not without_by(f"{label.strip()} ").strip(" :"):
            yield Candidate("authors", value, "meta:twitter:data", 0.7)


def _parsely(content: str) -> Iterator[Candidate]:
    try:
        page = json.loads(content)
    except (ValueError, RecursionError):
        return
    for name, field in _PARSELY.items() if isinstance(page, dict) else ():
        value = page.get(name)
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, str):
                yield Candidate(field, item, "meta:parsely-page", 0.8)


def _meta_candidate(attributes: dict[str, str | None], content: str) -> Iterator[Candidate]:
    """What one `<meta>` offers; several for a list of keywords."""
    if not content:
        return
    for attribute in ("property", "name", "itemprop", "http-equiv"):
        name = (attributes.get(attribute) or "").strip().lower()
        found = _FIELDS.get(name)
        if found is None and "publi" in name and _PUBLISHED.search(name):
            found = ("published", 0.6)
        if found is None:
            continue
        field, sure = found
        values = re.split(r"[,;|]", content) if field == "tags" else [content]
        if name in _INVERTED:
            values = [given_first(content)]
        for value in values:
            yield Candidate(field, value, f"meta:{name}", sure)
        return


def link_candidate(node: LexborNode) -> Iterator[Candidate]:
    """What one `<link rel href>` offers."""
    attributes = node.attributes
    href = attributes.get("href")
    if href:
        for rel in (attributes.get("rel") or "").lower().split():
            if rel in _LINKS:
                field, sure = _LINKS[rel]
                in_body = rel == "canonical" and (node.parent is None or node.parent.tag != "head")
                source = IN_BODY if in_body else f"link:{rel}"
                yield Candidate(field, href, source, 0.6 if in_body else sure)

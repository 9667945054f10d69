"""JSON-LD -> candidates: the values of the article among a page's schema.org nodes.

Graphs, `@id` references, arrays and several scripts are read; so is the broken JSON that
templates write (comments, CDATA, raw line ends in strings, trailing commas).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any, TypeGuard

from selectolax.lexbor import LexborHTMLParser

from scraper.extraction.metadata.candidates import Candidate
from scraper.extraction.metadata.page_identity import PageIdentity

Node = dict[str, Any]

_ARTICLES = frozenset(
    """Article NewsArticle BlogPosting Report ScholarlyArticle TechArticle AnalysisNewsArticle
    OpinionNewsArticle ReviewNewsArticle BackgroundNewsArticle AdvertiserContentArticle
    SatiricalArticle LiveBlogPosting SocialMediaPosting DiscussionForumPosting Review Recipe
    HowTo QAPage MedicalWebPage""".split()
)
_PAGES = frozenset({"WebPage", "ItemPage", "AboutPage", "FAQPage", "CreativeWork"})
_MEDIA = frozenset({"VideoObject", "AudioObject"})
_WRAPPER = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|"
                      r"(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>)\s*;?\s*$")  # fmt: skip
# A string, which stays, or a comment of JavaScript; those without an end go on to that of the text.
_COMMENT = re.compile(r'("(?:[^"\\]++|\\.)*+(?:"|\Z|\\\Z))|/\*.*?(?:\*/|\Z)|//[^\n]*', re.DOTALL)
_TRAILING = re.compile(r",\s*(?=[}\]])")
_DEEPEST = 12
_TAG = re.compile(r"<[^<>]*>")
_LONGEST = 200_000  # characters


def json_ld_scripts(tree: LexborHTMLParser) -> list[str]:
    """The texts of a page's JSON-LD scripts, as they were parsed."""
    return [node.text() for node in tree.css('script[type*="ld+json" i]')]


def parse_json_ld(texts: Iterable[str]) -> list[Node]:
    """All nodes of all scripts, in order. What is no JSON even after mending is left out."""
    nodes: list[Node] = []
    for text in texts:
        nodes.extend(_nodes(_loads(text), 0))
    return nodes


def _loads(text: str) -> Any:
    text = _WRAPPER.sub("", text).strip()
    for mend in (str, _without_comments):
        try:
            return json.loads(mend(text), strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _without_comments(text: str) -> str:
    """`text` without JavaScript's comments and without commas that nothing follows."""
    return _TRAILING.sub("", _COMMENT.sub(lambda match: match[1] or " ", text)).strip()


def _nodes(value: Any, depth: int) -> Iterator[Node]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _nodes(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for name in ("@graph", "mainEntity", "mainEntityOfPage", "itemReviewed"):
            yield from _nodes(value.get(name), depth + 1)


def json_ld_candidates(
    nodes: list[Node], url: str = "", titles: Iterable[str] = ()
) -> Iterator[Candidate]:
    """The values of the article's node and, with lower confidence, those of the page's node.

    Of several articles the page's own is the one that has its address (`url`) or one of its
    `titles`, else the first.
    """
    by_id = {
        node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1
    }
    typed = [(node, _types(node)) for node in nodes]
    known = PageIdentity(url, titles)
    articles = [node for node, kinds in typed if kinds & _ARTICLES] or _inner_articles(nodes, known)
    if articles:
        article = max(articles, key=known.match) if len(articles) > 1 else articles[0]
        yield from _article(article, by_id, 0.55 if known.excludes(article) else 0.95)
    for kinds_of, sure in ((_PAGES, 0.6), (_MEDIA, 0.45)):
        if page := next((node for node, kinds in typed if kinds & kinds_of), None):
            yield from _article(page, by_id, sure)
    for node, kinds in typed:
        if "WebSite" in kinds:
            yield from _texts(node, "name", "site_name", 0.7)
        for kind in sorted(kinds):
            yield Candidate("types", kind, "json-ld:@type", 0.9)


def _inner_articles(nodes: Iterable[Node], known: PageIdentity) -> list[Node]:
    """The article that a blog or a collection holds, where it holds one alone or the page's own."""
    parts = (node.get(name) for node in nodes for name in ("blogPost", "blogPosts", "hasPart"))
    inner = [node for part in parts for node in _nodes(part, 1) if _types(node) & _ARTICLES]
    return inner if len(inner) == 1 else [node for node in inner if known.match(node)][:1]


def stated_text(nodes: Iterable[Node]) -> str:
    """The longest text that a node gives as its article's or review's, without tags."""
    values = (node.get(name) for node in nodes for name in ("articleBody", "reviewBody"))
    text = max((value for value in values if isinstance(value, str)), key=len, default="")
    return " ".join(_TAG.sub(" ", unescape(text[:_LONGEST])).split())


def _types(node: Node) -> set[str]:
    kind = node.get("@type")
    kinds = kind if isinstance(kind, list) else [kind]
    return {k.rpartition("/")[2] for k in kinds if isinstance(k, str)}


def _article(node: Node, by_id: dict[str, Node], sure: float) -> Iterator[Candidate]:
    yield from _texts(node, "headline", "title", sure)
    if sure > 0.9:
        yield from _texts(node, "name", "title", 0.7)
        yield from _texts(node, "alternativeHeadline", "title", 0.4)
    for name, field in (
        ("datePublished", "published"),
        ("dateModified", "modified"),
        ("description", "description"),
        ("articleSection", "section"),
        ("inLanguage", "language"),
        ("license", "license"),
        ("isAccessibleForFree", "free_access"),
    ):
        yield from _texts(node, name, field, sure)
    yield from _texts(node, "dateCreated", "published", sure - 0.3)
    for author in _people(node.get("author") or node.get("creator"), by_id):
        yield Candidate("authors", author, "json-ld:author", sure)
    for name in _people(node.get("publisher"), by_id):
        yield Candidate("site_name", name, "json-ld:publisher.name", sure - 0.1)
    for tag in _tags(node.get("keywords")):
        yield Candidate("tags", tag, "json-ld:keywords", sure)
    for image in _addresses(node.get("image") or node.get("thumbnailUrl"), by_id):
        yield Candidate("image", image, "json-ld:image", sure - 0.1)


def _texts(node: Node, name: str, field: str, sure: float) -> Iterator[Candidate]:
    value = node.get(name)
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            item = item.get("name") or item.get("@value") or item.get("url")
        if isinstance(item, bool):
            item = str(item).lower()
        if isinstance(item, str | int | float):
            yield Candidate(field, str(item), f"json-ld:{name}", sure)


def _full_name(person: Node) -> Any:
    """A person's name, also where it is given in parts."""
    if name := person.get("name"):
        return name
    parts = (person.get(part) for part in ("givenName", "additionalName", "familyName"))
    return " ".join(part for part in parts if isinstance(part, str))


def _people(
    value: Any, by_id: dict[str, Node], depth: int = 0, followed: set[str] | None = None
) -> Iterator[str]:
    """Names of people or organisations: texts, nodes, references, and lists of these.

    A node is read once, however many references lead to it (`followed`): they may form a cycle.
    """
    followed = set() if followed is None else followed
    if depth > _DEEPEST:
        return
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, str):
            yield item
        elif isinstance(item, dict):
            reference = item.get("@id")
            if not (name := _full_name(item)) and _is_new(reference, followed):
                followed.add(reference)
                name = _full_name(by_id.get(reference, {}))
            if isinstance(name, str | list):
                yield from _people(name, by_id, depth + 1, followed)


def _is_new(reference: Any, followed: set[str]) -> TypeGuard[str]:
    return isinstance(reference, str) and reference not in followed


def _tags(value: Any) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, str):
            yield from re.split(r"[,;|]", item)
        elif isinstance(item, dict) and isinstance(item.get("name"), str):
            yield item["name"]


def _addresses(value: Any, by_id: dict[str, Node]) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, str):
            yield item
        elif isinstance(item, dict):
            node = by_id.get(item.get("@id") or "", item) if "url" not in item else item
            url = node.get("url") or node.get("contentUrl")
            if isinstance(url, str):
                yield url

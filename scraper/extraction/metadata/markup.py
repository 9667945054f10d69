"""Visible bylines, `<time>`, microdata and RDFa -> candidates.

One query over the tree (SELECTOR), then one look at each node it finds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from selectolax.lexbor import LexborNode

from scraper.extraction.metadata.byline_text import LONGEST, byline_of, pieces_of, text_of
from scraper.extraction.metadata.candidates import Candidate
from scraper.extraction.metadata.dates import LABEL, MODIFIED, labelled_dates, parse_date
from scraper.extraction.page.class_names import names_of

# Elements whose text may be read; the rest of the query is metadata proper. Without their first
# letters the words are found small and capital; a comparison that ignores case takes longer.
SELECTOR = (
    'h1, time, [itemprop], [property]:not(meta), [rel~="author"], [rel~="tag"], a[rel~="license"], '
    '[class*="uthor"], [class*="yline"], [class*="date"], [class*="Date"], [class*="ublish"], '
    '[class*="osted"], [id*="uthor"], [id*="yline"]'
)
# Items whose authors wrote something else than the article.
_OTHER_ITEMS = re.compile(
    r"/(?:Comment|UserComments|Answer|Review|Product|\w*Object|Person|Organization|Book|Movie)\b"
)
_ITEMPROPS = {
    "headline": ("title", 0.85),
    "author": ("authors", 0.8),
    "creator": ("authors", 0.7),
    "datepublished": ("published", 0.85),
    "datecreated": ("published", 0.6),
    "datemodified": ("modified", 0.85),
    "articlesection": ("section", 0.8),
    "keywords": ("tags", 0.7),
    "inlanguage": ("language", 0.7),
    "license": ("license", 0.8),
    "isaccessibleforfree": ("free_access", 0.9),
}
# A class or id that names a byline as a whole, not a box about authors or a list of them.
_BYLINE = re.compile(
    r"(?:^|[\s_-])(?:byline|by-line|author|authors|author-?name|authorname|article-?author|"
    r"post-?author|entry-?author|authors?-?list|author-?group|c-byline|byline-?name|author-?link|writer|p-author|vcard)"
    r"(?:$|[\s_-]{1,2}(?:name|link|names|fn|text|title)?(?:$|\s))",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"(?:^|[\s_-])(?:publish\w*|pubdate|pub-date|posted-?on|post-?date|entry-?date|article-?date|"
    r"date-?published|dateline|date|datetime|timestamp|published-?date|post__date|meta-date)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
# Boxes of other articles, of readers and of the site itself.
_ELSEWHERE = re.compile(
    r"comment|related|recommend|sidebar|widget|(?<!entry-)(?<!post-)(?<!article-)footer|teaser|promo|popular|trending|latest|"
    r"more-|card|recirc|most-read|quote|media-?(?:info|box)|testimonial|nav|menu|breadcrumb|carousel|bio\b|author-?(?:box|bio|info|desc)",
    re.IGNORECASE,
)
# Boxes with the names of other authors.
_OTHERS = re.compile(
    r"comment|related|recommend|teaser|promo|popular|trending|latest|more-|card|recirc|carousel|"
    r"quote|testimonial|review",
    re.IGNORECASE,
)
_MOST_NAMES = 20  # of one author element
_SHORTEST_TEASER = 25  # characters of a link beside the date in it
_DEEPEST = 100  # elements around an author in which its item is looked for
_LONGEST_LABEL = 20  # characters
_HIDDEN_DATES = ("title", "data-timestamp", "data-time", "data-date", "data-datetime", "data-utc")
_MOST_NODES = 1000  # elements that may offer something; the article's own come early
_CLIMB = 8  # ancestors that are examined


def visible_candidates(nodes: list[LexborNode]) -> Iterator[Candidate]:
    """What `nodes` (found by SELECTOR, in page order) offer."""
    is_below = False
    items: dict[int, None] = {}  # those that name authors: the first is the article
    for node in nodes[:_MOST_NODES]:
        tag = node.tag
        if tag in {"meta", "link"}:
            continue
        elif tag == "h1":
            is_below = True
        elif tag == "time":
            yield from _time(node)
        else:
            yield from _below(_other(node, node.attributes, items), is_below=is_below)


def _below(found: Iterator[Candidate], *, is_below: bool) -> Iterator[Candidate]:
    """Bylines above the headline are as often those of other stories."""
    for candidate in found:
        if candidate.source == "byline" and not is_below:
            candidate = Candidate("authors", candidate.value, "byline", 0.5)
        yield candidate


def _time(node: LexborNode) -> Iterator[Candidate]:
    attributes = node.attributes
    value = attributes.get("datetime") or attributes.get("content") or _hidden_date(attributes)
    names = f"{attributes.get('class') or ''} {attributes.get('itemprop') or ''}"
    field = "modified" if MODIFIED.search(names) and "publish" not in names else "published"
    sure = 0.6 if "pubdate" in attributes or _PUBLISHED.search(names) else 0.5
    if (attributes.get("itemprop") or "").lower() in {"datepublished", "datemodified"}:
        sure = 0.8
    elsewhere = (_is_elsewhere(node) and not _is_labelled(node)) or is_in_teaser(node)
    yield Candidate(field, value or text_of(node), "time", 0.2 if elsewhere else sure)


def _hidden_date(attributes: dict[str, str | None]) -> str:
    """The date that a script shows in another form ("2 hours ago"): of hAtom and many others."""
    values = (attributes.get(name) or "" for name in _HIDDEN_DATES)
    return next((value for value in values if parse_date(value) is not None), "")


def _is_labelled(node: LexborNode) -> bool:
    """Whether the line above a date says that it is the day of publication: "Published"."""
    around = node.parent
    before = around.prev if around is not None and around.tag in {"p", "dd", "div"} else None
    while before is not None and before.tag == "-text":
        before = before.prev
    text = text_of(before) if before is not None else ""
    label = LABEL.match(text) if len(text) <= _LONGEST_LABEL else None
    return label is not None and label.end() >= len(text) - 1 and not MODIFIED.search(text)


def is_in_teaser(node: LexborNode) -> bool:
    """Whether the date is part of a link with more text: the teaser of another article."""
    parent = node.parent
    for _ in range(_CLIMB):
        if parent is None or parent.tag in {"body", "main", "article"}:
            return False
        if parent.tag == "a":
            return len(text_of(parent)) > len(text_of(node)) + _SHORTEST_TEASER
        parent = parent.parent
    return False


def _other(
    node: LexborNode, attributes: dict[str, str | None], items: dict[int, None]
) -> Iterator[Candidate]:
    found = _ITEMPROPS.get(_property(attributes))
    if found is not None:
        field, sure = found
        is_author = field == "authors"
        if _is_elsewhere(node, in_nav=not is_author) or (is_author and _is_other_item(node, items)):
            sure = 0.2
        for value in _item_values(node, attributes):
            yield Candidate(field, value, f"itemprop:{field}", sure)
        return
    rel = (attributes.get("rel") or "").lower().split()
    if "author" in rel:
        sure = 0.7 if not _is_elsewhere(node) and _is_beside_first(node, items) else 0.2
        yield Candidate("authors", text_of(node), "rel:author", sure)
    elif "tag" in rel:
        yield Candidate("tags", text_of(node), "rel:tag", 0.5)
    elif "license" in rel:
        yield Candidate("license", attributes.get("href") or "", "rel:license", 0.8)
    else:
        yield from _by_name(node, names_of(attributes))


def _by_name(node: LexborNode, names: str) -> Iterator[Candidate]:
    if _BYLINE.search(names) and (text := byline_of(node)):
        if not _is_elsewhere(node):
            yield Candidate("authors", text, "byline", 0.55)
        elif _is_author_box(node):
            yield Candidate("authors", text, "author box", 0.3)
    elif _PUBLISHED.search(names) and not _is_elsewhere(node):
        text = _hidden_date(node.attributes) or byline_of(node)
        if text and any(character.isdigit() for character in text):
            field = "modified" if MODIFIED.search(names) else "published"
            for of, part in labelled_dates(text) or [(field, text)]:
                yield Candidate(of, part, "dateline", 0.45)


def _property(attributes: dict[str, str | None]) -> str:
    """The property that microdata or RDFa gives an element, without a vocabulary's prefix."""
    name = (attributes.get("itemprop") or attributes.get("property") or "").strip().lower()
    return name.rpartition(":")[2].rpartition("/")[2]


def _is_other_item(node: LexborNode, items: dict[int, None]) -> bool:
    """Whether an author belongs to an item that is not the first with authors, or no article."""
    item = node.parent
    for _ in range(_DEEPEST):
        if item is None or item.tag == "body":
            break
        attributes = item.attributes
        if "itemscope" in attributes or "typeof" in attributes:
            kind = attributes.get("itemtype") or f"/{attributes.get('typeof') or ''}"
            if _OTHER_ITEMS.search(kind):
                return True
            items.setdefault(item.mem_id)
            return len(items) > 1 and item.mem_id != next(iter(items))
        item = item.parent
    return False


def _is_beside_first(node: LexborNode, items: dict[int, None]) -> bool:
    """Whether a link to an author is the page's first, or in one byline with it."""
    box = node.parent.parent if node.parent is not None else None
    place = -(box.mem_id if box is not None else 1)
    first = next((item for item in items if item < 0), place)
    items.setdefault(place)
    return place == first


def _item_values(node: LexborNode, attributes: dict[str, str | None]) -> Iterator[str]:
    """The values of a property: an attribute, the names inside an item, or the text."""
    for name in ("content", "datetime"):
        if value := attributes.get(name):
            yield value
            return
    named = node.css('[itemprop="name"], [property$="name"]')
    for inner in named[:_MOST_NAMES]:
        yield inner.attributes.get("content") or text_of(inner)
    if not named:
        text = text_of(node)
        yield text[:LONGEST] if len(text) > LONGEST else pieces_of(node)


def _is_author_box(node: LexborNode) -> bool:
    """Whether the box beside the article is about its author."""
    parent, in_footer = node.parent, False
    for _ in range(_CLIMB):
        if parent is None or parent.tag in {"body", "html", "main", "article"}:
            break
        if parent.tag == "nav" or _OTHERS.search(names_of(parent.attributes)):
            return False
        in_footer = in_footer or parent.tag == "footer"
        parent = parent.parent
    return not in_footer or (parent is not None and parent.tag == "article")


def _is_elsewhere(node: LexborNode, *, in_nav: bool = True) -> bool:
    """Whether the node is in a box that is not part of the article.

    A `<footer>` of an `<article>` is the article's. `in_nav` says whether a `<nav>` counts.
    """
    parent: LexborNode | None = node
    has_footer = False
    for _ in range(_CLIMB):
        if parent is None or parent.tag in {"body", "html", "main"}:
            return has_footer
        if parent.tag == "article":
            has_footer = False
        if parent.tag == "aside" or (parent.tag == "nav" and in_nav):
            return True
        has_footer = has_footer or parent.tag == "footer"
        if _names_elsewhere(names_of(parent.attributes)):
            return True
        parent = parent.parent
    return has_footer


@lru_cache(maxsize=512)
def _names_elsewhere(names: str) -> bool:
    """Cached: the nodes of a page are in the same few boxes."""
    return _ELSEWHERE.search(names) is not None

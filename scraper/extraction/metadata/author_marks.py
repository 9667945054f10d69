"""What the elements around a text call it: an author, or a rubric."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from selectolax.lexbor import LexborNode

from scraper.extraction.page.class_names import names_of

_WHO = re.compile(
    r"author|byline|by-line|writer|written|contributor|creator|reporter|(?:^|[\s_-])(?:autor(?:es|as?|ia|in|en|i|e)?"
    r"|auteurs?|autrice|firma|signature|assinatura|forfatter|skribent|journalist[ea]?|periodista|giornalista|yazar|muhabir"
    r"|penulis|wartawan|toimittaja|kirjoittaja|szerzo|redaktor|avtor)(?:$|[\s_-])",
    re.IGNORECASE,
)
_NOT_WHO = re.compile(
    r"comment|related|share|social|bio-?text|description|quote|testimonial|review", re.IGNORECASE
)
_WHO_PATH = re.compile(
    r"/(?:authors?|people|team|our-team|contributors?|staff|writers?|by|profiles?|\w*reporters?"
    r"|journalist(?:e?s?|en)|autor(?:es?|en|zy|i)?|auteurs?|autore|signataires?|firmas?|yazar(?:lar)?"
    r"|penulis|skribent(?:er)?|forfatter|redakteure?|szerzo)/[^/]|^(?:https?://(?:\w+\.)?(?:medium|substack)\.com)?/@\w",
    re.IGNORECASE,
)
_RUBRIC_PATH = re.compile(
    r"/(?:tags?|categor\w+|topics?|sections?|rubri\w+|kategori\w+|labels?|genres?|channels?|search)/",
    re.IGNORECASE,
)
_RUBRIC = re.compile(
    r"(?:^|[\s_-])(?:terms?|categor\w+|cat|tags?|topics?|rubri\w+|kicker|section-?name)(?:$|[\s_-])",
    re.IGNORECASE,
)
# Boxes of other articles.
_TEASER = re.compile(
    r"(?:^|[\s_-])(?:card|teaser|related|recommend\w*|popular|trending|latest|most-?read|recirc)s?"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
_MOST_IN_BYLINE = 20  # words
_CLIMB = 4  # elements around a text that may say what it is


def called_author(node: LexborNode) -> bool:
    """Whether a class or id around `node` denotes an author: not in the page's footer, and not in
    the teaser of another article.
    """
    if _in_page_footer(node) or _in_teaser(node):
        return False
    says = (_says_who(names_of(parent.attributes)) for parent in _around(node))
    return next((who for who in says if who is not None), False)


@lru_cache(maxsize=512)
def _says_who(names: str) -> bool | None:
    """Whether names are those of an author's box, or of what is none; None where neither is said.

    Cached: the lines of a page are in the same few boxes.
    """
    if _NOT_WHO.search(names):
        return False
    return True if _WHO.search(names) else None


def _in_page_footer(node: LexborNode) -> bool:
    parent, has_footer = node.parent, False
    for _ in range(2 * _CLIMB):
        if parent is None or parent.tag in {"body", "article"}:
            break
        has_footer = has_footer or parent.tag == "footer"
        parent = parent.parent
    return has_footer and (parent is None or parent.tag != "article")


def _in_teaser(node: LexborNode) -> bool:
    """Whether a box around `node` is a menu, or called a teaser; "author-card" is the author's, and
    a card with the headline is the article's.
    """
    for parent in _around(node):
        names = names_of(parent.attributes)
        if parent.tag == "nav":
            return True
        if _calls_teaser(names):
            return parent.css_first("h1") is None
    return False


@lru_cache(maxsize=512)
def _calls_teaser(names: str) -> bool:
    is_own = _WHO.search(names) or "profile" in names
    return bool(_TEASER.search(names)) and not is_own


def is_in_menu(node: LexborNode) -> bool:
    """Whether `node` is in a `<nav>`: the way to the next story names its author."""
    return any(parent.tag == "nav" for parent in _around(node))


def is_linked_author(node: LexborNode) -> bool:
    """Whether `node` is inside a link to the page of a person, and in no teaser."""
    if _in_teaser(node):
        return False
    links = (parent for parent in _around(node) if parent.tag == "a")
    linked = any(_WHO_PATH.search(link.attributes.get("href") or "") for link in links)
    return linked and not _in_sentence(node)


def _in_sentence(node: LexborNode) -> bool:
    """Whether the paragraph around `node` says more than who wrote."""
    paragraph = next((parent for parent in _around(node) if parent.tag == "p"), None)
    return paragraph is not None and len(paragraph.text().split()) > _MOST_IN_BYLINE


def is_rubric(node: LexborNode) -> bool:
    """Whether `node` is called a rubric, or links to a page of the site that is no person's."""
    for parent in _around(node):
        if _RUBRIC.search(names_of(parent.attributes)):
            return True
        href = parent.attributes.get("href") or "" if parent.tag == "a" else ""
        if href and not _WHO_PATH.search(href):
            return not href.startswith(("mailto:", "http:", "https:")) or bool(
                _RUBRIC_PATH.search(href)
            )
    return False


def _around(node: LexborNode) -> Iterator[LexborNode]:
    parent = node.parent
    for _ in range(_CLIMB):
        if parent is None or parent.tag in {"body", "main", "article", "header"}:
            return
        yield parent
        parent = parent.parent

"""What the classes and ids of elements promise: groups of words, as data.

Names lie both ways: who asks them asks for a shape beside it (see prune_rules.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

# What classes and ids call things by, each a word of its own or, as a pattern, a part of one.
_NAMES: dict[str, tuple[str, ...]] = {
    "hidden": ("sr-only", "visually-hidden", "screen-reader-text", "visuallyhidden", "offscreen"),
    "panel": (
        "accordions?", "collaps(?:e|ed|ible|ing)", "panels?", "tabpanels?", "tab-content", "tabbed",
        "expandable", "expander", "toggle", "faqs?",
    ),
    "nav": (
        "nav", "navbar", "navigation", "menu", "submenu", "megamenu", "breadcrumbs?", "crumbs?",
        "pagination", "pager", "skip-links?", "site-header", "masthead", "topbar", "sitemap",
        "prevnext", "prev-next", "post-navigation", "navfooter", "navheader", "docs-navigation",
    ),
    "footer": ("footer", "site-footer", "colophon", "copyright", "legal", "imprint"),
    "advert": (
        "ad", "ads", "adv", "advert", "advertisement", "advertising", "adslot", "adunit", "adbox",
        "adsbygoogle", "sponsor", "sponsored", "sponsors", "dfp", "gpt", "taboola", "outbrain",
        "banner-ad", "publicidade", "publicidad", "werbung", "anzeige", "publicite", "pubblicita",
        "reklam", "reklama", "reklame", "reclame", "annonce", "annons", "mainos", "hirdetes",
        "inzerce", "iklan", "anuncio", "quangcao", "quang-cao", "diafimisi", "reclama",
    ),
    "consent": (
        "cookies?", "cookie-?[a-z]+", "consent", "gdpr", "ccpa", "onetrust", "didomi", "cmp",
        "qc-cmp\\d?", "usercentrics", "truste", "cookielaw", "privacy-banner",
    ),
    "widget": (
        "related", "related-?[a-z]+", "recommend(?:ed|ations?|er)?", "recirc(?:ulation)?",
        "more-stories", "more-news", "most-read", "most-popular", "popular", "trending", "latest",
        "read-next", "readnext", "read-more", "up-next", "also-like", "you-may-like", "similar",
        "teasers?", "promo", "promos", "suggested", "zergnet", "jp-relatedposts", "yarpp",
        "carousel", "sidebar", "aside", "leia-tambem", "mais-lidas", "noticias-relacionadas",
    ),
    "share": (
        "share", "sharing", "shares", "social", "socials", "follow", "follow-us", "addtoany",
        "sharedaddy", "addthis", "share-?[a-z]+", "social-?[a-z]+", "toolbar", "print",
    ),
    "letter": (
        "newsletter", "newsletters", "subscribe", "subscription", "signup", "sign-up", "optin",
        "opt-in", "mailchimp", "mc-embed-signup", "mailing-list", "email-signup", "cta",
        "newsletter-?[a-z]+", "mc4wp", "mc4wp-form", "nieuwsbrief", "nyhetsbrev", "infolettre",
        "boletin", "boletim", "hirlevel", "uutiskirje",
    ),
    "comments": (
        "comments", "comment-list", "commentlist", "comments-area", "comment-respond", "respond",
        "disqus", "disqus-thread", "fb-comments", "livefyre", "coral", "kommentare", "comentarios",
        "comment-form", "comment-section", "comments-section", "user-comments", "comment-text",
        "comment-block", "comment-body", "comment-content", "comment-thread", "comment-item",
        "comment-notes", "comment-policy", "guestbook",
    ),
    "labels": (
        "tags?", "tag-?list", "taglist", "topics?", "categories", "cat-links", "tags-links",
        "post-tags", "entry-tags", "keywords",
    ),
}  # fmt: skip
# Plain words are looked up; of the patterns only those that begin as a word does are tried.
_PLAIN = re.compile(r"[a-z0-9]+")
_BEGINNING = 3  # characters


def _by_word() -> dict[str, frozenset[str]]:
    groups: dict[str, set[str]] = {}
    for group, words in _NAMES.items():
        for word in filter(_PLAIN.fullmatch, words):
            groups.setdefault(word, set()).add(group)
    return {word: frozenset(found) for word, found in groups.items()}


def _by_beginning() -> dict[str, list[tuple[str, re.Pattern[str]]]]:
    patterns: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
    for group, words in _NAMES.items():
        beginnings: dict[str, list[str]] = {}
        for word in words:
            if not _PLAIN.fullmatch(word):
                beginning = re.split(r"[^a-z]", word)[0][:_BEGINNING]
                beginnings.setdefault(beginning, []).append(word)
        for beginning, some in beginnings.items():
            patterns.setdefault(beginning, []).append((group, _pattern(beginning, some)))
    return patterns


def _pattern(beginning: str, words: Iterable[str]) -> re.Pattern[str]:
    """Words that begin alike, each between spaces or hyphens. The beginning is written first and
    alone, because re looks for a literal faster than for anything else.
    """
    rests = "|".join(word.removeprefix(beginning) for word in words)
    return re.compile(rf"{beginning}(?<![^\s-]{beginning})(?:{rests})(?:$|[\s-])")


_WORDS, _PATTERNS = _by_word(), _by_beginning()
_NOTHING: frozenset[str] = frozenset()


def names_of(attributes: Mapping[str, str | None]) -> str:
    """What an element is called by its author: its class and id, as they are written."""
    return f"{attributes.get('class') or ''} {attributes.get('id') or ''}"


@lru_cache(maxsize=2048)
def called(names: str) -> frozenset[str]:
    """The groups of _NAMES that a class and id string has a word of.

    The answers are remembered: a page says the same names again and again.
    """
    names = names.replace("_", "-")  # "comment_list" is "comment-list"
    words = names.replace("-", " ").split()
    found: set[str] = set()
    for word in words:
        if word in _WORDS:
            found |= _WORDS[word]
        for group, pattern in _PATTERNS.get(word[:_BEGINNING], ()):
            if group not in found and pattern.search(names):
                found.add(group)
    return frozenset(found) if found else _NOTHING

"""What the classes and ids of elements promise: groups of words, as data.

Names lie both ways: who asks them asks for a shape beside it (see prune.py).
"""

from __future__ import annotations

import re
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
        "prevnext", "post-navigation",
    ),
    "footer": ("footer", "site-footer", "colophon", "copyright", "legal", "imprint"),
    "advert": (
        "ad", "ads", "adv", "advert", "advertisement", "advertising", "adslot", "adunit", "adbox",
        "adsbygoogle", "sponsor", "sponsored", "sponsors", "dfp", "gpt", "taboola", "outbrain",
        "banner-ad", "publicidade", "publicidad", "werbung", "anzeige",
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
        "opt-in", "mailchimp", "mc_embed_signup", "mailing-list", "email-signup", "cta",
        "newsletter-?[a-z]+",
    ),
    "comments": (
        "comments", "comment-list", "commentlist", "comments-area", "comment-respond", "respond",
        "disqus", "disqus_thread", "fb-comments", "livefyre", "coral", "kommentare", "comentarios",
        "comment-form", "comment-section", "comments-section", "user-comments",
    ),
    "labels": (
        "tags?", "tag-?list", "taglist", "topics?", "categories", "cat-links", "tags-links",
        "post-tags", "entry-tags", "keywords",
    ),
}  # fmt: skip
_PATTERNS = {
    group: re.compile(rf"(?:^|[\s_-])(?:{'|'.join(words)})(?:$|[\s_-])")
    for group, words in _NAMES.items()
}
_BEGINNING = re.compile(r"(?<![a-z])[a-z]{1,3}")
# Nearly no name begins as one of these words does: no pattern is tried on the others.
_BEGINNINGS = frozenset(_BEGINNING.findall(word)[0] for words in _NAMES.values() for word in words)
_NOTHING: frozenset[str] = frozenset()


@lru_cache(maxsize=8192)
def called(names: str) -> frozenset[str]:
    """The groups of _NAMES that a class and id string has a word of.

    The answers are remembered: a page says the same names again and again.
    """
    if _BEGINNINGS.isdisjoint(_BEGINNING.findall(names)):
        return _NOTHING
    found = [group for group, pattern in _PATTERNS.items() if pattern.search(names)]
    return frozenset(found) if found else _NOTHING

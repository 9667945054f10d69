"""What readers wrote under an article: apart from it, never in it, and only when asked for.

A page shows its comments (WordPress, Disqus, schema.org microdata and their many relatives)
or says them in JSON-LD; the way that gives more of them is taken. Everything here works on
a tree of its own, so that asking for comments changes nothing about the article.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from scraper.extraction.comments.comment_text import Words
from scraper.extraction.comments.json_ld_comments import said_comments
from scraper.extraction.comments.markup_comments import shown_comments
from scraper.extraction.metadata.json_ld import parse_json_ld
from scraper.extraction.page.parse import parse, strip
from scraper.models import Comment

__all__ = ["apart_from", "read_comments"]

_A_SENTENCE = 40  # characters; "Thanks!" may well stand in an article too


def read_comments(
    text: str, *, base: str = "", now: datetime | None = None, links: bool = True
) -> tuple[Comment, ...]:
    """The comments of a decoded page, in page order; empty where it holds none.

    `base` is the address that relative links start from, `now` (aware) the instant that no
    comment was written after, `links` whether links stay links.
    """
    tree = parse(text)
    words = Words(base=base, now=now, links=links)
    scripts = [node.text() for node in tree.css('script[type*="ld+json" i]')]
    said = said_comments(parse_json_ld(scripts), words)
    root = strip(tree)
    shown = shown_comments(root, words) if root is not None else []
    return tuple(shown if len(shown) >= len(said) else said)


def apart_from(article: str, comments: Iterable[Comment]) -> tuple[Comment, ...]:
    """The comments that are not in the text of `article`: where posts are it, they are no
    comments on it.
    """
    return tuple(
        comment
        for comment in comments
        if len(comment.text) < _A_SENTENCE or comment.text not in article
    )

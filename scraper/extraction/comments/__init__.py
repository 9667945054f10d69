"""What readers wrote under an article: apart from it, never in it, and only when asked for.

A page shows its comments (WordPress, Disqus, schema.org microdata and their many relatives)
or states them in JSON-LD; the way that gives more of them is taken. They are read when all is
decided about the article, so that asking for comments changes nothing about it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from selectolax.lexbor import LexborNode

from scraper.extraction.comments.comment_text import Words
from scraper.extraction.comments.json_ld_comments import said_comments
from scraper.extraction.comments.markup_comments import shown_comments
from scraper.extraction.metadata.json_ld import Node
from scraper.models import Comment

__all__ = ["apart_from", "read_comments"]

_A_SENTENCE = 40  # characters; "Thanks!" may well stand in an article too


def read_comments(
    root: LexborNode,
    json_ld: Sequence[Node],
    *,
    base: str = "",
    now: datetime | None = None,
    links: bool = True,
) -> tuple[Comment, ...]:
    """The comments of a page, in page order; empty where it holds none.

    `root` is its tree, from which the comments that are read are removed; `json_ld` are its
    schema.org nodes. `base` is the address that relative links start from, `now` (aware) the
    instant that no comment was written after, `links` whether links stay links.
    """
    words = Words(base=base, now=now, links=links)
    said = said_comments(json_ld, words)
    shown = shown_comments(root, words)
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

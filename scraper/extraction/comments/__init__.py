"""Readers' comments on an article: separate from its text, and extracted only on request.

A page has its comments in its markup (WordPress, Disqus, schema.org microdata and many others) or
declares them in JSON-LD; whichever gives more of them is used. They are extracted after all
decisions about the article, so that requesting comments does not change the article.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from selectolax.lexbor import LexborNode

from scraper.extraction.comments.comment_reader import CommentReader
from scraper.extraction.comments.json_ld_comments import read_json_ld_comments
from scraper.extraction.comments.markup_comments import read_markup_comments
from scraper.extraction.metadata.json_ld import Node
from scraper.models import Comment

__all__ = ["comments_not_in", "read_comments"]

_SENTENCE = 40  # characters; a shorter text ("Thanks!") may occur in the article by chance


def read_comments(
    root: LexborNode,
    json_ld: Sequence[Node],
    *,
    base: str = "",
    now: datetime | None = None,
    links: bool = True,
) -> tuple[Comment, ...]:
    """The comments of a page, in page order; empty where it has none.

    `root` is its tree, from which the comments that are found are removed; `json_ld` are its
    schema.org nodes. `base` is the address that relative links start from, `now` (aware) the
    instant after which no comment was written; without `links`, links become plain text.
    """
    reader = CommentReader(base=base, now=now, links=links)
    declared = read_json_ld_comments(json_ld, reader)
    in_markup = read_markup_comments(root, reader)
    return tuple(in_markup if len(in_markup) >= len(declared) else declared)


def comments_not_in(article: str, comments: Iterable[Comment]) -> tuple[Comment, ...]:
    """The comments that are not part of the text of `article`: the posts of a forum thread are its
    text, and not comments on it.
    """
    return tuple(
        comment
        for comment in comments
        if len(comment.text) < _SENTENCE or comment.text not in article
    )

"""The text of a saved article as XHTML, for the exporters of pages. HTML in it is escaped."""

from __future__ import annotations

import re
from typing import Protocol

from markdown_it import MarkdownIt
from markdown_it.token import Token

from scraper.archive.articles.saved_article import SavedArticle

# Characters that XML 1.0 does not allow (2.2).
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# The image formats that every reading system supports (EPUB 3.3, 3.2).
MEDIA_TYPES = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
}


class ImageStore(Protocol):
    """Where an exporter copies the images of its pages to."""

    def add(self, link: str, article: SavedArticle) -> str:
        """The address, in a page, of the copy of the image that an article links to; empty where
        the image is not saved.
        """


def article_xhtml(article: SavedArticle, images: ImageStore) -> str:
    """The body of an article; an image that is not saved becomes its alt text."""
    parser = MarkdownIt("commonmark", {"html": False, "xhtmlOut": True}).enable(
        ["table", "strikethrough"]
    )
    tokens = parser.parse(xml_text(article.body))
    for token in tokens:
        inside = token.children or ()
        token.children = [_with_image(child, article, images) for child in inside] or None
    rendered: str = parser.renderer.render(tokens, parser.options, {})
    return rendered


def xml_text(text: str) -> str:
    """A text without the characters that XML does not allow; not escaped."""
    return _NOT_IN_XML.sub("", text)


def _with_image(token: Token, article: SavedArticle, images: ImageStore) -> Token:
    """An inline token; the source of an image is that of its copy."""
    if token.type != "image":
        return token
    if path := images.add(str(token.attrGet("src")), article):
        token.attrSet("src", path)
        return token
    return Token("text", "", 0, content=f"[{token.content}]" if token.content else "")

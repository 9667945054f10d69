"""The text of a saved article as XHTML, for the exporters of pages.

Only tags that the archive writes itself are tags there; other HTML is a text. Nothing is loaded
but copies of saved images, and links lead to the web.
"""

from __future__ import annotations

import re
from html import escape
from typing import Protocol
from xml.etree import ElementTree as ET

from markdown_it import MarkdownIt
from markdown_it.token import Token

from scraper.archive.articles.saved_article import SavedArticle

# Characters that XML 1.0 does not allow (2.2), and those that change the direction of a text.
_REMOVED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]"
)
# What markdown/ writes as HTML, exactly: a tag with an attribute is a text.
_OWN_TAG = re.compile(r"(</?(?:sub|sup|details|summary)>|<br>)")
_LINKED = ("http://", "https://", "mailto:")
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
    """The body of an article; an image that is not saved becomes its alt text.

    It is well-formed: where tags in the text are not nested, all of them are shown as text.
    """
    written = _rendered(article, images, has_tags=True)
    try:
        ET.fromstring(f"<body>{written}</body>")  # noqa: S314 - it can have no document type
    except ET.ParseError:
        return _rendered(article, images, has_tags=False)
    return written


def source_link(article: SavedArticle) -> str:
    """The address of an article, as a link where a browser may follow it."""
    source = xml_text(article.sidecar.source or article.record.url)
    if not source.startswith(("http://", "https://")):
        return escape(source)
    return f'<a href="{escape(source)}" rel="noreferrer">{escape(source)}</a>'


def xml_text(text: str) -> str:
    """A text without the characters that XML does not allow; not escaped."""
    return _REMOVED.sub("", text)


def _rendered(article: SavedArticle, images: ImageStore, *, has_tags: bool) -> str:
    parser = MarkdownIt("commonmark", {"html": has_tags, "xhtmlOut": True}).enable(
        ["table", "strikethrough"]
    )
    tokens = parser.parse(xml_text(article.body))
    for token in tokens:
        _escape_html(token)
        inside = token.children or ()
        token.children = [_inline(child, article, images) for child in inside] or None
    rendered: str = parser.renderer.render(tokens, parser.options, {})
    return rendered


def _escape_html(token: Token) -> None:
    """Of raw HTML, the tags of the archive stay, and all else becomes text."""
    if token.type in {"html_block", "html_inline"}:
        parts = _OWN_TAG.split(token.content)
        parts = [part if number % 2 else escape(part) for number, part in enumerate(parts)]
        token.content = "".join(parts).replace("<br>", "<br />")


def _inline(token: Token, article: SavedArticle, images: ImageStore) -> Token:
    """An inline token; a link leads to the web, and nowhere else."""
    _escape_html(token)
    href = str(token.attrGet("href") or "")
    if token.type == "link_open" and not href.lower().startswith(_LINKED):
        token.attrs = {}
    return _with_image(token, article, images)


def _with_image(token: Token, article: SavedArticle, images: ImageStore) -> Token:
    """An inline token; the source of an image is that of its copy."""
    if token.type != "image":
        return token
    if path := images.add(str(token.attrGet("src")), article):
        token.attrSet("src", path)
        return token
    return Token("text", "", 0, content=f"[{token.content}]" if token.content else "")

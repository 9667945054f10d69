"""EPUB 3.3: a chapter for each article, in their order. The ZIP is written as a stream."""

from __future__ import annotations

import re
import uuid
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr

from markdown_it import MarkdownIt
from markdown_it.token import Token

from scraper.archive.articles.assets import linked_asset
from scraper.archive.articles.saved_article import SavedArticle, saved_bytes
from scraper.errors import ArchiveError

# Characters that XML 1.0 does not allow (2.2).
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CONTAINER = (
    '<?xml version="1.0"?><container version="1.0" '
    'xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="content.opf" media-type="application/oebps-package+xml"/>'
    "</rootfiles></container>"
)
_STYLE = "body{line-height:1.45} pre{white-space:pre-wrap} .about{font-size:.85em;color:#555}"
_PAGE = (
    '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
    '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
    '{language}><head><title>{title}</title><link rel="stylesheet" href="style.css"/></head>'
    "<body>{body}</body></html>\n"
)
_BOOK_TITLE = "Articles"
# The image formats that every reading system supports (EPUB 3.3, 3.2).
_MEDIA = {"png": "image/png", "jpg": "image/jpeg", "gif": "image/gif", "webp": "image/webp"}


def write_epub(articles: Iterable[SavedArticle], out: BinaryIO) -> None:
    """A book of all articles, with the images that are saved; of others the alt text is shown."""
    chapters: list[str] = []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        book.writestr("META-INF/container.xml", _CONTAINER)
        book.writestr("style.css", _STYLE)
        images = _BookImages(book)
        for number, article in enumerate(articles, start=1):
            book.writestr(f"{number}.xhtml", _chapter(article, images))
            chapters.append(_xml(article.sidecar.title or article.record.url))
        book.writestr("nav.xhtml", _contents(chapters))
        book.writestr("content.opf", _package(len(chapters), images.paths))


class _BookImages:
    """The images of the book, each stored once, under its path in the archive."""

    def __init__(self, book: zipfile.ZipFile) -> None:
        self.paths: set[str] = set()
        self._book = book

    def add(self, link: str, folder: Path) -> str:
        """The path in the book of the image that an article of `folder` links to; empty where
        the image is not saved.
        """
        path = linked_asset(link)
        if path in self.paths:
            return path
        if path.rpartition(".")[2] not in _MEDIA:
            return ""
        try:
            content = saved_bytes(folder, path)
        except ArchiveError:
            return ""
        self._book.writestr(path, content, zipfile.ZIP_STORED)
        self.paths.add(path)
        return path


def _chapter(article: SavedArticle, images: _BookImages) -> str:
    sidecar = article.sidecar
    title = _xml(sidecar.title or article.record.url)
    day = sidecar.published[:10]
    about = ", ".join(filter(None, (*sidecar.author, sidecar.site, day)))
    source = _xml(sidecar.source or article.record.url)
    body = (
        f'<h1>{escape(title)}</h1>\n<p class="about">{escape(_xml(about))} '
        f"<a href={quoteattr(source)}>{escape(source)}</a></p>\n{_xhtml(article, images)}"
    )
    language = quoteattr(sidecar.language)
    attributes = f" lang={language} xml:lang={language}" if sidecar.language else ""
    return _PAGE.format(language=attributes, title=escape(title), body=body)


def _xhtml(article: SavedArticle, images: _BookImages) -> str:
    """The text as XHTML, in which HTML is escaped."""
    parser = MarkdownIt("commonmark", {"html": False, "xhtmlOut": True}).enable(
        ["table", "strikethrough"]
    )
    tokens = parser.parse(_xml(article.body))
    for token in tokens:
        inside = token.children or ()
        token.children = [_with_image(child, article.folder, images) for child in inside] or None
    rendered: str = parser.renderer.render(tokens, parser.options, {})
    return rendered


def _with_image(token: Token, folder: Path, images: _BookImages) -> Token:
    """An inline token. The source of an image is the copy in the book; an image that is not
    saved becomes its alt text.
    """
    if token.type != "image":
        return token
    if path := images.add(str(token.attrGet("src")), folder):
        token.attrSet("src", path)
        return token
    return Token("text", "", 0, content=f"[{token.content}]" if token.content else "")


def _contents(chapters: list[str]) -> str:
    lines = "\n".join(
        f'<li><a href="{number}.xhtml">{escape(title)}</a></li>'
        for number, title in enumerate(chapters, start=1)
    )
    body = f'<nav epub:type="toc"><h1>{_BOOK_TITLE}</h1><ol>\n{lines}\n</ol></nav>'
    return _PAGE.format(language="", title=_BOOK_TITLE, body=body)


def _package(count: int, images: Iterable[str]) -> str:
    items = "".join(
        f'<item id="c{number}" href="{number}.xhtml" media-type="application/xhtml+xml"/>'
        for number in range(1, count + 1)
    ) + "".join(
        f'<item id="p{number}" href="{path}" media-type="{_MEDIA[path.rpartition(".")[2]]}"/>'
        for number, path in enumerate(sorted(images), start=1)
    )
    spine = "".join(f'<itemref idref="c{number}"/>' for number in range(1, count + 1))
    modified = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<package version="3.0" unique-identifier="id" '
        'xmlns="http://www.idpf.org/2007/opf"><metadata '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<dc:identifier id="id">urn:uuid:{uuid.uuid4()}</dc:identifier>'
        f"<dc:title>{_BOOK_TITLE}</dc:title><dc:language>mul</dc:language>"
        f'<meta property="dcterms:modified">{modified}</meta></metadata><manifest>'
        '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
        f'<item id="css" href="style.css" media-type="text/css"/>{items}</manifest>'
        f"<spine>{spine}</spine></package>\n"
    )


def _xml(text: str) -> str:
    return _NOT_IN_XML.sub("", text)

"""EPUB 3.3: a chapter for each article, in their order. The ZIP is written as a stream."""

from __future__ import annotations

import uuid
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import BinaryIO
from xml.sax.saxutils import escape

from scraper.archive.articles.assets import linked_asset
from scraper.archive.articles.saved_article import SavedArticle, saved_bytes
from scraper.archive.exporters.article_xhtml import (
    MEDIA_TYPES,
    article_xhtml,
    source_link,
    xml_text,
)
from scraper.archive.exporters.collection import Collection, language_tag
from scraper.errors import ArchiveError

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
    '<body dir="auto">{body}</body></html>\n'
)


def write_epub(articles: Iterable[SavedArticle], out: BinaryIO) -> None:
    """A book of all articles in their order, with the saved images, else their alt text."""
    chapters: list[str] = []
    collection = Collection()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        book.writestr("META-INF/container.xml", _CONTAINER)
        book.writestr("style.css", _STYLE)
        images = _BookImages(book)
        for number, article in enumerate(articles, start=1):
            book.writestr(f"{number}.xhtml", _chapter(article, images))
            collection.add(article.sidecar)
            chapters.append(xml_text(article.sidecar.title or article.record.url))
        title = xml_text(collection.title)
        book.writestr("nav.xhtml", _contents(title, chapters))
        book.writestr("content.opf", _package(title, collection, len(chapters), images.paths))


class _BookImages:
    """The images of the book, each stored once, under its path in the archive."""

    def __init__(self, book: zipfile.ZipFile) -> None:
        self.paths: set[str] = set()
        self._book = book

    def add(self, link: str, article: SavedArticle) -> str:
        """See ImageStore: the path in the book."""
        path = linked_asset(link)
        if path in self.paths:
            return path
        if path.rpartition(".")[2] not in MEDIA_TYPES:
            return ""
        try:
            content = saved_bytes(article.folder, path)
        except ArchiveError:
            return ""
        self._book.writestr(path, content, zipfile.ZIP_STORED)
        self.paths.add(path)
        return path


def _chapter(article: SavedArticle, images: _BookImages) -> str:
    sidecar = article.sidecar
    title = xml_text(sidecar.title or article.record.url)
    day = sidecar.published[:10]
    about = ", ".join(filter(None, (*sidecar.author, sidecar.site, day)))
    body = (
        f"<h1>{escape(title)}</h1>\n"
        f'<p class="about">{escape(xml_text(about))} {source_link(article)}</p>\n'
        f"{article_xhtml(article, images)}"
    )
    language = language_tag(sidecar.language)
    attributes = f' lang="{language}" xml:lang="{language}"' if language else ""
    return _PAGE.format(language=attributes, title=escape(title), body=body)


def _contents(title: str, chapters: list[str]) -> str:
    lines = (
        "\n".join(
            f'<li><a href="{number}.xhtml">{escape(chapter)}</a></li>'
            for number, chapter in enumerate(chapters, start=1)
        )
        or '<li><a href="nav.xhtml">No articles</a></li>'
    )  # a list may not be empty
    body = f'<nav epub:type="toc"><h1>{escape(title)}</h1><ol>\n{lines}\n</ol></nav>'
    return _PAGE.format(language="", title=escape(title), body=body)


def _package(title: str, collection: Collection, count: int, images: Iterable[str]) -> str:
    items = "".join(
        f'<item id="c{number}" href="{number}.xhtml" media-type="application/xhtml+xml"/>'
        for number in range(1, count + 1)
    ) + "".join(
        f'<item id="p{number}" href="{path}" media-type="{MEDIA_TYPES[path.rpartition(".")[2]]}"/>'
        for number, path in enumerate(sorted(images), start=1)
    )
    spine = "".join(f'<itemref idref="c{number}"/>' for number in range(1, count + 1))
    spine = spine or '<itemref idref="nav"/>'
    date = f"<dc:date>{escape(collection.last)}</dc:date>" if collection.last else ""
    modified = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<package version="3.0" unique-identifier="id" '
        'xmlns="http://www.idpf.org/2007/opf"><metadata '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<dc:identifier id="id">urn:uuid:{uuid.uuid4()}</dc:identifier>'
        f"<dc:title>{escape(title)}</dc:title>"
        f"<dc:language>{escape(collection.language or 'mul')}</dc:language>{date}"
        f'<meta property="dcterms:modified">{modified}</meta></metadata><manifest>'
        '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
        f'<item id="css" href="style.css" media-type="text/css"/>{items}</manifest>'
        f"<spine>{spine}</spine></package>\n"
    )

"""EPUB 3.3: a chapter an article, in the order they come. The ZIP is written as a stream."""

from __future__ import annotations

import re
import uuid
import zipfile
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr

from markdown_it import MarkdownIt
from markdown_it.token import Token

from scraper.archive.saved import Saved, saved_bytes
from scraper.errors import ArchiveError

Show = Callable[[str], bool]  # whether the book shows a picture, by its path in the archive

# Characters that XML 1.0 does not know (2.2).
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
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
_WHOLE = "Articles"
# How a `.md` links to a picture that is kept; of the kinds that every reader of EPUB shows (3.2).
_KEPT = re.compile(r"\.\./\.\./\.\./(assets/[0-9a-f]{2}/[0-9a-f]{32}\.(png|jpg|gif|webp))")
_MEDIA = {"png": "image/png", "jpg": "image/jpeg", "gif": "image/gif", "webp": "image/webp"}


def write_epub(articles: Iterable[Saved], out: BinaryIO) -> None:
    """A book of all articles, with the pictures that the archive keeps; others are named only."""
    chapters: list[str] = []
    pictures: set[str] = set()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        book.writestr("META-INF/container.xml", _CONTAINER)
        book.writestr("style.css", _STYLE)
        for number, article in enumerate(articles, start=1):

            def show(path: str, folder: Path = article.folder) -> bool:
                return path in pictures or _put(path, folder, book, pictures)

            book.writestr(f"{number}.xhtml", _chapter(article, show))
            chapters.append(_xml(article.fields.get("title") or article.record.url))
        book.writestr("nav.xhtml", _contents(chapters))
        book.writestr("content.opf", _package(len(chapters), pictures))


def _put(path: str, folder: Path, book: zipfile.ZipFile, pictures: set[str]) -> bool:
    """Put a picture of the archive into the book, once; False where it is not to be had."""
    try:
        content = saved_bytes(folder, path)
    except ArchiveError:
        return False
    book.writestr(path, content, zipfile.ZIP_STORED)
    pictures.add(path)
    return True


def _chapter(article: Saved, show: Show) -> str:
    fields = article.fields
    title = _xml(fields.get("title") or article.record.url)
    about = ", ".join(
        filter(None, (*fields.get("author", ()), fields.get("site"), _day(fields.get("published"))))
    )
    source = _xml(fields.get("source") or article.record.url)
    body = (
        f'<h1>{escape(title)}</h1>\n<p class="about">{escape(_xml(about))} '
        f"<a href={quoteattr(source)}>{escape(source)}</a></p>\n{_xhtml(article.body, show)}"
    )
    language = fields.get("language") or ""
    said = f" lang={quoteattr(language)} xml:lang={quoteattr(language)}" if language else ""
    return _PAGE.format(language=said, title=escape(title), body=body)


def _xhtml(markdown: str, show: Show) -> str:
    """Markdown as XHTML; HTML in it is text, a picture that is not shown what stands for it."""
    parser = MarkdownIt("commonmark", {"html": False, "xhtmlOut": True}).enable(
        ["table", "strikethrough"]
    )
    tokens = parser.parse(_xml(markdown))
    for token in tokens:
        token.children = [_pictured(child, show) for child in token.children or ()] or None
    rendered: str = parser.renderer.render(tokens, parser.options, {})
    return rendered


def _pictured(token: Token, show: Show) -> Token:
    """A token of a line; a picture leads into the book, or is the text that stands for it."""
    if token.type != "image":
        return token
    kept = _KEPT.fullmatch(str(token.attrGet("src")))
    if kept and show(kept[1]):
        token.attrSet("src", kept[1])
        return token
    return Token("text", "", 0, content=f"[{token.content}]" if token.content else "")


def _contents(chapters: list[str]) -> str:
    lines = "\n".join(
        f'<li><a href="{number}.xhtml">{escape(title)}</a></li>'
        for number, title in enumerate(chapters, start=1)
    )
    body = f'<nav epub:type="toc"><h1>{_WHOLE}</h1><ol>\n{lines}\n</ol></nav>'
    return _PAGE.format(language="", title=_WHOLE, body=body)


def _package(count: int, pictures: Iterable[str]) -> str:
    items = "".join(
        f'<item id="c{number}" href="{number}.xhtml" media-type="application/xhtml+xml"/>'
        for number in range(1, count + 1)
    ) + "".join(
        f'<item id="p{number}" href="{path}" media-type="{_MEDIA[path.rpartition(".")[2]]}"/>'
        for number, path in enumerate(sorted(pictures), start=1)
    )
    spine = "".join(f'<itemref idref="c{number}"/>' for number in range(1, count + 1))
    modified = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<package version="3.0" unique-identifier="id" '
        'xmlns="http://www.idpf.org/2007/opf"><metadata '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<dc:identifier id="id">urn:uuid:{uuid.uuid4()}</dc:identifier>'
        f"<dc:title>{_WHOLE}</dc:title><dc:language>mul</dc:language>"
        f'<meta property="dcterms:modified">{modified}</meta></metadata><manifest>'
        '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
        f'<item id="css" href="style.css" media-type="text/css"/>{items}</manifest>'
        f"<spine>{spine}</spine></package>\n"
    )


def _day(value: str | None) -> str:
    return (value or "")[:10]


def _xml(text: str) -> str:
    return _NO_XML.sub("", text)

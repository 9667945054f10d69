"""One URL a line, and links within any other text (Markdown, mail, notes)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from scraper.importers.list_entry import ListEntry
from scraper.urls import with_scheme

_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*://")
# White space, quotes and angle brackets are never part of a link in a text.
_LINK = re.compile(r"https?://[^\s<>\"'`|\\^{}\u00ab\u00bb\u201c-\u201f]+", re.IGNORECASE)
# What has an address that is no page: an image of Markdown or HTML, the names of formats in XML.
_NO_PAGE = re.compile(
    r"!\[[^\]]{0,500}\]\([^()]{0,2000}\)|<img\b[^>]{0,4000}>"
    r"|<!doctype\b[^>]{0,500}>|\bxmlns(?::\w{1,40})?=(?:\"[^\"]{0,500}\"|'[^']{0,500}')",
    re.IGNORECASE,
)
_CLOSING = {")": "(", "]": "["}


def is_plain_line(line: str) -> bool:
    """Whether a line is one address and nothing else, apart from a comment."""
    parts = _without_comment(line).split()
    return len(parts) == 1 and (bool(_SCHEME.match(parts[0])) or with_scheme(parts[0]) is not None)


def has_link(line: str) -> bool:
    """Whether there is an http(s) URL in a line."""
    return bool(_LINK.search(line))


def read_plain(lines: Iterable[str]) -> Iterator[ListEntry]:
    """The lines of a plain list, one by one.

    Empty lines and lines that begin with `#` are ignored, as are ` #` and what follows it; a
    byte order mark and CRLF are accepted.
    """
    for number, raw in enumerate(lines, start=1):
        text = _without_comment(raw)
        if text and not text.startswith("#"):
            yield ListEntry(url=text, line=number)


def read_links(lines: Iterable[str]) -> Iterator[ListEntry]:
    """The http(s) links of a text, without the punctuation of the sentence around them; those of
    images and of XML's namespaces are none.
    """
    for number, line in enumerate(lines, start=1):
        for found in _LINK.finditer(_NO_PAGE.sub("", line)):
            yield ListEntry(url=_trimmed(found.group()), line=number)


def _without_comment(line: str) -> str:
    return re.sub(r"\s#.*", "", line.removeprefix("\ufeff"), flags=re.DOTALL).strip()


def _trimmed(link: str) -> str:
    """A link up to the bracket that closes one before it, as of `[title](link)`."""
    depth = {")": 0, "]": 0}
    for index, character in enumerate(link):
        for close, opening in _CLOSING.items():
            depth[close] += (character == opening) - (character == close)
            if depth[close] < 0:
                return link[:index].rstrip(".,;:!?*_~")
    return link.rstrip(".,;:!?*_~")

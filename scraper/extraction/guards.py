"""What a hostile page may hold, made harmless: `extract` returns an article of any input, in time
that does not grow faster than the input.

Each guard costs next to nothing on an ordinary page.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from scraper.extraction.metadata.json_ld import Node
from scraper.extraction.page.decode import decode
from scraper.extraction.page.parse import parse
from scraper.models import Metadata

# Years and zones that no calendar has, in any notation of a date.
_NO_DATE = re.compile(r"\d{5,}(?=\s+\d\d?:\d\d)|(?<=\d)\s*[+-](?:2[4-9]|[3-9]\d):?\d\d\b")
# Addresses whose host is in brackets: few are those of IPv6.
_NO_URL = re.compile(r"(?:https?:)?//[^\s\"'<>/\[\]]*[\[\]][^\s\"'<>]*", re.IGNORECASE)
_SETS = ("srcset", "data-srcset", "data-lazy-srcset", "data-src-set", "data-original-set")
_LONG_SET = re.compile(r"set\s*=\s*(?:\"[^\"]{2000}|'[^']{2000}|[^\s\"'>]{2000})", re.IGNORECASE)
_MAX_TOKEN = 2000  # characters of an address: longer ones are embedded pictures
_EMBEDDED = "data:,"  # in the place of one, so that its width is not taken for an address
_MAX_SET = 16_000  # characters of all addresses of a picture
_MAX_NESTING = 6  # of lists and names in a name


def usable_url(url: str | None) -> str:
    """`url`, or nothing where it cannot be taken apart ("http://[::1")."""
    try:
        urlsplit(url or "").hostname  # noqa: B018 - raises where the host is none
    except ValueError:
        return ""
    return url or ""


def decode_any(body: bytes | str, content_type: str | None) -> str:
    """`decode`, and UTF-8 where the declared charset is a codec of Python that is none of text, or
    that does not replace what it cannot decode ("undefined", "idna").
    """
    try:
        return decode(body, content_type)
    except (LookupError, UnicodeError):
        return decode(body.decode("utf-8", "replace") if isinstance(body, bytes) else body)


def read_any(
    read: Callable[[LexborHTMLParser], Metadata], tree: LexborHTMLParser, text: str
) -> Metadata:
    """What `read` finds in the page `text`, which is `tree`; where a date or an address makes it
    fail, what it finds without dates that no calendar has and doubtful hosts, or nothing.
    """
    try:
        return read(tree)
    except (ValueError, OverflowError):
        pass
    try:
        return read(parse(_NO_URL.sub("", _NO_DATE.sub(" ", text))))
    except (ValueError, OverflowError):
        return Metadata()


def bound_srcsets(tree: LexborHTMLParser, text: str) -> None:
    """Shorten the `srcset` of each picture that is longer than any real one."""
    if _LONG_SET.search(text) is None:
        return
    for name in _SETS:
        for node in tree.css(f"[{name}]"):
            value = node.attributes.get(name) or ""
            if len(value) > _MAX_TOKEN:
                tokens = (t if len(t) <= _MAX_TOKEN else _EMBEDDED for t in value.split())
                node.attrs[name] = " ".join(tokens)[:_MAX_SET]


def without_name_references(nodes: list[Node]) -> list[Node]:
    """The nodes of JSON-LD with names that refer to no node: such references may form a cycle, in
    which every step multiplies the names that are read.
    """
    return [
        {**node, "name": _name(name, 0)}
        if isinstance(name := node.get("name"), list | dict)
        else node
        for node in nodes
    ]


def _name(value: Any, depth: int) -> Any:
    if depth > _MAX_NESTING:
        return None
    if isinstance(value, list):
        return [_name(item, depth + 1) for item in value]
    if isinstance(value, dict):
        return {"name": _name(value.get("name"), depth + 1), "@value": value.get("@value")}
    return value

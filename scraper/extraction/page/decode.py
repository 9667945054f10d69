"""Bytes -> text: byte order mark, HTTP header, `<meta>`, then detection.

Order and aliases follow the WHATWG Encoding Standard as w3lib implements it, with one
addition: a declared charset that does not decode the bytes is not believed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import cchardet
from w3lib.encoding import (
    html_body_declared_encoding,
    http_content_type_encoding,
    read_bom,
    resolve_encoding,
)

_SAMPLE = 200_000  # bytes that the detector looks at
# Everything that is no character of a text: C0 but tab, line feed, form feed and carriage
# return, DEL, C1, and lone surrogates, which no file could be written with. They are looked
# for in UTF-8, where that is five times faster than in text.
_CONTROLS = bytes([*range(0x09), 0x0B, *range(0x0E, 0x20), 0x7F])
_C1 = re.compile(rb"\xc2[\x80-\x9f]")
_SURROGATE = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")
_REPLACEMENT = "\ufffd".encode()

# WHATWG MIME Sniffing, 7.1: bytes that no text begins with; NUL is left to UTF-16, and to
# pages that hold a stray one.
_BINARY = bytes([*range(0x01, 0x09), 0x0B, *range(0x0E, 0x1B), *range(0x1C, 0x20)])
_SNIFFED = 1445  # bytes, as the standard has it
_MOST_BINARY = 0.02  # of them
_STRAY = 8  # such bytes that a page may hold by mistake


class PageSource(NamedTuple):
    """The text of a page, and the same in UTF-8, which the parser reads."""

    text: str
    utf8: bytes


def decode(body: bytes | str, content_type: str | None = None) -> str:
    """`body` as text, without characters that are none; nothing of a binary file. Never raises.

    `content_type` is the value of the HTTP header, whose charset comes second only to a
    byte order mark. A `str` is taken as decoded.
    """
    return page_source(body, content_type).text


def page_source(body: bytes | str, content_type: str | None = None) -> PageSource:
    """The text of `decode`, and the same in UTF-8."""
    text, encoding = (body, "") if isinstance(body, str) else _decode_bytes(body, content_type)
    if isinstance(body, bytes) and encoding == "utf-8":
        utf8 = body
    else:
        text, utf8 = _encoded(text)
    plain = utf8.translate(None, delete=_CONTROLS)
    if len(plain) == len(utf8) and not _C1.search(plain):
        return PageSource(text, utf8)
    plain = _C1.sub(b"", plain)
    return PageSource(plain.decode(), plain)


def _encoded(text: str) -> PageSource:
    try:
        return PageSource(text, text.encode())
    except UnicodeEncodeError:  # lone surrogates
        utf8 = _SURROGATE.sub(_REPLACEMENT, text.encode("utf-8", "surrogatepass"))
        return PageSource(utf8.decode(), utf8)


def _is_binary(body: bytes) -> bool:
    """Whether `body` is a picture, a PDF or the like, whatever a header calls it."""
    start = body[:_SNIFFED]
    kept = start.translate(None, delete=_BINARY)
    most = max(_STRAY, _MOST_BINARY * len(start))
    return start.startswith(b"%PDF-") or len(start) - len(kept) > most


def _decode_bytes(body: bytes, content_type: str | None) -> tuple[str, str]:
    """The text, and the encoding that all of `body` is in; empty where a part of it is not."""
    bom_encoding, bom = read_bom(body)
    if bom_encoding and bom:
        return body[len(bom) :].decode(bom_encoding, "replace"), ""
    said = http_content_type_encoding(content_type)
    if _is_binary(body) and not (said or "").startswith("utf-16"):
        return "", ""
    for encoding in _encodings(body, said):
        text = _decoded(body, encoding)
        if text is not None:
            return text, encoding
    # Nothing decodes it all: a page with a few broken bytes in it.
    encodings = filter(None, (said, _declared(body), "utf-8"))
    replaced = (_decoded(body, encoding, "replace") for encoding in encodings)
    return next(text for text in replaced if text is not None), ""


def _encodings(body: bytes, said: str | None) -> Iterator[str]:
    """What to try, in order; detection costs more than all else, and few pages need it."""
    yield from filter(None, (said, _declared(body), "utf-8"))
    if detected := _detected(body):
        yield detected


def _declared(body: bytes) -> str | None:
    """What `<meta>` says; as it can be read byte by byte, it is no UTF-16 (HTML, 13.2.3.2)."""
    found: str | None = html_body_declared_encoding(body)
    return "utf-8" if found and found.lower().startswith("utf-16") else found


def _detected(body: bytes) -> str | None:
    found = cchardet.detect(body[:_SAMPLE]).get("encoding")
    return resolve_encoding(found) if found else None


def _decoded(body: bytes, encoding: str, errors: str = "strict") -> str | None:
    """None where `body` is not in `encoding`, or that is no charset ("undefined", "idna"): Python
    has codecs that are none of text, or that replace nothing.
    """
    try:
        return body.decode(encoding, errors)
    except (UnicodeError, LookupError):
        return None

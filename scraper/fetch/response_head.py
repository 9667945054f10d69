"""Response heads: what browsers accept is rewritten into what h11 accepts. Pure.

h11 reads HTTP/1.1 strictly, and many servers do not write it so. Here a line that is no header
field is dropped, whitespace before a colon is removed, folded lines are joined, a length that is
given twice is given once, and chunks override a length. What no browser accepts is an error.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_STATUS_LINE = re.compile(rb"HTTP/([01]\.[0-9]) ([0-9]{3})(?: (.*))?", re.DOTALL)
_NAME = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # a token, RFC 9110, 5.6.2
_FOLDED = (b" ", b"\t")
# What h11 does not accept inside a value or a reason phrase.
_OTHER_SPACE = re.compile(rb"[\r\v\f\0]")
# h11 refuses lengths of more digits; 10^20 bytes are more than any page.
_LENGTH_DIGITS = 20

HeaderField = tuple[bytes, bytes]


class BadResponse(Exception):
    """What was received is not HTTP/1.1. The message is a reason for a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseHead:
    """One head. How the body is delimited (RFC 9112, 6.3) is told by `is_chunked` and `length`;
    with neither, it ends where the connection does.
    """

    version: bytes
    status: int
    reason: bytes
    fields: tuple[HeaderField, ...]
    is_chunked: bool
    length: int | None

    @property
    def is_interim(self) -> bool:
        """Whether another head follows (RFC 9110, 15.2); 101 is the last one on its connection."""
        return 100 <= self.status <= 199 and self.status != 101

    def encode(self) -> bytes:
        """The head as h11 accepts it."""
        lines = [
            b"HTTP/%b %d %b" % (self.version, self.status, self.reason),
            *(b"%b: %b" % field for field in self.fields),
        ]
        return b"\r\n".join(lines) + b"\r\n\r\n"


def parse_head(head: bytes) -> ResponseHead:
    """The head in the bytes before its empty line. Raises BadResponse."""
    status_line, *lines = re.split(rb"\r?\n", head.rstrip(b"\r"))
    match = _STATUS_LINE.fullmatch(status_line)
    if match is None:
        raise BadResponse("Invalid status line")
    version, status, reason = match.group(1), int(match.group(2)), match.group(3) or b""
    if status < 100:
        raise BadResponse("Invalid status code")
    fields = list(_fields(lines))
    codings = _values(fields, b"transfer-encoding")
    is_coded = bool(set(codings) - {b"identity"})
    is_chunked = is_coded and codings[-1] == b"chunked"
    length = None if is_coded else _length(_values(fields, b"content-length"))
    if status < 200 or status in {204, 304}:  # these have no body, whatever they declare
        length = 0
    return ResponseHead(
        version=version,
        status=status,
        reason=_OTHER_SPACE.sub(b" ", reason),
        fields=tuple(_framed(fields, is_coded=is_coded, is_chunked=is_chunked)),
        is_chunked=is_chunked and length is None,
        length=length,
    )


def _fields(lines: list[bytes]) -> Iterator[HeaderField]:
    for line in _unfolded(lines):
        name, colon, value = line.partition(b":")
        name = name.rstrip(b" \t")
        if not colon or _NAME.fullmatch(name) is None:
            continue
        if b"\0" in value:
            raise BadResponse("a NUL in a header")
        yield name, _OTHER_SPACE.sub(b" ", value).strip(b" \t")


def _unfolded(lines: list[bytes]) -> list[bytes]:
    """RFC 9112, 5.2: a line that begins with whitespace continues the one before it."""
    joined: list[bytes] = []
    for line in lines:
        if joined and line.startswith(_FOLDED):
            joined[-1] += b" " + line.strip(b" \t")
        else:
            joined.append(line.lstrip(b" \t"))
    return joined


def _values(fields: list[HeaderField], wanted: bytes) -> list[bytes]:
    """The members of a comma-separated list (RFC 9110, 5.6.1), in lower case."""
    found = (value.lower() for name, value in fields if name.lower() == wanted)
    return [member.strip(b" \t") for value in found for member in value.split(b",")]


def _length(values: list[bytes]) -> int | None:
    if not all(value.isdigit() for value in values):
        raise BadResponse("Invalid character in Content-Length")
    if len(set(values)) > 1:
        raise BadResponse("Duplicate Content-Length")
    if values and len(values[0]) > _LENGTH_DIGITS:
        raise BadResponse("Content-Length overflow")
    return int(values[0]) if values else None


def _framed(
    fields: list[HeaderField], *, is_coded: bool, is_chunked: bool
) -> Iterator[HeaderField]:
    """The fields with at most one Transfer-Encoding, and then without a Content-Length: RFC 9112,
    6.3. Without a coding h11 joins equal lengths itself.
    """
    for name, value in fields:
        match name.lower():
            case b"transfer-encoding":
                if is_chunked:
                    yield name, b"chunked"
                is_chunked = False
            case b"content-length" if is_coded:
                continue
            case _:
                yield name, value

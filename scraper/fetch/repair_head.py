"""Heads of answers that a strict reader refuses, mended as browsers read them. Pure.

Only what is refused comes here. A line that is no field is left out, a blank before a colon
goes, a length said twice is said once, and of chunks and a length the chunks count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_END = re.compile(rb"\n\r?\n")
_NAME = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # RFC 9110, 5.6.2
_FOLDED = (b" ", b"\t")

Field = tuple[bytes, bytes]


def repair_head(received: bytes) -> bytes | None:
    """The head at the start of `received`, mended, and what follows it; None before its end."""
    if b"\n\r\n" not in received and b"\n\n" not in received:
        return None
    end = _END.search(received)
    assert end is not None
    status_line, *lines = re.split(rb"\r?\n", received[: end.start()].rstrip(b"\r"))
    fields = _framed_once(list(_fields(lines)))
    mended_lines = [status_line, *(b"%b: %b" % field for field in fields)]
    return b"\r\n".join(mended_lines) + b"\r\n\r\n" + received[end.end() :]


def _fields(lines: list[bytes]) -> Iterator[Field]:
    for line in lines:
        name, colon, value = line.partition(b":")
        name = name.rstrip()
        if colon and not line.startswith(_FOLDED) and _NAME.fullmatch(name):
            yield name, value.strip()


def _framed_once(fields: list[Field]) -> list[Field]:
    """RFC 9112, 6.3: a coding overrides a length; the same length said twice is one."""
    codings = {value.lower() for name, value in fields if name.lower() == b"transfer-encoding"}
    has_coding = bool(codings - {b"identity"})
    lengths = {
        number.strip()
        for name, value in fields
        if name.lower() == b"content-length"
        for number in value.split(b",")
    }
    kept = [
        (name, value)
        for name, value in fields
        if name.lower() != b"content-length"
        and (has_coding or name.lower() != b"transfer-encoding")
    ]
    return kept if has_coding else kept + [(b"Content-Length", each) for each in sorted(lengths)]

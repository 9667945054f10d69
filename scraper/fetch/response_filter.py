"""One response of HTTP/1.1 on its way from the server to h11: checked, and its head rewritten.

Pure: bytes in, bytes out. A response that is mostly not text (a head without end, interim
responses or chunk headers without end) is given up.
"""

from __future__ import annotations

import re

from scraper.fetch.body_framing import TOO_MUCH_FRAMING, BodyFraming
from scraper.fetch.response_head import BadResponse, ResponseHead, parse_head

# Bytes of a head and the interim responses before it. Chosen so that a header of 64 KiB or 2000
# cookies are accepted; Chromium's limit is 256 KiB.
_LONGEST_HEAD = 128 * 1024
_START = b"HTTP/"
_END = re.compile(rb"\n\r?\n")


class CutShort(Exception):
    """The connection ended before the response did."""


class ResponseFilter:
    """`has_begun` says that any of the response has been received, `has_surplus` that more has been
    than belongs to it; `head` is known once it is complete.
    """

    def __init__(self) -> None:
        self.head: ResponseHead | None = None
        self.has_surplus = False
        self._received = 0
        self._buffer = bytearray()
        self._framing: BodyFraming | None = None

    @property
    def has_begun(self) -> bool:
        return self._received > 0

    def feed(self, data: bytes) -> bytes:
        """What h11 is to read, now that `data` has been received. Raises BadResponse."""
        if self._framing is not None:
            return self._checked(data, self._framing)
        self._received += len(data)
        searched = len(self._buffer)
        self._buffer += data
        head = self._next_head(searched)
        if head is None:
            if self._received > _LONGEST_HEAD:
                raise BadResponse(TOO_MUCH_FRAMING)
            return b""
        self.head, self._framing = head, BodyFraming(head)
        rest = bytes(self._buffer)
        self._buffer.clear()
        return head.encode() + self._checked(rest, self._framing)

    def end(self) -> None:
        """The connection has ended. Raises CutShort where the response has not."""
        if self._framing is None:
            head = "the head of the answer ends in the middle"
            raise CutShort(head if self.has_begun else "closed without an answer")
        if not self._framing.ends_with_connection and not self._framing.is_complete:
            raise CutShort(f"the body ends in the middle, after {self._framing.received} bytes")

    def _next_head(self, searched: int) -> ResponseHead | None:
        """The first final head in the buffer, which is removed from it with all before it."""
        while True:
            if self._buffer.startswith((b"\r", b"\n")):  # RFC 9112, 2.2: empty lines before a head
                self._buffer = self._buffer.lstrip(b"\r\n")
                searched = 0
            if not _START.startswith(bytes(self._buffer[: len(_START)])):
                raise BadResponse("Expected HTTP/, RTSP/ or ICE/")
            end = _END.search(self._buffer, max(searched - len(b"\n\r"), 0))
            if end is None:
                return None
            head = parse_head(bytes(self._buffer[: end.start()]))
            del self._buffer[: end.end()]
            searched = 0
            if not head.is_interim:
                return head

    def _checked(self, data: bytes, framing: BodyFraming) -> bytes:
        used = framing.feed(data)
        self.has_surplus |= used < len(data)
        return data[:used]

"""One answer of HTTP/1.1, read as it comes: bytes in, head and body out. No I/O.

llhttp reads, as in Node and aiohttp; bare line feeds and folded lines are let pass, and a
head that it refuses gets a second chance (heads.py). An answer that is mostly not text (a head
without end, interim answers or chunk extensions without end) is given up.
"""

from __future__ import annotations

from httptools import HttpParserError, HttpParserUpgrade, HttpResponseParser

from scraper.fetch.repair_head import repair_head

# Bytes of head, interim answers and framing: so many, and for each byte of the body so many
# more (a chunk of one byte is six).
_FRAMING = 128 * 1024
_FRAMING_A_BYTE = 8


class BadAnswer(Exception):
    """What came is no HTTP. The message says what is wrong with it."""


class CutShort(Exception):
    """The connection ended before the answer did."""


class Message:
    """An answer on its way in. `headers` are as received, in order, with repeats.

    `keeps_alive` is whether the connection may be used again once `is_complete`.
    """

    __slots__ = (
        *("_body", "_ends_with_connection", "_has_nul", "_head", "_parser"),
        *("_read", "_received", "_refusal"),
        *("has_head", "headers", "is_complete", "keeps_alive", "reason", "status", "version"),
    )

    def __init__(self) -> None:
        self.status = 0
        self.reason = b""
        self.version = ""
        self.headers: list[tuple[bytes, bytes]] = []
        self.has_head = self.is_complete = self.keeps_alive = False
        self._ends_with_connection = self._has_nul = False
        self._body = bytearray()
        self._head = bytearray()
        self._refusal = ""
        self._read = self._received = 0
        self._parser = self._new_parser()

    def _new_parser(self) -> HttpResponseParser:
        parser = HttpResponseParser(self)
        parser.set_dangerous_leniencies(
            lenient_headers=True,
            lenient_optional_cr_before_lf=True,
            lenient_spaces_after_chunk_size=True,
        )
        return parser

    @property
    def has_begun(self) -> bool:
        return self._received > 0

    @property
    def waiting(self) -> int:
        """Bytes of the body that are not taken yet."""
        return len(self._body)

    def feed(self, data: bytes) -> None:
        """Read what came. Raises BadAnswer; what was read before that can still be taken."""
        if self.is_complete:
            self.keeps_alive = False
            return
        self._received += len(data)
        if not self.has_head:
            self._head += data
        if self._refusal:
            self._mend()
        else:
            self._parse(data)
        if self._received > _FRAMING + self._read * _FRAMING_A_BYTE and not self.is_complete:
            raise BadAnswer(self._refusal or "more head and framing than a page can need")

    def _parse(self, data: bytes) -> None:
        try:
            self._parser.feed_data(data)
        except HttpParserUpgrade:
            self.keeps_alive = False
        except HttpParserError as error:
            if self.is_complete:
                self.keeps_alive = False  # what follows an answer nobody asked for
                return
            if self.has_head or self._refusal:
                raise BadAnswer(self._refusal or str(error)) from None
            self._refusal = str(error)
            self._mend()
        if self._has_nul:
            raise BadAnswer("a NUL in a header")

    def _mend(self) -> None:
        """Once a head that was refused is there whole, read it a second time, mended."""
        if not self._head.startswith(b"HTTP/"):
            raise BadAnswer(self._refusal)
        head = repair_head(bytes(self._head))
        if head is not None:
            self._parser = self._new_parser()
            self.headers.clear()
            self.reason = b""
            self._parse(head)
            self._refusal = ""

    def end(self) -> None:
        """The connection is closed. Raises CutShort where the answer was not complete."""
        if self.is_complete:
            return
        if not self._received:
            raise CutShort("closed without an answer")
        if not self.has_head:
            raise CutShort("the head of the answer ends in the middle")
        if not self._ends_with_connection:
            raise CutShort(f"the body ends in the middle, after {self._read} bytes")
        self.is_complete = True

    def take(self) -> bytes:
        """What has come of the body since the last time."""
        body, self._body = self._body, bytearray()
        return bytes(body)

    # --- what the parser calls ------------------------------------------------------------

    def on_message_begin(self) -> None:
        if self.is_complete:
            self.keeps_alive = False

    def on_status(self, phrase: bytes) -> None:
        if not self.has_head:
            self.reason += phrase

    def on_header(self, name: bytes, value: bytes) -> None:
        """Of the head; trailers are passed over."""
        if not self.has_head:
            self.headers.append((name, value.rstrip(b" \t")))

    def on_headers_complete(self) -> None:
        if self.has_head:
            return
        self.status = self._parser.get_status_code()
        if 100 <= self.status <= 199 and self.status != 101:  # RFC 9110, 15.2: another follows
            self.headers.clear()
            self.reason = b""
            return
        self.version = self._parser.get_http_version()
        self.keeps_alive = self._parser.should_keep_alive()
        self._ends_with_connection = _ends_with_connection(self.headers)
        self._head.clear()
        self._has_nul = any(b"\0" in value for _, value in self.headers)
        self.has_head = not self._has_nul

    def on_body(self, body: bytes) -> None:
        if not self.is_complete:
            self._body += body
            self._read += len(body)

    def on_message_complete(self) -> None:
        self.is_complete = self.has_head


def _ends_with_connection(headers: list[tuple[bytes, bytes]]) -> bool:
    """RFC 9112, 6.3: where neither a length nor chunks say how long the body is."""
    named = {name.lower(): value for name, value in headers}
    coding = named.get(b"transfer-encoding")
    if coding is not None:
        return not coding.lower().rstrip().endswith(b"chunked")
    return b"content-length" not in named

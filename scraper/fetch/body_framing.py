"""Where a body ends, and what of its framing no client should accept. Pure: it only looks.

h11 reads the body. It would wait for the rest of a chunk of any size, take chunk headers without
end, and take what follows a response for the beginning of the next one: this is checked here.
"""

from __future__ import annotations

import re

from scraper.fetch.response_head import BadResponse, ResponseHead

TOO_MUCH_FRAMING = "more head and framing than a page can need"

# Bytes of chunk headers and trailers between two pieces of data. Chosen below the 100 KiB at which
# h11 gives up with an error of its own.
_LONGEST_RUN = 64 * 1024
# And in all for each byte of the body: a chunk of one byte, the least there is, has five.
_FRAMING_PER_BYTE = 8
_CHUNK_HEADER = re.compile(rb"([0-9a-f]+)[ \t]*(?:;.*)?\r\n", re.IGNORECASE | re.DOTALL)
_LONGEST_SIZE = 16  # hexadecimal digits: 64 bits, as other clients have it


class BodyFraming:
    """Follows one body as it is received.

    `received` counts the bytes of the body itself. `ends_with_connection` says that only the end
    of the connection tells where it ends.
    """

    def __init__(self, head: ResponseHead) -> None:
        self._is_chunked = head.is_chunked
        self._left = head.length or 0  # bytes of the body, or of the current chunk and its CRLF
        self._line = bytearray()
        self._framing = 0
        self._run = 0  # bytes of framing since the last data
        self._is_trailer = False
        self.ends_with_connection = not head.is_chunked and head.length is None
        self.is_complete = head.length == 0
        self.received = 0

    def feed(self, data: bytes) -> int:
        """How many of the bytes that were received next belong to the response.

        Raises BadResponse.
        """
        if self._is_chunked:
            return self._feed_chunks(data)
        used = len(data) if self.ends_with_connection else min(self._left, len(data))
        self._left -= used
        self.received += used
        self.is_complete = not self.ends_with_connection and self._left <= 0
        return used

    def _feed_chunks(self, data: bytes) -> int:
        at = 0
        while at < len(data) and not self.is_complete:
            if self._left:
                at += self._skip(len(data) - at)
            else:
                at += self._read_line(data, at)
        return at

    def _skip(self, available: int) -> int:
        """Pass over the data of a chunk; the CRLF after it is h11's to check."""
        step = min(self._left, available)
        self.received += max(min(self._left - len(b"\r\n"), step), 0)
        self._left -= step
        self._run = 0
        return step

    def _read_line(self, data: bytes, at: int) -> int:
        """Read (a part of) a chunk header or a trailer line; how many bytes that are."""
        newline = data.find(b"\n", at)
        end = len(data) if newline < 0 else newline + 1
        self._line += data[at:end]
        self._run += end - at
        self._framing += end - at
        most = _LONGEST_RUN + self.received * _FRAMING_PER_BYTE
        if self._run > _LONGEST_RUN or self._framing > most:
            raise BadResponse(TOO_MUCH_FRAMING)
        if newline >= 0:
            line = bytes(self._line)
            self._line.clear()
            self._take_line(line)
        return end - at

    def _take_line(self, line: bytes) -> None:
        if self._is_trailer:
            self.is_complete = not line.rstrip(b"\r\n")
            return
        match = _CHUNK_HEADER.fullmatch(line)
        if match is None:
            raise BadResponse("Invalid character in chunk size")
        digits = match.group(1).lstrip(b"0")
        if len(digits) > _LONGEST_SIZE:
            raise BadResponse("Chunk size overflow")
        size = int(digits or b"0", 16)
        self._is_trailer = size == 0
        self._left = size + len(b"\r\n") if size else 0

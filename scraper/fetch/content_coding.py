"""Content codings (gzip, deflate, br, zstd), decoded incrementally and within a limit.

A body may have one coding. More than one has no use, and each multiplies what a decompression
bomb inflates to.
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable
from io import BytesIO
from typing import Protocol

import brotli

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

from scraper.fetch.reason_text import printable

ACCEPT_ENCODING = "gzip, deflate, br, zstd"

# Values of Content-Encoding that servers send although they are no content codings (charsets,
# Content-Transfer-Encodings): the body is not encoded.
_PLAIN = frozenset(
    {"", "identity", "none", "utf-8", "utf8", "iso-8859-1", "binary", "7bit", "8bit"}
)
# RFC 9659: a zstd window for HTTP is at most 8 MiB.
_ZSTD_WINDOW_LOG = 23
_GZIP_MAGIC = b"\x1f\x8b"
# Bytes. Where data is damaged, what its step would have decoded to is lost.
_GUNZIP_STEP = 1024


class BodyError(Exception):
    """A body that cannot be decoded. The message is a reason for a person."""


class Decoder(Protocol):
    """One content coding, decoded piece by piece."""

    name: str
    finished: bool

    def feed(self, data: bytes, room: int) -> bytes:
        """What `data` decodes to; soon after `room` bytes it stops, and must not be fed again.

        Raises BodyError.
        """


def decoder_for(encoding: str | None) -> Decoder | None:
    """The decoder for a Content-Encoding value; None where the body is not encoded.

    Raises BodyError for an unknown coding and for more than one.
    """
    named = [token.strip().lower() for token in (encoding or "").split(",")]
    codings = [token for token in named if token not in _PLAIN]
    if not codings:
        return None
    if len(codings) > 1:
        raise BodyError(f"{len(codings)} content encodings on one body")
    make = _DECODERS.get(codings[0])
    if make is None:
        raise BodyError(f"unknown content encoding {printable(codings[0], 20)!r}")
    return make()


def gunzip(data: bytes, *, max_bytes: int) -> bytes:
    """The first `max_bytes` of gzip `data`, up to where it is damaged."""
    decoder, decoded = _Gzip(), BytesIO()  # whose value is no copy
    for start in range(0, len(data), _GUNZIP_STEP):
        piece = data[start : start + _GUNZIP_STEP]
        try:
            decoded.write(decoder.feed(piece, max_bytes - decoded.tell()))
        except BodyError:
            break
        if decoded.tell() > max_bytes:
            break
    decoded.truncate(max_bytes)
    return decoded.getvalue()


def is_gzip(data: bytes) -> bool:
    return data.startswith(_GZIP_MAGIC)


class _Zlib:
    """zlib streams; gzip may have several members (RFC 1952, 2.2). What follows is ignored."""

    name = ""

    def __init__(self, window_bits: int) -> None:
        self._window_bits = window_bits
        self._stream = zlib.decompressobj(window_bits)
        self.finished = False

    def feed(self, data: bytes, room: int) -> bytes:
        decoded = bytearray()
        while data and room >= 0:
            if self.finished and not self._begin_member(data):
                break
            try:
                piece = self._stream.decompress(data, room + 1)
            except zlib.error as error:
                raise BodyError(f"the {self.name} body is damaged") from error
            decoded += piece
            room -= len(piece)
            self.finished = self._stream.eof
            data = self._stream.unused_data if self.finished else b""
        return bytes(decoded)

    def _begin_member(self, data: bytes) -> bool:
        if not is_gzip(data) or self.name != _Gzip.name:
            return False
        self._stream = zlib.decompressobj(self._window_bits)
        self.finished = False
        return True


class _Gzip(_Zlib):
    name = "gzip"

    def __init__(self) -> None:
        super().__init__(16 + zlib.MAX_WBITS)


class _Deflate(_Zlib):
    """`deflate` is the zlib format (RFC 9110, 8.4.1.2), but some servers send raw deflate data."""

    name = "deflate"

    def __init__(self) -> None:
        super().__init__(zlib.MAX_WBITS)
        self._head = b""
        self._known = False

    def feed(self, data: bytes, room: int) -> bytes:
        if not self._known:
            data = self._head = self._head + data
            if len(data) < 2:
                return b""
            self._known = True
            if not _has_zlib_header(data):
                self._stream = zlib.decompressobj(-zlib.MAX_WBITS)
        return super().feed(data, room)


def _has_zlib_header(data: bytes) -> bool:
    return data[0] & 0x0F == 8 and (data[0] << 8 | data[1]) % 31 == 0


class _Brotli:
    name = "br"

    def __init__(self) -> None:
        self._stream = brotli.Decompressor()
        self.finished = False

    def feed(self, data: bytes, room: int) -> bytes:
        if self.finished:
            return b""
        decoded = bytearray()
        try:
            while room >= 0:
                # brotli may return up to 32 KiB more than the limit
                piece = self._stream.process(data, output_buffer_limit=room + 1)
                decoded += piece
                room -= len(piece)
                data = b""
                if self._stream.can_accept_more_data():
                    break
        except brotli.error as error:
            raise BodyError("the br body is damaged") from error
        self.finished = self._stream.is_finished()
        return bytes(decoded)


class _Zstd:
    name = "zstd"

    def __init__(self) -> None:
        self._begin()
        self.finished = False

    def _begin(self) -> None:
        limits: dict[int, int] = {zstd.DecompressionParameter.window_log_max: _ZSTD_WINDOW_LOG}
        self._stream = zstd.ZstdDecompressor(options=limits)

    def feed(self, data: bytes, room: int) -> bytes:
        decoded = bytearray()
        while room >= 0:
            if self.finished:
                if not data:
                    break
                self._begin()
            try:
                piece = self._stream.decompress(data, room + 1)
            except zstd.ZstdError as error:
                raise BodyError("the zstd body is damaged") from error
            decoded += piece
            room -= len(piece)
            self.finished = self._stream.eof
            data = self._stream.unused_data if self.finished else b""
            if not self.finished and self._stream.needs_input:
                break
        return bytes(decoded)


_DECODERS: dict[str, Callable[[], Decoder]] = {
    "gzip": _Gzip,
    "x-gzip": _Gzip,
    "deflate": _Deflate,
    "br": _Brotli,
    "zstd": _Zstd,
}

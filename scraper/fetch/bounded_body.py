"""Bodies: a raw stream read to bytes, as received and decoded, in bounded memory.

Reading stops at the limit of *decoded* data, and at the same limit of received data, so that a
decompression bomb is never inflated further than that.
"""

from __future__ import annotations

from collections.abc import AsyncIterable, AsyncIterator, Callable
from dataclasses import dataclass
from typing import Protocol

from scraper.fetch.content_coding import BodyError, decoder_for

# The bytes by which a media type can be recognised (WHATWG MIME Sniffing, 5.2: resource header).
SNIFFED = 1445


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundedBody:
    """A body as received (`content`) and decoded; the same object where it was not encoded.

    `is_truncated` says that it was longer than the limit: the rest was not read.
    """

    content: bytes
    decoded: bytes
    is_truncated: bool = False


Inspect = Callable[[bytes], int | None]
_PIECE = 4096  # bytes that are decoded together: a bomb makes four million of them


class Room(Protocol):
    """Where a body is received: how much of it there is now, and whether more may come."""

    async def wait(self) -> None: ...

    def grow(self, size: int) -> None: ...


class NoLimit:
    """Room without end."""

    async def wait(self) -> None:
        pass

    def grow(self, size: int) -> None:
        pass


NO_LIMIT = NoLimit()


async def read_body(
    chunks: AsyncIterable[bytes],
    *,
    encoding: str | None,
    max_bytes: int,
    inspect: Inspect | None = None,
    room: Room = NO_LIMIT,
) -> BoundedBody:
    """The body in `chunks`; `encoding` is the value of its Content-Encoding header.

    At most `max_bytes` of decoded (and of encoded) data are read and returned. `inspect` is
    called once with the first decoded bytes (SNIFFED of them, or all there are); it may return
    another limit than `max_bytes`, or raise to stop reading. `room` is waited for before each
    part, and told how much there is more.

    Raises BodyError, and whatever `chunks`, `inspect` and `room` raise.
    """
    decoder = decoder_for(encoding)
    content = bytearray()
    decoded = content if decoder is None else bytearray()
    async for chunk in _pieces(chunks, is_encoded=decoder is not None):
        await room.wait()
        before = len(content) + len(decoded)
        content += chunk
        if decoder is not None:
            decoded += decoder.feed(chunk, max_bytes - len(decoded))
        room.grow(len(content) + len(decoded) - before)
        if inspect is not None and len(decoded) >= SNIFFED:
            max_bytes = inspect(bytes(decoded[:SNIFFED])) or max_bytes
            inspect = None
        if len(decoded) > max_bytes or len(content) > max_bytes:
            return _body(content, decoded, limit=max_bytes)
    if inspect is not None:
        inspect(bytes(decoded[:SNIFFED]))
    if decoder is not None and content and not decoder.finished:
        raise BodyError(f"the {decoder.name} body ends in the middle")
    return _body(content, decoded)


async def _pieces(chunks: AsyncIterable[bytes], *, is_encoded: bool) -> AsyncIterator[bytes]:
    async for chunk in chunks:
        if not is_encoded or len(chunk) <= _PIECE:
            yield chunk
            continue
        for start in range(0, len(chunk), _PIECE):
            yield chunk[start : start + _PIECE]


def decode_body(content: bytes, encoding: str | None, *, max_bytes: int) -> bytes:
    """A body as it was received, decoded, at most `max_bytes` of it. Raises BodyError.

    It was accepted when it was read: a truncated one was cut at the limit then, and is no error.
    """
    decoder = decoder_for(encoding)
    return content if decoder is None else decoder.feed(content, max_bytes)[:max_bytes]


def _body(content: bytearray, decoded: bytearray, *, limit: int | None = None) -> BoundedBody:
    received = bytes(memoryview(content)[:limit])
    plain = received if decoded is content else bytes(memoryview(decoded)[:limit])
    return BoundedBody(content=received, decoded=plain, is_truncated=limit is not None)

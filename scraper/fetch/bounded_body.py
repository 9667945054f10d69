"""Bodies: a raw stream to bytes, as received and decoded, in bounded memory.

A bomb is stopped at the limit of *decoded* data, and at the same limit of received data:
what a stream would inflate to never matters.
"""

from __future__ import annotations

from collections.abc import AsyncIterable, Callable
from dataclasses import dataclass

from scraper.fetch.content_coding import BodyError, decoder_for

# As much as a media type needs to be told by its first bytes (WHATWG MIME Sniffing, 5.2).
SNIFFED = 1445


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundedBody:
    """A body as received (`content`) and decoded; one object where there was no encoding.

    `cut` says that there was more than the limit: the rest was never read.
    """

    content: bytes
    decoded: bytes
    cut: bool = False


Inspect = Callable[[bytes], None]


async def read_body(
    chunks: AsyncIterable[bytes],
    *,
    encoding: str | None,
    max_bytes: int,
    inspect: Inspect | None = None,
) -> BoundedBody:
    """The body of `chunks`, its Content-Encoding header's value being `encoding`.

    Reads no further than `max_bytes` of decoded (or of encoded) data; what is over is not
    returned. `inspect` is called once with the first decoded bytes (SNIFFED of them, or
    all there are) and may raise to end the reading.

    Raises BodyError, and whatever `chunks` and `inspect` raise.
    """
    decoder = decoder_for(encoding)
    content = bytearray()
    decoded = content if decoder is None else bytearray()
    async for chunk in chunks:
        content += chunk
        if decoder is not None:
            decoded += decoder.feed(chunk, max_bytes - len(decoded))
        if inspect is not None and len(decoded) >= SNIFFED:
            inspect(bytes(decoded[:SNIFFED]))
            inspect = None
        if len(decoded) > max_bytes or len(content) > max_bytes:
            return _body(content, decoded, cut=max_bytes)
    if inspect is not None:
        inspect(bytes(decoded[:SNIFFED]))
    if decoder is not None and content and not decoder.finished:
        raise BodyError(f"the {decoder.name} body ends in the middle")
    return _body(content, decoded)


def decode_body(content: bytes, encoding: str | None, *, max_bytes: int) -> bytes:
    """At most `max_bytes` of a body as it was received, decoded.

    As it was read whole once, what is broken now is what it was then. Raises BodyError.
    """
    decoder = decoder_for(encoding)
    return content if decoder is None else decoder.feed(content, max_bytes)[:max_bytes]


def _body(content: bytearray, decoded: bytearray, *, cut: int | None = None) -> BoundedBody:
    received = bytes(memoryview(content)[:cut])
    plain = received if decoded is content else bytes(memoryview(decoded)[:cut])
    return BoundedBody(content=received, decoded=plain, cut=cut is not None)

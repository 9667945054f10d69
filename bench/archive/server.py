"""The server: a short article at each URL, and 304 for conditional requests."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from random import Random

_WORDS = [f"{a}{b}" for a in "harbour ferry council summer bridge tower".split() for b in range(99)]
_TAG = b'ETag: "1"\r\n'
_NONE = b"HTTP/1.1 404 Not Found\r\nContent-Type: text/plain\r\nContent-Length: 0\r\n\r\n"
_SAME = b"HTTP/1.1 304 Not Modified\r\n" + _TAG + b"\r\n"


def page(address: str) -> bytes:
    """An article of 170 words that differ for each URL."""
    words = Random(address)
    sentences = (
        " ".join(words.choice(_WORDS) for _ in range(17)).capitalize() + "." for _ in range(10)
    )
    text = "".join(f"<p>{sentence}</p>" for sentence in sentences)
    title = f"Story {address}"
    return f"<title>{title}</title><article><h1>{title}</h1>{text}</article>".encode()


class _Answering(asyncio.Protocol):
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """One request per packet: the clients here send neither more nor less."""
        if data.startswith(b"GET /robots.txt"):
            self._transport.write(_NONE)
        elif b"\r\nif-none-match:" in data.lower():
            self._transport.write(_SAME)
        else:
            body = page(_address(data))
            head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n" % len(
                body
            )
            self._transport.write(head + _TAG + b"\r\n" + body)


def _address(request: bytes) -> str:
    """Host and path: no two sites have the same article, or one would be a duplicate."""
    head, _, rest = request.partition(b"\r\n")
    host = rest.lower().partition(b"host: ")[2].partition(b"\r\n")[0]
    return (host + head.split(b" ", 2)[1]).decode("ascii", "replace")


async def _serve(told: Connection) -> None:
    server = await asyncio.get_running_loop().create_server(_Answering, "0.0.0.0", 0)
    told.send(server.sockets[0].getsockname()[1])
    await asyncio.Event().wait()


def _run(told: Connection) -> None:
    asyncio.run(_serve(told))


@contextmanager
def serving() -> Iterator[int]:
    """The port of the server on all of 127.0.0.0/8."""
    heard, told = get_context("spawn").Pipe(duplex=False)
    process = get_context("spawn").Process(target=_run, args=(told,), daemon=True)
    process.start()
    told.close()  # so that a server that cannot start is an EOFError here
    try:
        yield heard.recv()
    finally:
        process.terminate()
        process.join()


def urls(port: int, *, sites: int, pages: int) -> list[str]:
    """Addresses on hosts of the loopback net, site by site."""
    return [
        f"http://127.0.{2 + site // 250}.{1 + site % 250}:{port}/{number}"
        for site in range(sites)
        for number in range(pages)
    ]

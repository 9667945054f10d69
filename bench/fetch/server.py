"""The server: a process of its own that answers every GET with the same page.

It does as little as possible; only the client's CPU time is measured.
"""

from __future__ import annotations

import asyncio
import gzip
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random

CERTIFICATE = Path(__file__).parents[2] / "tests" / "fetch" / "certificates" / "good.pem"
_WORDS = "harbour ferry council summer workers timetable crossing north bridge evening".split()
_HEADERS = """\
HTTP/1.1 200 OK
Date: Wed, 25 Nov 2026 10:00:00 GMT
Server: nginx
Content-Type: text/html; charset=utf-8
Content-Encoding: gzip
Cache-Control: public, max-age=60
Vary: Accept-Encoding, Cookie
ETag: "5f3c-1a2b3c4d5e6f"
Last-Modified: Wed, 25 Nov 2026 09:00:00 GMT
Set-Cookie: session=0123456789abcdef; Path=/; HttpOnly
Strict-Transport-Security: max-age=31536000
X-Content-Type-Options: nosniff
Connection: keep-alive
"""
_NONE = b"HTTP/1.1 404 Not Found\r\nContent-Type: text/plain\r\nContent-Length: 0\r\n\r\n"


def page() -> bytes:
    """A response with 24 KiB of HTML, gzipped."""
    random = Random(1)
    text = " ".join(random.choice(_WORDS) for _ in range(3_400))
    body = gzip.compress(f"<!doctype html><title>T</title><p>{text}</p>".encode())
    head = f"{_HEADERS}Content-Length: {len(body)}\n\n".replace("\n", "\r\n")
    return head.encode() + body


class _Answering(asyncio.Protocol):
    def __init__(self, reply: bytes) -> None:
        self._reply = reply

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """One request per packet: the clients here send neither more nor less."""
        self._transport.write(_NONE if data.startswith(b"GET /robots.txt") else self._reply)


async def _serve(told: Connection) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    loop, reply = asyncio.get_running_loop(), page()
    ports = []
    for tls in (None, context):
        server = await loop.create_server(lambda: _Answering(reply), "0.0.0.0", 0, ssl=tls)
        ports.append(server.sockets[0].getsockname()[1])
    told.send(ports)
    await asyncio.Event().wait()


def _run(told: Connection) -> None:
    asyncio.run(_serve(told))


@contextmanager
def serving() -> Iterator[tuple[int, int]]:
    """The ports on all of 127.0.0.0/8, for HTTP and for HTTPS."""
    heard, told = get_context("spawn").Pipe(duplex=False)
    process = get_context("spawn").Process(target=_run, args=(told,), daemon=True)
    process.start()
    told.close()  # so that a server that cannot start is an EOFError here
    try:
        plain, tls = heard.recv()
        yield plain, tls
    finally:
        process.terminate()
        process.join()

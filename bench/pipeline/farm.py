"""A farm of sites on loopback: one process serves any number of hosts.

    python -m bench.pipeline.farm --hosts 50 [--pages DIR] [--latency-ms 100]

Each of the addresses 127.0.1.1, 127.0.1.2 … is a host, all on one port, which is printed when
the farm is ready. `/article/<number>-<page>` is a page, `/robots.txt` allows all, anything
else is 404. Keep-alive, gzip, ETag and 304; HTTP/1.1 as far as clients of a benchmark need it.
Only these addresses are bound, and no request goes to others.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import hashlib
import json
import resource
import signal
from dataclasses import dataclass, field
from pathlib import Path

from bench.pipeline.pages import read_pages

_ROBOTS = b"User-agent: *\nAllow: /\n"
_MADE = 150  # generated pages, where there is no folder


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A page, ready to be sent."""

    plain: bytes
    packed: bytes
    etag: bytes

    @classmethod
    def of(cls, body: bytes) -> Stored:
        etag = b'"' + hashlib.sha256(body).hexdigest()[:16].encode() + b'"'
        return cls(plain=body, packed=gzip.compress(body, 6, mtime=0), etag=etag)


@dataclass(slots=True)
class Farm:
    """The pages by name, and the requests that were received."""

    pages: dict[bytes, Stored]
    latency: float
    requests: int = 0
    connections: int = 0
    most_at_once: int = 0  # requests in flight to one host
    in_flight: dict[str, int] = field(default_factory=dict)

    def answer(self, path: bytes, headers: dict[bytes, bytes]) -> bytes:
        """The complete response to a GET."""
        if path == b"/robots.txt":
            return _answer(b"200 OK", _ROBOTS, b"Content-Type: text/plain\r\n")
        if path == b"/__stats":
            return _answer(b"200 OK", json.dumps(self.stats()).encode())
        page = self.pages.get(path.rpartition(b"-")[2]) if path.startswith(b"/article/") else None
        if page is None:
            return _answer(b"404 Not Found", b"")
        more = b"Content-Type: text/html; charset=utf-8\r\nETag: " + page.etag + b"\r\n"
        if page.etag in headers.get(b"if-none-match", b""):
            return b"HTTP/1.1 304 Not Modified\r\n" + more + b"\r\n"
        if b"gzip" in headers.get(b"accept-encoding", b""):
            return _answer(b"200 OK", page.packed, more + b"Content-Encoding: gzip\r\n")
        return _answer(b"200 OK", page.plain, more)

    def stats(self) -> dict[str, float]:
        used = resource.getrusage(resource.RUSAGE_SELF)
        return {
            "requests": self.requests,
            "connections": self.connections,
            "most_at_once": self.most_at_once,
            "cpu": used.ru_utime + used.ru_stime,
        }


def _answer(status: bytes, body: bytes, more: bytes = b"") -> bytes:
    length = b"Content-Length: %d\r\n" % len(body)
    return b"HTTP/1.1 " + status + b"\r\n" + length + more + b"\r\n" + body


class Connection(asyncio.Protocol):
    """One connection, whose requests are answered in order, one at a time."""

    def __init__(self, farm: Farm) -> None:
        self._farm = farm
        self._left = b""
        self._is_busy = False
        self._transport: asyncio.Transport
        self._host = ""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._host = transport.get_extra_info("sockname")[0]
        self._farm.connections += 1

    def data_received(self, data: bytes) -> None:
        self._left += data
        self._next()

    def _next(self) -> None:
        while not self._is_busy and b"\r\n\r\n" in self._left:
            head, _, self._left = self._left.partition(b"\r\n\r\n")
            self._begin(head)

    def _begin(self, head: bytes) -> None:
        farm = self._farm
        first, *lines = head.split(b"\r\n")
        pairs = (line.partition(b":") for line in lines)
        headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
        path = first.split(b" ")[1].partition(b"?")[0]
        farm.requests += path != b"/__stats"
        now = farm.in_flight[self._host] = farm.in_flight.get(self._host, 0) + 1
        farm.most_at_once = max(farm.most_at_once, now)
        answer = farm.answer(path, headers)
        closes = headers.get(b"connection", b"").lower() == b"close" or first.endswith(b"/1.0")
        if farm.latency:
            self._is_busy = True
            asyncio.get_running_loop().call_later(farm.latency, self._end, answer, closes)
        else:
            self._end(answer, closes)

    def _end(self, answer: bytes, closes: bool) -> None:  # noqa: FBT001 - call_later's way
        self._farm.in_flight[self._host] -= 1
        self._is_busy = False
        self._transport.write(answer)
        if closes:
            self._transport.close()
        else:
            self._next()


def host(number: int) -> str:
    """The address of a host, counted from 0."""
    return f"127.0.{1 + number // 250}.{1 + number % 250}"


async def serve(farm: Farm, hosts: int) -> None:
    """Serve until the process is told to end."""
    loop = asyncio.get_running_loop()
    first = await loop.create_server(lambda: Connection(farm), host(0), 0, backlog=1024)
    port = first.sockets[0].getsockname()[1]
    others = [host(number) for number in range(1, hosts)]
    if others:
        await loop.create_server(lambda: Connection(farm), others, port, backlog=1024)
    ended = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, ended.set)
    print(json.dumps({"port": port, "pages": [name.decode() for name in farm.pages]}), flush=True)
    await ended.wait()


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench.pipeline.farm", description=__doc__)
    parser.add_argument("--hosts", type=int, default=50)
    parser.add_argument("--pages", type=Path)
    parser.add_argument("--latency-ms", type=float, default=0.0)
    arguments = parser.parse_args()
    pages = read_pages(arguments.pages, _MADE)
    # names stand after the last "-" of a path
    stored = {name.replace("-", "_").encode(): Stored.of(body) for name, body in pages.items()}
    asyncio.run(serve(Farm(stored, arguments.latency_ms / 1000), arguments.hosts))


if __name__ == "__main__":
    main()

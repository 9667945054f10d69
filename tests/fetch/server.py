"""A server that sends arbitrary bytes, on a real socket of the loopback network.

A site is a mapping of paths to scripts. A script is a sequence of steps: bytes are sent as
they are; other steps tell when, how often, and how it ends. The last script of a path is
repeated.
"""

from __future__ import annotations

import asyncio
import ssl
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Self


@dataclass(frozen=True)
class Drip:
    """One byte at a time, `pause` seconds apart."""

    data: bytes
    pause: float = 0.05


@dataclass(frozen=True)
class Forever:
    """The same bytes, as long as the client receives them."""

    data: bytes


class Hang:
    """Nothing more is sent, and the connection stays open."""


class Hear:
    """Waits for data from the client."""


class Close:
    """The connection is closed in an orderly way (FIN)."""


class Reset:
    """The connection is reset (RST)."""


Step = bytes | Drip | Forever | Hang | Hear | Close | Reset
Script = Sequence[Step]


@dataclass
class RawServer:
    """`requests` holds the request heads as received, `connections` how many were made.

    `greeting` is a script that is run before the first request.
    """

    site: Mapping[str, Sequence[Script]]
    host: str = "127.0.0.1"
    ssl_context: ssl.SSLContext | None = None
    port: int = 0
    greeting: Script = ()
    requests: list[bytes] = field(default_factory=list)
    connections: int = 0
    _asked: Counter[str] = field(default_factory=Counter)
    _open: dict[asyncio.Task[None], asyncio.StreamWriter] = field(default_factory=dict)

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(
            self._accept, self.host, self.port, ssl=self.ssl_context
        )
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for task in list(self._open):
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)
        await self._server.wait_closed()

    def url(self, path: str = "/") -> str:
        scheme = "https" if self.ssl_context else "http"
        return f"{scheme}://{self.host}:{self.port}{path}"

    def paths(self) -> list[str]:
        return [head.split(b" ")[1].decode("latin-1") for head in self.requests]

    async def no_connection_left(self) -> bool:
        """Whether every client has closed its connections, or does so at once."""
        for _ in range(100):
            if not self._open:
                return True
            await asyncio.sleep(0.002)
        return False

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        task = asyncio.get_running_loop().create_task(self._serve(reader, writer))
        self._open[task] = writer
        task.add_done_callback(self._open.pop)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            is_open = await self._take_all(self.greeting, reader, writer)
            while is_open:
                is_open = await self._answer(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """One request and its script; False when the connection is to be closed."""
        head = await reader.readuntil(b"\r\n\r\n")
        self.requests.append(head)
        script = self._next_script(head.split(b" ")[1].decode("latin-1"))
        return await self._take_all(script, reader, writer)

    async def _take_all(
        self, script: Script, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> bool:
        for step in script:
            if isinstance(step, Close):
                return False
            if isinstance(step, Reset):
                writer.transport.abort()
                return False
            await _take(step, reader, writer)
            await writer.drain()
        return True

    def _next_script(self, path: str) -> Script:
        scripts = self.site.get(path) or self.site.get("*") or [[answer("404 Not Found")]]
        script = scripts[min(self._asked[path], len(scripts) - 1)]
        self._asked[path] += 1
        return script


async def _take(step: Step, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    match step:
        case bytes():
            writer.write(step)
        case Drip():
            for byte in step.data:
                writer.write(bytes([byte]))
                await writer.drain()
                await asyncio.sleep(step.pause)
        case Forever():
            while True:
                writer.write(step.data)
                await writer.drain()
        case Hang():
            await reader.read()
        case Hear():
            await reader.read(65536)


PAGE = b"<!doctype html><title>T</title><p>Text of the page.</p>"


def answer(
    status: str = "200 OK",
    body: bytes = b"",
    *headers: str,
    content_type: str | None = "text/html",
    length: int | None = None,
) -> bytes:
    """One complete response; `length` is a Content-Length that may be wrong."""
    lines = [f"HTTP/1.1 {status}", *headers]
    if content_type is not None:
        lines.append(f"Content-Type: {content_type}")
    lines.append(f"Content-Length: {len(body) if length is None else length}")
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


def page(*headers: str, body: bytes = PAGE, content_type: str | None = "text/html") -> bytes:
    return answer("200 OK", body, *headers, content_type=content_type)


def moved(location: str, *headers: str, status: str = "301 Moved Permanently") -> bytes:
    return answer(status, b"moved", f"Location: {location}", *headers)

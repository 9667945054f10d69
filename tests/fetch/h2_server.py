"""A server of HTTP/2 over TLS on loopback. A path is answered with frames of its own."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Self

from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.events import RequestReceived
from h2.exceptions import ProtocolError

Reply = Callable[[H2Connection, int], None]


def answered(
    body: bytes = b"", *headers: tuple[str, str], status: int = 200, ends: bool = True
) -> Reply:
    """A complete response or, without `ends`, one that does not end."""

    def reply(connection: H2Connection, stream: int) -> None:
        pairs = [(":status", str(status)), ("content-type", "text/html"), *headers]
        connection.send_headers(stream, pairs)
        connection.send_data(stream, body, end_stream=ends)

    return reply


def reset(connection: H2Connection, stream: int) -> None:
    """RST_STREAM."""
    connection.reset_stream(stream)


def away(connection: H2Connection, stream: int) -> None:
    """GOAWAY, without a response on the stream."""
    connection.close_connection(last_stream_id=stream - 2 if stream > 2 else 0)


class H2Server:
    """`paths` are those that were requested, `connections` how many were made."""

    def __init__(self, site: Mapping[str, Reply], context: ssl.SSLContext) -> None:
        context.set_alpn_protocols(["h2"])
        self._site = site
        self._context = context
        self._tasks: set[asyncio.Task[None]] = set()
        self.paths: list[str] = []
        self.connections = 0

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0, ssl=self._context)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._server.wait_closed()

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        task = asyncio.get_running_loop().create_task(self._serve(reader, writer))
        self._tasks.add(task)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connection = H2Connection(H2Configuration(client_side=False))
        connection.initiate_connection()
        writer.write(connection.data_to_send())
        with suppress(ConnectionError, ProtocolError):
            while data := await reader.read(65536):
                for event in connection.receive_data(data):
                    if isinstance(event, RequestReceived):
                        self._answer(connection, event)
                writer.write(connection.data_to_send())
        writer.close()

    def _answer(self, connection: H2Connection, event: RequestReceived) -> None:
        path = dict(event.headers)[b":path"].decode()
        self.paths.append(path)
        self._site[path](connection, event.stream_id)

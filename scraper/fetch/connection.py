"""One connection: a request out, an answer in, with a limit on how long nothing may come.

Only sockets and buffers are here; what the bytes mean is the message's. Errors are those of
httpx, as the transport above is one of httpx's.
"""

from __future__ import annotations

import asyncio

import httpx

from scraper.fetch.message import BadAnswer, CutShort, Message

# No more is taken off the socket while so much waits to be read.
_WAITING = 256 * 1024


class Connection(asyncio.Protocol):
    """Asked once at a time. Between two answers it waits; what comes then ends it.

    What a server says before it is asked is its answer: some refuse before they listen.
    """

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._message = Message()
        self._error: Exception | None = None
        self._waiter: asyncio.Future[None] | None = None
        self._is_paused = self._has_asked = self._spoke_first = self.is_closed = False
        self._patience = 0.0
        self.idle_since = 0.0

    # --- what the loop calls --------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        message = self._message
        if message.is_complete and self._has_asked:
            self.abort()  # nobody asked
        try:
            message.feed(data)
        except BadAnswer as error:
            self._fail(httpx.RemoteProtocolError(str(error)))
        if message.waiting > _WAITING and not self._is_paused:
            self._is_paused = True
            self._transport.pause_reading()
        self._wake()

    def eof_received(self) -> None:
        self._end()

    def connection_lost(self, exc: Exception | None) -> None:
        self.is_closed = True
        if exc is not None and not self._message.is_complete:
            self._fail(httpx.ReadError(str(exc)), exc)
        self._end()

    # --- what the transport calls ---------------------------------------------------------

    async def ask(self, request: bytes, *, patience: float) -> Message:
        """Send `request`; its answer once the head is there.

        `patience` is how many seconds nothing may come, now and while the body is read.
        Raises httpx.ReadTimeout, ReadError, RemoteProtocolError.
        """
        if self._has_asked:
            self._message = Message()
        message, self._has_asked, self._patience = self._message, True, patience
        self._spoke_first = message.has_begun
        self._transport.write(request)
        while not message.has_head:
            await self._news()
        return message

    async def read(self) -> bytes:
        """The next piece of the body, empty at its end. Raises as `ask`."""
        message = self._message
        while not message.waiting and not message.is_complete:
            await self._news()
        piece = message.take()
        if self._is_paused:
            self._is_paused = False
            self._transport.resume_reading()
        return piece

    @property
    def is_reusable(self) -> bool:
        """Whether another request may be sent: the answer is over, and was one to a request."""
        message = self._message
        is_open = message.is_complete and message.keeps_alive and not self.is_closed
        return is_open and not self._spoke_first

    @property
    def was_stale(self) -> bool:
        """Whether it was closed before anything of the answer came."""
        was_closed = isinstance(self._error, (httpx.ReadError, httpx.RemoteProtocolError))
        return was_closed and not self._message.has_begun

    def abort(self) -> None:
        """Close at once: nothing that is still to be sent matters, nor TLS's farewell."""
        self.is_closed = True
        self._transport.abort()

    # --- waiting --------------------------------------------------------------------------

    async def _news(self) -> None:
        """Until something has happened."""
        if self._error is not None:
            raise self._error
        self._waiter = self._loop.create_future()
        timer = self._loop.call_later(self._patience, self._expire)
        try:
            await self._waiter
        finally:
            timer.cancel()
            self._waiter = None

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    def _expire(self) -> None:
        self._fail(httpx.ReadTimeout("nothing came"))
        self._wake()

    def _end(self) -> None:
        self.is_closed = True
        try:
            self._message.end()
        except CutShort as error:
            self._fail(httpx.RemoteProtocolError(str(error)), error)
        self._wake()

    def _fail(self, error: Exception, cause: Exception | None = None) -> None:
        """The first error counts: others follow from it."""
        if self._error is None:
            error.__cause__ = cause
            self._error = error

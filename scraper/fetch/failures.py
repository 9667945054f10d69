"""Errors of httpx and the sockets below it, each turned into a Failure with a reason.

The exceptions of these libraries go no further. Messages are inspected only where no type or
errno tells the same.
"""

from __future__ import annotations

import os
import ssl
from collections.abc import Iterator

import httpx

from scraper.errors import Blocked, FetchTimeout
from scraper.fetch.address import PrivateAddress
from scraper.fetch.address_guard import NoSuchHost
from scraper.fetch.reason_text import format_seconds, printable
from scraper.fetch.response_filter import CutShort
from scraper.fetch.retry import Failure
from scraper.settings import FetchSettings

# What a request may raise because of the network or the server.
NETWORK_ERRORS = (
    httpx.RequestError,
    httpx.InvalidURL,
    NoSuchHost,
    PrivateAddress,
)

# Parts of the messages of httpcore and h2 about connections that ended too early, and what replaces
# the whole message where it is no sentence.
_CUT = {
    "disconnected without": "",
    "closed connection": "",
    "unexpectedly closed": "",
    "StreamReset": "the server has reset the HTTP/2 stream",
    "ConnectionTerminated": "the server has ended the HTTP/2 connection",
}
# Characters of a library's message. Chosen so that those of h11 and OpenSSL are whole, unless they
# quote the server at length.
_MAX_MESSAGE = 120


def failure_of(error: Exception, *, url: str, settings: FetchSettings) -> Failure:
    """The facts of a request that ended in `error`, one of NETWORK_ERRORS."""
    match error:
        case PrivateAddress():
            return Failure(reason=str(error), url=url, error=Blocked)
        case NoSuchHost():
            return Failure(reason=str(error), url=url, transient=error.temporary, connecting=True)
        case httpx.TimeoutException():
            return _timeout(error, url, settings)
        case httpx.ConnectError() | httpx.ProxyError():
            return _no_connection(error, url)
        case httpx.NetworkError():
            reason = f"connection lost: {_cause(error)}"
            return Failure(reason=reason, url=url, transient=True)
        case httpx.RemoteProtocolError():
            return _protocol_error(error, url)
        case httpx.InvalidURL() | httpx.UnsupportedProtocol() | httpx.LocalProtocolError():
            return Failure(reason=f"cannot be requested: {_message(error)}", url=url)
        case httpx.TooManyRedirects() | httpx.DecodingError():
            return Failure(reason=_message(error), url=url)
        case _:
            return Failure(reason=f"{type(error).__name__}: {_message(error)}", url=url)


def out_of_time(url: str, settings: FetchSettings) -> Failure:
    """The total timeout has passed. There is no time left for another attempt."""
    reason = f"not finished within {format_seconds(settings.total_timeout)}"
    return Failure(reason=reason, url=url, error=FetchTimeout)


def _timeout(error: httpx.TimeoutException, url: str, settings: FetchSettings) -> Failure:
    connecting = isinstance(error, httpx.ConnectTimeout)
    if connecting:
        reason = f"no connection within {format_seconds(settings.connect_timeout)}"
    else:
        reason = f"no data for {format_seconds(settings.read_timeout)}"
    return Failure(
        reason=reason, url=url, error=FetchTimeout, transient=True, connecting=connecting
    )


def _no_connection(error: httpx.HTTPError, url: str) -> Failure:
    """An invalid certificate is permanent; everything else is transient."""
    certificate = any(isinstance(e, ssl.SSLCertVerificationError) for e in _chain(error))
    return Failure(
        reason=f"no connection: {_cause(error)}",
        url=url,
        transient=not certificate,
        connecting=True,
    )


def _protocol_error(error: httpx.RemoteProtocolError, url: str) -> Failure:
    message = _message(error)
    cut = next((better or message for part, better in _CUT.items() if part in message), None)
    if any(isinstance(cause, CutShort) for cause in _chain(error)):
        cut = message
    if cut is not None:
        return Failure(reason=f"connection cut: {cut}", url=url, transient=True)
    return Failure(reason=f"not a valid HTTP answer: {message}", url=url)


def _cause(error: BaseException) -> str:
    """The message of the most specific error in the chain: TLS, then the operating system's."""
    chain = list(_chain(error))
    for cause in chain:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return f"certificate: {printable(cause.verify_message.rstrip('.'))}"
        if isinstance(cause, ssl.SSLEOFError):
            return "closed by the server"
        if isinstance(cause, ssl.SSLError):
            reason = getattr(cause, "reason", None) or "handshake failed"
            return f"TLS: {printable(reason.replace('_', ' ').lower())}"
    for cause in reversed(chain):
        if isinstance(cause, OSError) and cause.errno:
            return os.strerror(cause.errno).lower()
    return _message(chain[-1]) if str(chain[-1]) else "closed by the server"


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """`error` and its causes; an ExceptionGroup counts as its first error."""
    while error is not None:
        yield error
        if isinstance(error, BaseExceptionGroup):
            error = error.exceptions[0]
        else:
            error = error.__cause__ or error.__context__


def _message(error: BaseException) -> str:
    """The first line of a library's message, which may quote the server."""
    text = str(error).strip() or type(error).__name__
    return printable(text.splitlines()[0].rstrip("."), _MAX_MESSAGE)

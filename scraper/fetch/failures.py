"""What can go wrong on the wire, named: every error of httpx and the sockets below it.

An exception of a library becomes a Failure here and goes no further. Nothing is looked up
in messages where a type or an errno says the same.
"""

from __future__ import annotations

import os
import ssl
from collections.abc import Iterator

import httpx

from scraper.errors import Blocked, FetchTimeout
from scraper.fetch.address import PrivateAddress
from scraper.fetch.address_guard import NoSuchHost
from scraper.fetch.reason_text import seconds, shown
from scraper.fetch.response_filter import CutShort
from scraper.fetch.retry import Failure
from scraper.settings import FetchSettings

# Everything a request may raise that is the network's or the server's doing.
NETWORK_ERRORS = (
    httpx.RequestError,
    httpx.InvalidURL,
    NoSuchHost,
    PrivateAddress,
)

# The words of h11 and h2 for what ended too early, with better ones where they have none.
_CUT = {
    "disconnected without": "",
    "closed connection": "",
    "unexpectedly closed": "",
    "StreamReset": "the server has reset the HTTP/2 stream",
    "ConnectionTerminated": "the server has ended the HTTP/2 connection",
}
_FIRST_LINE = 120


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
            return _bad_answer(error, url)
        case httpx.InvalidURL() | httpx.UnsupportedProtocol() | httpx.LocalProtocolError():
            return Failure(reason=f"cannot be asked: {_words(error)}", url=url)
        case httpx.TooManyRedirects() | httpx.DecodingError():
            return Failure(reason=_words(error), url=url)
        case _:
            return Failure(reason=f"{type(error).__name__}: {_words(error)}", url=url)


def out_of_time(url: str, settings: FetchSettings) -> Failure:
    """The total deadline passed. Another attempt would begin with no time left."""
    reason = f"not finished within {seconds(settings.total_timeout)}"
    return Failure(reason=reason, url=url, error=FetchTimeout)


def _timeout(error: httpx.TimeoutException, url: str, settings: FetchSettings) -> Failure:
    connecting = isinstance(error, httpx.ConnectTimeout)
    if connecting:
        reason = f"no connection within {seconds(settings.connect_timeout)}"
    else:
        reason = f"no data for {seconds(settings.read_timeout)}"
    return Failure(
        reason=reason, url=url, error=FetchTimeout, transient=True, connecting=connecting
    )


def _no_connection(error: httpx.HTTPError, url: str) -> Failure:
    """A bad certificate is as bad the next time; everything else may pass."""
    certificate = any(isinstance(e, ssl.SSLCertVerificationError) for e in _chain(error))
    return Failure(
        reason=f"no connection: {_cause(error)}",
        url=url,
        transient=not certificate,
        connecting=True,
    )


def _bad_answer(error: httpx.RemoteProtocolError, url: str) -> Failure:
    words = _words(error)
    cut = next((better or words for word, better in _CUT.items() if word in words), None)
    if any(isinstance(cause, CutShort) for cause in _chain(error)):
        cut = words
    if cut is not None:
        return Failure(reason=f"connection cut: {cut}", url=url, transient=True)
    return Failure(reason=f"not a valid HTTP answer: {words}", url=url)


def _cause(error: BaseException) -> str:
    """The words of the error at the bottom that knows most: TLS, then the system's."""
    chain = list(_chain(error))
    for cause in chain:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return f"certificate: {shown(cause.verify_message.rstrip('.'))}"
        if isinstance(cause, ssl.SSLEOFError):
            return "closed by the server"
        if isinstance(cause, ssl.SSLError):
            reason = getattr(cause, "reason", None) or "handshake failed"
            return f"TLS: {shown(reason.replace('_', ' ').lower())}"
    for cause in reversed(chain):
        if isinstance(cause, OSError) and cause.errno:
            return os.strerror(cause.errno).lower()
    return _words(chain[-1]) if str(chain[-1]) else "closed by the server"


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """`error` and what it came from; an ExceptionGroup counts as its first error."""
    while error is not None:
        yield error
        if isinstance(error, BaseExceptionGroup):
            error = error.exceptions[0]
        else:
            error = error.__cause__ or error.__context__


def _words(error: BaseException) -> str:
    """The first line of a library's message, which may quote the server."""
    text = str(error).strip() or type(error).__name__
    return shown(text.splitlines()[0].rstrip("."), _FIRST_LINE)

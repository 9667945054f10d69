from __future__ import annotations

import errno
import socket
import ssl

import httpx
import pytest

from scraper.errors import Blocked, FetchFailed, FetchTimeout
from scraper.fetch.address import PrivateAddress
from scraper.fetch.address_guard import NoSuchHost
from scraper.fetch.failures import NETWORK_ERRORS, failure_of, out_of_time
from scraper.fetch.reason_text import format_seconds, printable, status_line
from scraper.settings import FetchSettings

URL = "http://a.test/"
SETTINGS = FetchSettings()

# error, class that is raised, words of the reason, is transient, was connecting
MAPPING = [
    (httpx.ConnectTimeout("x"), FetchTimeout, "no connection within 10 s", True, True),
    (httpx.ReadTimeout("x"), FetchTimeout, "no data for 20 s", True, False),
    (httpx.WriteTimeout("x"), FetchTimeout, "no data for 20 s", True, False),
    (httpx.PoolTimeout("x"), FetchTimeout, "no data for 20 s", True, False),
    (httpx.ConnectError("refused"), FetchFailed, "no connection: refused", True, True),
    (httpx.ProxyError("407"), FetchFailed, "no connection: 407", True, True),
    (httpx.ReadError("gone"), FetchFailed, "connection lost: gone", True, False),
    (httpx.WriteError("gone"), FetchFailed, "connection lost: gone", True, False),
    (httpx.CloseError("gone"), FetchFailed, "connection lost: gone", True, False),
    (
        httpx.RemoteProtocolError("peer closed connection without sending complete message"),
        FetchFailed,
        "connection cut: peer closed connection without sending complete message",
        True,
        False,
    ),
    (
        httpx.RemoteProtocolError("illegal status line"),
        FetchFailed,
        "not a valid HTTP answer: illegal status line",
        False,
        False,
    ),
    (httpx.LocalProtocolError("x"), FetchFailed, "cannot be requested: x", False, False),
    (httpx.UnsupportedProtocol("x"), FetchFailed, "cannot be requested: x", False, False),
    (httpx.InvalidURL("x"), FetchFailed, "cannot be requested: x", False, False),
    (httpx.DecodingError("x"), FetchFailed, "x", False, False),
    (httpx.TooManyRedirects("x"), FetchFailed, "x", False, False),
    (PrivateAddress("is private"), Blocked, "is private", False, False),
    (NoSuchHost("no host", temporary=False), FetchFailed, "no host", False, True),
    (NoSuchHost("no host", temporary=True), FetchFailed, "no host", True, True),
]


@pytest.mark.parametrize(("error", "raised", "reason", "transient", "connecting"), MAPPING)
def test_every_error_has_its_failure(error, raised, reason, transient, connecting):
    failure = failure_of(error, url=URL, settings=SETTINGS)
    assert (failure.error, failure.reason) == (raised, reason)
    assert (failure.transient, failure.connecting) == (transient, connecting)


def leaves(kind):
    below = kind.__subclasses__()
    return {kind} if not below else set().union(*map(leaves, below))


def test_mapping_lists_every_error_a_request_of_httpx_may_raise():
    listed = {type(error) for error, *_ in MAPPING}
    assert leaves(httpx.RequestError) <= listed
    assert all(isinstance(error, NETWORK_ERRORS) for error, *_ in MAPPING)


def chained(top, *causes):
    error = top
    for cause in causes:
        error.__cause__ = cause
        error = cause
    return top


@pytest.mark.parametrize(
    ("cause", "words"),
    [
        (ConnectionRefusedError(errno.ECONNREFUSED, "x"), "connection refused"),
        (OSError(errno.EHOSTUNREACH, "x"), "no route to host"),
        (ssl.SSLError(1, "[SSL: WRONG_VERSION_NUMBER] wrong"), "TLS: handshake failed"),
        (ExceptionGroup("all", [OSError(errno.ENETUNREACH, "x")]), "network is unreachable"),
        (socket.herror("odd\nlines\x1b[31m"), "odd"),
    ],
)
def test_reason_comes_from_the_error_at_the_bottom(cause, words):
    error = chained(httpx.ConnectError("all failed"), OSError("all failed"), cause)
    reason = failure_of(error, url=URL, settings=SETTINGS).reason
    assert reason.startswith(f"no connection: {words}")
    assert reason.isprintable()


def test_total_deadline_is_not_tried_again():
    failure = out_of_time(URL, SETTINGS)
    assert (failure.reason, failure.transient) == ("not finished within 60 s", False)


def test_hostile_text_is_shown_in_printable_characters():
    text = "a\x1b[31mb\nc\u202ed\x00"
    assert printable(text) == "a\ufffd[31mb\ufffdc\ufffdd\ufffd"


def test_long_text_is_shown_cut():
    assert printable("0123456789ab", 10) == "012345678…"


def test_status_line_is_in_the_words_of_the_registry():
    assert (status_line(403), status_line(999)) == ("HTTP 403 Forbidden", "HTTP 999")


def test_seconds_are_short():
    assert (format_seconds(10.0), format_seconds(0.25)) == ("10 s", "0.25 s")

"""Responses as h11 reads them once they are filtered."""

from __future__ import annotations

from contextlib import suppress

import h11
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.fetch.response_filter import CutShort, ResponseFilter
from scraper.fetch.response_head import BadResponse

OK = b"HTTP/1.1 200 OK\r\n"
WHOLE = (
    OK + b"Server: x\r\nContent-Length: 5\r\n\r\nhello",
    OK + b"Transfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2;a=b\r\nlo\r\n0\r\nTrailer: x\r\n\r\n",
    OK + b"Transfer-Encoding: chunked\r\n\r\n3 \r\nhel\r\n2\r\nlo\r\n0\r\n\r\n",
    b"HTTP/1.1 200 OK\nServer: x\nContent-Length: 5\n\nhello",
    b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + OK + b"Content-Length: 5\r\n\r\nhello",
    b"\r\n" + OK + b"Content-Length: 5\r\n\r\nhello",
)
# What strict parsers refuse and browsers read.
MENDED = (
    OK + b"Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello",
    OK + b"Content-Length: 5, 5\r\n\r\nhello",
    OK + b"Server : x\r\nContent-Length : 5\r\n\r\nhello",
    OK + b"an error of the server\r\nContent-Length: 5\r\n\r\nhello",
    OK + b"\xc3\xa9: x\r\nContent-Length: 5\r\n\r\nhello",
    OK + b"Content-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
    OK + b"Transfer-Encoding: identity\r\nContent-Length: 5\r\n\r\nhello",
)


class Received:
    """A response that h11 reads behind a ResponseFilter, and the body so far."""

    def __init__(self):
        self.filter = ResponseFilter()
        self.h11 = h11.Connection(h11.CLIENT, max_incomplete_event_size=100 * 1024)  # httpcore's
        self.h11.send(h11.Request(method="GET", target="/", headers=[("Host", "a.test")]))
        self.h11.send(h11.EndOfMessage())
        self.response = None
        self.body = b""
        self.has_ended = False

    def feed(self, data):
        passed = self.filter.feed(data)
        if passed:
            self.h11.receive_data(passed)
            self._read()

    def end(self):
        self.filter.end()
        self.has_ended = True
        self.h11.receive_data(b"")
        self._read()

    def _read(self):
        while True:
            match event := self.h11.next_event():
                case h11.Response():
                    self.response = event
                case h11.Data():
                    self.body += event.data
                case _:  # the end of the message, or of what has been received
                    break

    @property
    def is_complete(self):
        return self.h11.their_state in {h11.DONE, h11.MUST_CLOSE, h11.CLOSED}

    @property
    def keeps_alive(self):
        is_open = self.h11.their_state is h11.DONE and not self.has_ended
        return is_open and not self.filter.has_surplus


def read(*pieces):
    received = Received()
    for piece in pieces:
        received.feed(piece)
    return received


@pytest.mark.parametrize("answer", [*WHOLE, *MENDED])
@pytest.mark.parametrize("size", [1, 7, 1000])
def test_answer_is_read_whatever_the_pieces(answer, size):
    received = read(*(answer[at : at + size] for at in range(0, len(answer), size)))
    head = received.response
    assert (head.status_code, head.reason, head.http_version) == (200, b"OK", b"1.1")
    assert (received.body, received.is_complete, received.keeps_alive) == (b"hello", True, True)


def test_headers_are_as_received():
    received = read(OK + b"X-Name: Jos\xe9\r\nx-name:again \r\nEmpty:\r\nFolded: a\r\n b\r\n\r\n")
    assert received.response.headers.raw_items() == [
        (b"X-Name", b"Jos\xe9"),
        (b"x-name", b"again"),
        (b"Empty", b""),
        (b"Folded", b"a b"),
    ]


def test_body_without_a_length_ends_with_the_connection():
    received = read(OK + b"\r\nhel", b"lo")
    assert not received.is_complete
    received.end()
    assert (received.body, received.is_complete, received.keeps_alive) == (b"hello", True, False)


@pytest.mark.parametrize(
    ("received", "reason"),
    [
        (b"", "closed without an answer"),
        (b"HTTP/1.1 200 OK\r\nSer", "the head of the answer ends in the middle"),
        (OK + b"Content-Length: 9\r\n\r\nhello", "the body ends in the middle, after 5 bytes"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n9\r\nhello", "the body ends in the middle, aft"),
    ],
)
def test_answer_that_is_cut_short_says_where(received, reason):
    with pytest.raises(CutShort, match=f"^{reason}"):
        read(received).end()


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (b"SSH-2.0-OpenSSH_9.6\r\n\r\n", "Expected HTTP/"),
        (OK + b"Content-Length: 3\r\nContent-Length: 4\r\n\r\n", "Duplicate Content-Length"),
        (OK + b"Content-Length: many\r\n\r\n", "Invalid character in Content-Length"),
        (OK + b"Content-Length: -1\r\n\r\n", "Invalid character in Content-Length"),
        (b"HTTP/1.1 2000 OK\r\n\r\n", "Invalid status line"),
        (OK + b"X: a\0b\r\n\r\n", "a NUL in a header"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n", "Invalid character in chunk size"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n5\nhello", "Invalid character in chunk size"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n" + b"f" * 17 + b"\r\n", "Chunk size overflow"),
    ],
)
def test_what_is_no_http_is_named(answer, reason):
    with pytest.raises(BadResponse, match=f"^{reason}"):
        read(answer)


@pytest.mark.parametrize(
    ("start", "more"),
    [
        (OK, b"X: " + b"x" * 1000 + b"\r\n"),
        (OK + b"X: ", b"x" * 1000),
        (OK + b"no field\r\n", b"X: " + b"x" * 1000 + b"\r\n"),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 50),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n1;", b"x" * 1000),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n", b"X: " + b"x" * 999 + b"\r\n"),
    ],
)
def test_framing_without_end_is_given_up(start, more):
    with pytest.raises(BadResponse):
        read(start, *[more] * 200)


def test_framing_without_end_after_a_long_body_is_given_up_too():
    start = OK + b"Transfer-Encoding: chunked\r\n\r\n"
    with pytest.raises(BadResponse, match="more head and framing"):
        read(start, b"fffff\r\n" + b"x" * 0xFFFFF + b"\r\n1;", *[b"x" * 1000] * 200)


def test_chunks_of_one_byte_are_no_framing_without_end():
    received = read(OK + b"Transfer-Encoding: chunked\r\n\r\n")
    for _ in range(40):
        received.feed(b"1\r\nx\r\n" * 1000)
    assert len(received.body) == 40_000


@pytest.mark.parametrize("surplus", [b"junk", OK + b"Content-Length: 1\r\n\r\nx"])
@pytest.mark.parametrize("is_apart", [True, False])
def test_what_follows_an_answer_is_not_part_of_it(surplus, is_apart):
    pieces = (WHOLE[0], surplus) if is_apart else (WHOLE[0] + surplus,)
    received = read(*pieces)
    assert (received.body, received.response.reason) == (b"hello", b"OK")
    assert not received.keeps_alive


@pytest.mark.parametrize(
    "answer",
    [
        OK + b"Connection: close\r\nContent-Length: 5\r\n\r\nhello",
        b"HTTP/1.0 200 OK\r\nContent-Length: 5\r\n\r\nhello",
    ],
)
def test_connection_is_not_used_again_where_the_server_does_not_mean_to(answer):
    received = read(answer)
    assert (received.is_complete, received.keeps_alive) == (True, False)


def test_surplus_of_a_response_without_a_body_is_no_response():
    received = read(b"HTTP/1.1 204 No Content\r\nContent-Length: 2\r\n\r\nno")
    assert (received.is_complete, received.body, received.keeps_alive) == (True, b"", False)


def test_body_of_an_interim_response_is_no_body():
    """RFC 9110, 15.2: it has no body, whatever it declares."""
    interim = b"HTTP/1.1 199 Wait\r\nContent-Length: 5\r\n\r\n"
    assert read(interim + WHOLE[0]).body == b"hello"


def test_empty_lines_without_end_are_given_up():
    with pytest.raises(BadResponse, match="more head and framing"):
        read(*[b"\r\n" * 30_000] * 3)


@given(st.lists(st.binary(max_size=40), max_size=8), st.sampled_from([*WHOLE, *MENDED]))
def test_any_bytes_are_an_answer_or_none(pieces, answer):
    received = Received()
    with suppress(BadResponse, CutShort, h11.RemoteProtocolError):
        received.feed(answer[:30])
        for piece in pieces:
            received.feed(piece)
        received.end()
    fields = received.response.headers if received.response else []
    assert all(b"\r" not in value and b"\n" not in value for _, value in fields)

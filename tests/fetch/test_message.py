from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.fetch.message import BadAnswer, CutShort, Message

OK = b"HTTP/1.1 200 OK\r\n"
WHOLE = (
    OK + b"Server: x\r\nContent-Length: 5\r\n\r\nhello",
    OK + b"Transfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2;a=b\r\nlo\r\n0\r\nTrailer: x\r\n\r\n",
    OK + b"Transfer-Encoding: chunked\r\n\r\n3 \r\nhel\r\n2\r\nlo\r\n0\r\n\r\n",
    b"HTTP/1.1 200 OK\nServer: x\nContent-Length: 5\n\nhello",
    b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + OK + b"Content-Length: 5\r\n\r\nhello",
    b"\r\n" + OK + b"Content-Length: 5\r\n\r\nhello",
)
# What llhttp refuses and browsers read.
MENDED = (
    OK + b"Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello",
    OK + b"Content-Length: 5, 5\r\n\r\nhello",
    OK + b"Server : x\r\nContent-Length : 5\r\n\r\nhello",
    OK + b"an error of the server\r\nContent-Length: 5\r\n\r\nhello",
    OK + b"\xc3\xa9: x\r\nContent-Length: 5\r\n\r\nhello",
    OK + b"Content-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
    OK + b"Transfer-Encoding: identity\r\nContent-Length: 5\r\n\r\nhello",
)


def read(*pieces):
    message = Message()
    for piece in pieces:
        message.feed(piece)
    return message


@pytest.mark.parametrize("answer", [*WHOLE, *MENDED])
@pytest.mark.parametrize("size", [1, 7, 1000])
def test_answer_is_read_whatever_the_pieces(answer, size):
    message = read(*(answer[at : at + size] for at in range(0, len(answer), size)))
    assert (message.status, message.reason, message.version) == (200, b"OK", "1.1")
    assert (message.take(), message.is_complete, message.keeps_alive) == (b"hello", True, True)


def test_headers_are_as_received():
    message = read(OK + b"X-Name: Jos\xe9\r\nx-name:again \r\nEmpty:\r\nFolded: a\r\n b\r\n\r\n")
    assert message.headers == [
        (b"X-Name", b"Jos\xe9"),
        (b"x-name", b"again"),
        (b"Empty", b""),
        (b"Folded", b"a b"),
    ]


def test_body_without_a_length_ends_with_the_connection():
    message = read(OK + b"\r\nhel", b"lo")
    assert not message.is_complete
    message.end()
    assert (message.take(), message.is_complete, message.keeps_alive) == (b"hello", True, False)


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
    message = read(received)
    with pytest.raises(CutShort, match=f"^{reason}"):
        message.end()


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (b"SSH-2.0-OpenSSH_9.6\r\n\r\n", "Expected HTTP/"),
        (OK + b"Content-Length: 3\r\nContent-Length: 4\r\n\r\n", "Duplicate Content-Length"),
        (OK + b"Content-Length: many\r\n\r\n", "Invalid character in Content-Length"),
        (OK + b"Content-Length: -1\r\n\r\n", "Invalid character in Content-Length"),
        (b"HTTP/1.1 2000 OK\r\n\r\n", "Invalid response status"),
        (OK + b"X: a\0b\r\n\r\n", "a NUL in a header"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n", "Invalid character in chunk size"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n" + b"f" * 17 + b"\r\n", "Chunk size overflow"),
    ],
)
def test_what_is_no_http_is_named(answer, reason):
    with pytest.raises(BadAnswer, match=f"^{reason}"):
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
    with pytest.raises(BadAnswer):
        read(start, *[more] * 200)


def test_chunks_of_one_byte_are_no_framing_without_end():
    message = read(OK + b"Transfer-Encoding: chunked\r\n\r\n")
    for _ in range(40):
        message.feed(b"1\r\nx\r\n" * 1000)
    assert message.waiting == 40_000


@pytest.mark.parametrize("surplus", [b"junk", OK + b"Content-Length: 1\r\n\r\nx"])
@pytest.mark.parametrize("is_apart", [True, False])
def test_what_follows_an_answer_is_not_part_of_it(surplus, is_apart):
    pieces = (WHOLE[0], surplus) if is_apart else (WHOLE[0] + surplus,)
    message = read(*pieces)
    assert (message.take(), message.reason, message.keeps_alive) == (b"hello", b"OK", False)


@pytest.mark.parametrize(
    "answer",
    [
        OK + b"Connection: close\r\nContent-Length: 5\r\n\r\nhello",
        b"HTTP/1.0 200 OK\r\nContent-Length: 5\r\n\r\nhello",
        b"HTTP/1.1 101 Changed\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n",
    ],
)
def test_connection_is_not_used_again_where_the_server_does_not_mean_to(answer):
    message = read(answer)
    assert (message.is_complete, message.keeps_alive) == (True, False)


@given(st.lists(st.binary(max_size=40), max_size=8), st.sampled_from([*WHOLE, *MENDED]))
def test_any_bytes_are_an_answer_or_none(pieces, answer):
    message = Message()
    with suppress(BadAnswer, CutShort):
        message.feed(answer[:30])
        for piece in pieces:
            message.feed(piece)
        message.end()
    assert all(b"\r" not in value and b"\n" not in value for _, value in message.headers)

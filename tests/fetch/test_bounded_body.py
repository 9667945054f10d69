from __future__ import annotations

import gzip
import zlib
from contextlib import suppress

import brotli
import pytest
from backports import zstd
from hypothesis import given
from hypothesis import strategies as st

from scraper.fetch.bounded_body import SNIFFED, read_body
from scraper.fetch.content_coding import BodyError, decoder_for, gunzip

TEXT = b"<p>" + b"words and words. " * 500
PACKERS = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstd.compress,
}


async def chunked(data, size=100):
    for start in range(0, len(data), size):
        yield data[start : start + size]


@pytest.mark.parametrize("encoding", PACKERS)
@pytest.mark.parametrize("size", [1, 2, 7, 100_000])
async def test_body_is_decoded_whatever_the_chunks(encoding, size):
    packed = PACKERS[encoding](TEXT)
    body = await read_body(chunked(packed, size), encoding=encoding, max_bytes=10**6)
    assert (body.content, body.decoded, body.is_truncated) == (packed, TEXT, False)


async def test_body_without_encoding_is_kept_once():
    body = await read_body(chunked(TEXT), encoding="identity", max_bytes=10**6)
    assert body.content is body.decoded


@pytest.mark.parametrize("encoding", [None, *PACKERS])
async def test_body_of_exactly_the_limit_is_whole(encoding):
    packed = PACKERS.get(encoding, bytes)(TEXT)
    body = await read_body(chunked(packed), encoding=encoding, max_bytes=len(TEXT))
    assert (body.decoded, body.is_truncated) == (TEXT, False)


@pytest.mark.parametrize("encoding", [None, *PACKERS])
async def test_body_over_the_limit_is_cut_there(encoding):
    packed = PACKERS.get(encoding, bytes)(TEXT)
    body = await read_body(chunked(packed), encoding=encoding, max_bytes=len(TEXT) - 1)
    assert (body.decoded, body.is_truncated) == (TEXT[:-1], True)


async def test_reading_stops_at_the_limit():
    taken = []

    async def endless():
        while True:
            taken.append(1)
            yield b"x" * 100

    await read_body(endless(), encoding=None, max_bytes=1000)
    assert len(taken) == 11


async def test_first_bytes_are_shown_once_and_early():
    seen = []
    await read_body(chunked(TEXT), encoding=None, max_bytes=10**6, inspect=seen.append)
    assert seen == [TEXT[:SNIFFED]]


async def test_first_bytes_of_a_short_body_are_shown_too():
    seen = []
    await read_body(chunked(b"short"), encoding=None, max_bytes=99, inspect=seen.append)
    assert seen == [b"short"]


@pytest.mark.parametrize("encoding", PACKERS)
async def test_truncated_body_is_an_error(encoding):
    packed = PACKERS[encoding](TEXT)[:-5]
    with pytest.raises(BodyError, match=r"the \w+ body ends in the middle"):
        await read_body(chunked(packed), encoding=encoding, max_bytes=10**6)


@pytest.mark.parametrize("encoding", PACKERS)
async def test_empty_body_needs_no_decoding(encoding):
    body = await read_body(chunked(b""), encoding=encoding, max_bytes=99)
    assert body.decoded == b""


@pytest.mark.parametrize("encoding", ["gzip", "br", "zstd"])
def test_decoder_gives_no_more_than_it_was_allowed(encoding):
    decoder = decoder_for(encoding)
    assert len(decoder.feed(PACKERS[encoding](bytes(10**6)), 1000)) <= 1000 + 64 * 1024


def test_zstd_window_over_8_mib_is_refused():
    options = {zstd.CompressionParameter.window_log: 24}
    packer = zstd.ZstdCompressor(options=options)
    packed = packer.compress(TEXT) + packer.flush(zstd.ZstdCompressor.FLUSH_BLOCK)
    with pytest.raises(BodyError):
        decoder_for("zstd").feed(packed, 10**6)


@given(st.sampled_from(sorted(PACKERS)), st.binary(max_size=200))
def test_any_bytes_are_decoded_or_refused(encoding, data):
    with suppress(BodyError):
        assert len(decoder_for(encoding).feed(data, 1000)) <= 1000 + 64 * 1024


def test_gunzip_gives_what_comes_before_the_damage():
    packed = bytearray(gzip.compress(bytes(range(256)) * 2000, compresslevel=0))
    packed[-100_000:] = bytes(100_000)
    assert gunzip(bytes(packed), max_bytes=10**6).startswith(bytes(range(256)) * 1000)


def test_gunzip_is_bounded():
    assert gunzip(gzip.compress(bytes(10**7)), max_bytes=1000) == bytes(1000)

"""What hostile and broken servers do, and the expected outcome.

Each case is data: a site (paths and what is sent for them), the outcome of fetching its `/`, and
the reason. The outcome "page" means that a page was returned.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from types import MappingProxyType

import brotli
from backports import zstd

from tests.fetch.server import (
    PAGE,
    Close,
    Drip,
    Forever,
    Hang,
    Hear,
    Reset,
    Script,
    answer,
    moved,
    page,
)

# The settings of the fetcher: long timeouts, except where they are tested.
MAX_BYTES = 256 * 1024
READ_TIMEOUT = 10.0
TOTAL_TIMEOUT = 20.0
MAX_WAIT = 60
_SHORT = {"read_timeout": 0.05, "total_timeout": 5.0}
_SHORT_IN_ALL = {"read_timeout": 5.0, "total_timeout": 0.1}

_TRIED = ", tried 3 times"
_FRAMING = "not a valid HTTP answer: more head and framing than a page can need"
_MEGABYTE = bytes(1024 * 1024)


@dataclass(frozen=True, kw_only=True)
class Case:
    """`reason` is the whole reason, with {port} for the server's; `requests` is their number.

    `host` is scheme and host of the URL where it is not the server's address. The name resolves to
    the server, as does `also`, unless `names` holds the answers of a name server, one after
    another. The server is at 127.0.0.2, which counts as public. With `certificate` it uses TLS;
    `greeting` is what it does before the first request.
    """

    name: str
    site: Mapping[str, Sequence[Script]]
    outcome: str = "page"
    reason: str = ""
    robots: bool = False
    requests: int | None = None
    body: bytes | None = field(default=None, repr=False)
    host: str = ""
    also: str = ""
    certificate: str = ""
    greeting: Script = ()
    names: Mapping[str, Sequence[Sequence[str]]] | None = None
    settings: Mapping[str, object] = field(default_factory=dict)


def _gzip_bomb(megabytes: int) -> bytes:
    """Each megabyte is compressed to the same bytes, because a full flush resets the compressor."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    head = packer.compress(b"<p>") + packer.flush(zlib.Z_FULL_FLUSH)
    return head + (packer.compress(_MEGABYTE) + packer.flush(zlib.Z_FULL_FLUSH)) * megabytes


def _brotli_bomb(megabytes: int) -> bytes:
    packer = brotli.Compressor(quality=1)
    return b"".join(packer.process(_MEGABYTE) for _ in range(megabytes)) + packer.finish()


def _zstd_bomb(megabytes: int) -> bytes:
    packer = zstd.ZstdCompressor(level=1)
    return b"".join(packer.compress(_MEGABYTE) for _ in range(megabytes)) + packer.flush()


def _status(name: str, status: str, outcome: str = "failed", requests: int = 1) -> Case:
    return Case(
        name=name,
        site={"/": [[answer(status, b"no", "Content-Type: text/html")]]},
        outcome=outcome,
        reason=f"HTTP {status}" + _TRIED * (requests > 1),
        requests=requests,
    )


def _encoded(name: str, encoding: str, body: bytes, outcome: str, reason: str) -> Case:
    reply = page(f"Content-Encoding: {encoding}", body=body)
    return Case(name=name, site={"/": [[reply]]}, outcome=outcome, reason=reason, requests=1)


def _typed(name: str, content_type: str | None, body: bytes, reason: str = "") -> Case:
    return Case(
        name=name,
        site={"/": [[page(body=body, content_type=content_type)]]},
        outcome="not_html" if reason else "page",
        reason=reason,
        requests=1,
    )


def _robots(
    name: str,
    replies: Sequence[Script],
    outcome: str,
    reason: str = "",
    settings: Mapping[str, object] = MappingProxyType({}),
) -> Case:
    site = {"/robots.txt": replies, "/": [[page()]]}
    return Case(
        name=name, site=site, outcome=outcome, reason=reason, robots=True, settings=settings
    )


def _tls(name: str, host: str, certificate: str, reason: str = "") -> Case:
    return Case(
        name=name,
        site={"/": [[page()]]},
        host=f"https://{host}",
        certificate=certificate,
        outcome="failed" if reason else "page",
        reason=f"no connection: certificate: {reason}" if reason else "",
        requests=0 if reason else 1,
    )


def _private(
    name: str,
    names: Mapping[str, Sequence[Sequence[str]]],
    outcome: str,
    reason: str = "",
    replies: Sequence[Script] = ((page(),),),
) -> Case:
    """A case in which private addresses are refused."""
    return Case(
        name=name,
        site={"/": replies},
        host="http://a.test",
        names=names,
        outcome=outcome,
        reason=reason,
        settings={"allow_private": False},
    )


_OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
_CHUNKS = b"%x\r\n%b\r\n0\r\n\r\n" % (len(PAGE), PAGE)

STATUSES = (
    _status("204", "204 No Content"),
    _status("205", "205 Reset Content"),
    _status("206 that was not requested", "206 Partial Content"),
    _status("304 that was not requested", "304 Not Modified"),
    _status("300 without a choice", "300 Multiple Choices"),
    _status("305", "305 Use Proxy"),
    _status("400", "400 Bad Request"),
    _status("401", "401 Unauthorized"),
    _status("402", "402 Payment Required"),
    _status("403", "403 Forbidden"),
    _status("404", "404 Not Found", "gone"),
    _status("408, always", "408 Request Timeout", requests=3),
    _status("410", "410 Gone", "gone"),
    _status("425, always", "425 Too Early", requests=3),
    _status("429, always", "429 Too Many Requests", requests=3),
    _status("451", "451 Unavailable For Legal Reasons"),
    _status("500, always", "500 Internal Server Error", requests=3),
    _status("501", "501 Not Implemented"),
    _status("502, always", "502 Bad Gateway", requests=3),
    _status("503, always", "503 Service Unavailable", requests=3),
    _status("504, always", "504 Gateway Timeout", requests=3),
    _status("505", "505 HTTP Version Not Supported"),
    _status("520, which is not registered, always", "520", requests=3),
    _status("101 that was not requested", "101 Switching Protocols"),
    Case(
        name="a status that is not registered",
        site={"/": [[answer("999 Go \x1b[31maway")]]},
        outcome="failed",
        reason="HTTP 999",
    ),
    Case(
        name="203 from a proxy that has changed the page",
        site={"/": [[answer("203 Non-Authoritative Information", PAGE)]]},
        body=PAGE,
    ),
    Case(
        name="503, then a page",
        site={"/": [[answer("503 Service Unavailable")], [page()]]},
        requests=2,
    ),
    Case(
        name="103 Early Hints before the page",
        site={"/": [[b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n", page()]]},
    ),
    Case(
        name="429 with Retry-After in seconds",
        site={"/": [[answer("429 Slow", b"", "Retry-After: 30")], [page()]]},
        requests=2,
    ),
    Case(
        name="429 with Retry-After as a date soon",
        site={
            "/": [
                [answer("429 Slow", b"", "Retry-After: Sun, 01 Mar 2026 12:00:40 GMT")],
                [page()],
            ]
        },
        requests=2,
    ),
    Case(
        name="429 with Retry-After as a date of the past",
        site={
            "/": [
                [answer("429 Slow", b"", "Retry-After: Wed, 21 Oct 2015 07:28:00 GMT")],
                [page()],
            ]
        },
        requests=2,
    ),
    Case(
        name="429 with a Retry-After that is nonsense",
        site={"/": [[answer("429 Slow", b"", "Retry-After: soon")], [page()]]},
        requests=2,
    ),
    Case(
        name="429 with Retry-After a year",
        site={"/": [[answer("429 Slow", b"", "Retry-After: 31536000")]]},
        outcome="failed",
        reason="HTTP 429 Too Many Requests, asks to come back at 2026-03-08 12:00 UTC",
        requests=1,
    ),
    Case(
        name="503 with Retry-After as a date far away",
        site={"/": [[answer("503 Off", b"", "Retry-After: Fri, 31 Dec 2199 23:59:59 GMT")]]},
        outcome="failed",
        reason="HTTP 503 Service Unavailable, asks to come back at 2026-03-08 12:00 UTC",
        requests=1,
    ),
)

REDIRECTS = (
    Case(name="a redirect", site={"/": [[moved("/b")]], "/b": [[page()]]}, requests=2),
    Case(
        name="a relative Location with dots",
        site={"/": [[moved("a/../b?x=1#part")]], "/b?x=1": [[page()]]},
    ),
    Case(
        name="a Location in raw UTF-8",
        site={"/": [[moved("/\xc3\xa9t\xc3\xa9")]], "/%C3%A9t%C3%A9": [[page()]]},
    ),
    Case(
        name="a redirect loop",
        site={"/": [[moved("/b")]], "/b": [[moved("/")]]},
        outcome="failed",
        reason="redirect loop at http://127.0.0.2:{port}/",
        requests=2,
    ),
    Case(
        name="a redirect to itself",
        site={"/": [[moved("/")]]},
        outcome="failed",
        reason="redirect loop at http://127.0.0.2:{port}/",
        requests=1,
    ),
    Case(
        name="a redirect to itself that sets the cookie it requires",
        site={"/": [[moved("/", "Set-Cookie: seen=1")], [page()]]},
        requests=2,
    ),
    Case(
        name="redirects without end",
        site={"/": [[moved("/0")]], **{f"/{n}": [[moved(f"/{n + 1}")]] for n in range(20)}},
        outcome="failed",
        reason="more than 10 redirects",
        requests=11,
    ),
    Case(
        name="a redirect to file:",
        site={"/": [[moved("file:///etc/passwd")]]},
        outcome="blocked",
        reason="redirect to file: only http and https are fetched",
    ),
    Case(
        name="a redirect to ftp:",
        site={"/": [[moved("ftp://127.0.0.1/")]]},
        outcome="blocked",
        reason="redirect to ftp: only http and https are fetched",
    ),
    Case(
        name="a redirect to data:",
        site={"/": [[moved("data:text/html,<p>hi")]]},
        outcome="blocked",
        reason="redirect to data: only http and https are fetched",
    ),
    Case(
        name="a redirect to javascript:",
        site={"/": [[moved("javascript:alert(1)")]]},
        outcome="blocked",
        reason="redirect to javascript: only http and https are fetched",
    ),
    Case(
        name="a redirect without Location",
        site={"/": [[answer("302 Found")]]},
        outcome="failed",
        reason="HTTP 302 Found without a Location",
    ),
    Case(
        name="an empty Location",
        site={"/": [[moved("")]]},
        outcome="failed",
        reason="redirect loop at http://127.0.0.2:{port}/",
    ),
    Case(
        name="a Location of 60 KiB",
        site={"/": [[moved("/" + "x" * 60_000)]], "*": [[page()]]},
    ),
    Case(
        name="a Location that would write a second header",
        site={"/": [[moved("/b%0d%0aX-Own:%20yes")]], "/b%0d%0aX-Own:%20yes": [[page()]]},
    ),
    Case(
        name="a Location that is no URL",
        site={"/": [[moved("http://[:/")]]},
        outcome="failed",
        reason="redirect to 'http://[:/', which is no URL",
    ),
    Case(
        name="a Location with a password",
        site={"/": [[moved("http://me:secret@127.0.0.1/")]]},
        outcome="failed",
        reason="redirect to a bad URL: a user name or password in the URL",
    ),
    Case(
        name="a meta refresh",
        site={
            "/": [[page(body=b'<meta http-equiv="Refresh" content="0; url=/b">')]],
            "/b": [[page()]],
        },
        requests=2,
        body=PAGE,
    ),
    Case(
        name="a meta refresh to a meta refresh",
        site={
            "/": [[page(body=b'<meta http-equiv=refresh content="0;url=/b">')]],
            "/b": [[page(body=b'<meta http-equiv=refresh content="0;url=/c">')]],
        },
        requests=2,
    ),
    Case(
        name="a meta refresh to file:",
        site={"/": [[page(body=b'<meta http-equiv=refresh content="0;url=file:///etc/passwd">')]]},
        outcome="blocked",
        reason="redirect to file: only http and https are fetched",
    ),
    Case(
        name="a meta refresh to itself",
        site={"/": [[page(body=b'<meta http-equiv=refresh content="0;url=/">')]]},
        requests=1,
    ),
)

HEADERS = (
    Case(name="a header line of 64 KiB", site={"/": [[page("X-Long: " + "x" * 65536)]]}),
    Case(
        name="a header bomb",
        site={"/": [[b"HTTP/1.1 200 OK\r\n", Forever(b"X: " + b"x" * 1000 + b"\r\n")]]},
        outcome="failed",
        reason=_FRAMING,
    ),
    Case(
        name="a header line without end",
        site={"/": [[b"HTTP/1.1 200 OK\r\nX: ", Forever(b"x" * 1000)]]},
        outcome="failed",
        reason=_FRAMING,
    ),
    Case(
        name="a NUL in a header",
        site={"/": [[page("X-Nul: a\x00b")]]},
        outcome="failed",
        reason="not a valid HTTP answer: a NUL in a header",
    ),
    Case(name="control characters in a header", site={"/": [[page("X-Odd: a\x1b[31m\x7f")]]}),
    Case(name="a line in the head that is no header", site={"/": [[page("Warning! No colon")]]}),
    Case(name="a space before the colon", site={"/": [[page("X-Name : value")]]}),
    Case(name="a header over two lines", site={"/": [[page("X-Name: one\r\n two")]]}),
    Case(name="line feeds alone", site={"/": [[page().replace(b"\r\n", b"\n")]]}),
    Case(name="2000 headers", site={"/": [[page(*(f"X-{n}: {n}" for n in range(2000)))]]}),
    Case(name="a header value that is not UTF-8", site={"/": [[page("X-Name: Jos\xe9")]]}),
    Case(
        name="2000 cookies on a redirect",
        site={
            "/": [[moved("/b", *(f"Set-Cookie: c{n}={'x' * 20}" for n in range(2000)))]],
            "/b": [[page()]],
        },
    ),
    Case(
        name="2000 cookies on a page",
        site={"/": [[page(*(f"Set-Cookie: c{n}={'x' * 20}" for n in range(2000)))]]},
    ),
    Case(
        name="a cookie that must come back",
        site={
            "/": [[moved("/b", "Set-Cookie: a=1; Path=/")]],
            "/b": [[moved("/c", "Set-Cookie: b=2; Path=/")]],
            "/c": [[page()]],
        },
        requests=3,
    ),
    Case(
        name="a redirect to itself that sets a new cookie each time",
        site={"/": [[moved("/", f"Set-Cookie: a={n}")] for n in range(20)]},
        outcome="failed",
        reason="more than 10 redirects",
        requests=11,
    ),
    Case(
        name="a response before the request",
        site={},
        greeting=(answer("503 Busy", b"no"), Close()),
        outcome="failed",
        reason="HTTP 503 Service Unavailable" + _TRIED,
    ),
    Case(
        name="not HTTP",
        site={"/": [[b"SSH-2.0-OpenSSH_9.6\r\n\r\n", Close()]]},
        outcome="failed",
        reason="not a valid HTTP answer: Expected HTTP/, RTSP/ or ICE/",
    ),
    Case(
        name="HTTP/0.9",
        site={"/": [[b"<html>no status line</html>", Close()]]},
        outcome="failed",
        reason="not a valid HTTP answer: Expected HTTP/, RTSP/ or ICE/",
    ),
    Case(name="the same length twice", site={"/": [[page(f"Content-Length: {len(PAGE)}")]]}),
    Case(
        name="a length and chunks",
        site={"/": [[_OK + b"Content-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n" + _CHUNKS]]},
        body=PAGE,
    ),
    Case(
        name="two lengths that differ",
        site={"/": [[page("Content-Length: 3")]]},
        outcome="failed",
        reason="not a valid HTTP answer: Duplicate Content-Length",
    ),
)

TYPES = (
    _typed("no Content-Type, HTML", None, b"\n <p>Text</p>"),
    _typed("no Content-Type, text", None, b"just words", "no media type, and not HTML"),
    _typed("a Content-Type that is nonsense", "?", PAGE),
    _typed("HTML as text/plain", "text/plain", PAGE),
    _typed("text as text/plain", "text/plain; charset=utf-8", b"words", "text/plain is not a page"),
    _typed("a feed as application/xml", "application/xml", b"<?xml version='1.0'?><rss/>"),
    _typed("a feed as application/x-rss+xml", "application/x-rss+xml", b"<rss></rss>"),
    _typed(
        "a page as application/x-rss+xml",
        "application/x-rss+xml",
        PAGE,
        "application/x-rss+xml is not a page",
    ),
    _typed("a sitemap longer than max_bytes", "text/xml", b"<urlset>" + b" " * MAX_BYTES),
    _typed("JSON", "application/json", b'{"a": 1}', "application/json is not a page"),
    _typed("a PDF", "application/pdf", b"%PDF-1.7", "application/pdf is not a page"),
    _typed(
        "a PDF as text/html", "text/html", b"%PDF-1.7\n", "application/pdf, served as text/html"
    ),
    _typed(
        "an image without Content-Type", None, b"\x89PNG\r\n\x1a\n", "image/png, served as nothing"
    ),
    _typed("a sitemap in gzip", "application/gzip", gzip.compress(b"<urlset></urlset>")),
    _typed(
        "gzip of something else",
        "application/gzip",
        gzip.compress(b"x"),
        "application/gzip, served as application/gzip",
    ),
    _typed("an empty page", "text/html", b""),
    _typed("an empty page of no type", None, b""),
    _typed("NUL bytes in a page", "text/html", b"<p>a\x00\x00b</p>"),
    Case(
        name="a video without end",
        site={"/": [[b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n\r\n", Forever(_MEGABYTE)]]},
        outcome="not_html",
        reason="video/mp4 is not a page",
    ),
)

BODIES = (
    Case(
        name="Content-Length too long",
        site={"/": [[answer(body=PAGE, length=9999), Close()]]},
        outcome="failed",
        reason="connection cut: the body ends in the middle, after 55 bytes" + _TRIED,
        requests=3,
    ),
    Case(
        name="Content-Length too short",
        site={"/": [[answer(body=PAGE, length=20), Close()]]},
        body=PAGE[:20],
    ),
    Case(
        name="Content-Length that is no number",
        site={"/": [[_OK + b"Content-Length: many\r\n\r\n" + PAGE, Close()]]},
        outcome="failed",
        reason="not a valid HTTP answer: Invalid character in Content-Length",
    ),
    Case(name="no length, closed at the end", site={"/": [[_OK + b"\r\n" + PAGE, Close()]]}),
    Case(
        name="chunked garbage",
        site={"/": [[_OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n" + PAGE, Close()]]},
        outcome="failed",
        reason="not a valid HTTP answer: Invalid character in chunk size",
    ),
    Case(
        name="chunks with extensions and trailers",
        site={
            "/": [
                [
                    _OK + b"Transfer-Encoding: chunked\r\n\r\n",
                    _CHUNKS.replace(b"\r\n<", b";a=b\r\n<")[:-2] + b"X-Late: yes\r\n\r\n",
                ]
            ]
        },
        body=PAGE,
    ),
    Case(
        name="a chunk larger than any memory",
        site={"/": [[_OK + b"Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\nhi"]]},
        outcome="failed",
        reason="not a valid HTTP answer: Chunk size overflow",
    ),
    Case(
        name="a chunk extension without end",
        site={"/": [[_OK + b"Transfer-Encoding: chunked\r\n\r\n1;", Forever(b"x" * 9999)]]},
        outcome="failed",
        reason=_FRAMING,
    ),
    Case(
        name="chunked, cut in the middle",
        site={"/": [[_OK + b"Transfer-Encoding: chunked\r\n\r\n5\r\n<p>hi", Close()]]},
        outcome="failed",
        reason="connection cut: the body ends in the middle, after 5 bytes" + _TRIED,
        requests=3,
    ),
    Case(
        name="cut in the middle, once",
        site={"/": [[answer(body=PAGE, length=9999), Close()], [page()]]},
        requests=2,
    ),
    Case(
        name="reset in the middle",
        site={"/": [[answer(body=PAGE, length=9999), Reset()]]},
        outcome="failed",
        reason="connection cut: the body ends in the middle, after 55 bytes" + _TRIED,
        requests=3,
    ),
    Case(
        name="closed without an answer",
        site={"/": [[Close()]]},
        outcome="failed",
        reason="connection cut: closed without an answer" + _TRIED,
        requests=3,
    ),
    Case(
        name="100 MB, declared in Content-Length",
        site={"/": [[answer(length=100_000_000), Forever(_MEGABYTE)]]},
        outcome="too_large",
        reason=f"more than {MAX_BYTES} bytes",
        requests=1,
    ),
    Case(
        name="a body without end",
        site={"/": [[_OK + b"\r\n", Forever(b"<p>more" * 1000)]]},
        outcome="too_large",
        reason=f"more than {MAX_BYTES} bytes",
    ),
    Case(
        name="tiny chunks without end",
        site={
            "/": [
                [
                    _OK + b"Transfer-Encoding: chunked\r\n\r\n",
                    Forever((b"20\r\n" + b"x" * 32 + b"\r\n") * 1000),
                ]
            ]
        },
        outcome="too_large",
        reason=f"more than {MAX_BYTES} bytes",
    ),
)

ENCODINGS = (
    _encoded("gzip", "gzip", gzip.compress(PAGE), "page", ""),
    _encoded("gzip in two members", "gzip", gzip.compress(b"<p>") * 2, "page", ""),
    _encoded("gzip followed by zeros", "x-gzip", gzip.compress(PAGE) + bytes(8), "page", ""),
    _encoded("deflate", "deflate", zlib.compress(PAGE), "page", ""),
    _encoded("deflate without its wrapper", "deflate", zlib.compress(PAGE)[2:-4], "page", ""),
    _encoded("br", "br", brotli.compress(PAGE), "page", ""),
    _encoded("zstd", "zstd", zstd.compress(PAGE), "page", ""),
    _encoded("a charset as Content-Encoding", "UTF-8", PAGE, "page", ""),
    _encoded(
        "truncated gzip",
        "gzip",
        gzip.compress(PAGE)[:-12],
        "failed",
        "the gzip body ends in the middle",
    ),
    _encoded(
        "truncated br", "br", brotli.compress(PAGE)[:-4], "failed", "the br body ends in the middle"
    ),
    _encoded(
        "truncated zstd",
        "zstd",
        zstd.compress(PAGE)[:-4],
        "failed",
        "the zstd body ends in the middle",
    ),
    _encoded("plain text declared as gzip", "gzip", PAGE, "failed", "the gzip body is damaged"),
    _encoded("garbage declared as br", "br", b"\xff" * 99, "failed", "the br body is damaged"),
    _encoded("plain text declared as zstd", "zstd", PAGE, "failed", "the zstd body is damaged"),
    _encoded(
        "an unknown encoding", "compress", b"x", "failed", "unknown content encoding 'compress'"
    ),
    _encoded(
        "double gzip",
        "gzip, gzip",
        gzip.compress(gzip.compress(PAGE)),
        "failed",
        "2 content encodings on one body",
    ),
    _encoded(
        "60 encodings", ",".join(["br"] * 60), b"x", "failed", "60 content encodings on one body"
    ),
)

BOMBS = (
    _encoded("a gzip bomb", "gzip", _gzip_bomb(256), "too_large", "more than 262144 bytes"),
    _encoded("a brotli bomb", "br", _brotli_bomb(256), "too_large", "more than 262144 bytes"),
    _encoded("a zstd bomb", "zstd", _zstd_bomb(256), "too_large", "more than 262144 bytes"),
    Case(
        name="gzip that inflates to nothing, without end",
        site={
            "/": [
                [
                    _OK + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"")[:10],
                    Forever(b"\x00\x00\x00\xff\xff" * 10000),
                ]
            ]
        },
        outcome="too_large",
        reason="more than 262144 bytes",
    ),
)

TIMES = (
    Case(
        name="no answer",
        settings=_SHORT,
        site={"/": [[Hang()]]},
        outcome="timeout",
        reason="no data for 0.05 s" + _TRIED,
    ),
    Case(
        name="a body that stops",
        settings=_SHORT,
        site={"/": [[answer(body=PAGE, length=9999), Hang()]]},
        outcome="timeout",
        reason="no data for 0.05 s" + _TRIED,
    ),
    Case(
        name="a body that drips",
        settings=_SHORT_IN_ALL,
        site={"/": [[answer(length=9999), Drip(b"x" * 9999)]]},
        outcome="timeout",
        reason="not finished within 0.1 s",
        requests=1,
    ),
    Case(
        name="headers that drip",
        settings=_SHORT_IN_ALL,
        site={"/": [[Drip(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 9999)]]},
        outcome="timeout",
        reason="not finished within 0.1 s",
        requests=1,
    ),
    Case(
        name="an error whose body never comes",
        settings={"read_timeout": 0.3},
        site={"/": [[answer("403 Forbidden", length=100), Hang()]]},
        outcome="failed",
        reason="HTTP 403 Forbidden",
    ),
    Case(
        name="100 Continue without end",
        site={"/": [[Forever(b"HTTP/1.1 100 Continue\r\n\r\n" * 100)]]},
        outcome="failed",
        reason=_FRAMING,
    ),
)

_ROBOTS_TEXT = b"User-agent: *\nDisallow: /\n"

ROBOTS = (
    _robots("robots.txt allows", [[answer(body=b"User-agent: *\nAllow: /")]], "page"),
    _robots(
        "robots.txt refuses",
        [[answer(body=_ROBOTS_TEXT)]],
        "robots",
        "robots.txt of 127.0.0.2:{port} does not allow it",
    ),
    _robots(
        "robots.txt with a byte order mark",
        [[answer(body=b"\xef\xbb\xbf" + _ROBOTS_TEXT)]],
        "robots",
        "robots.txt of 127.0.0.2:{port} does not allow it",
    ),
    _robots(
        "robots.txt refuses others only",
        [[answer(body=b"User-agent: other\nDisallow: /")]],
        "page",
    ),
    _robots("robots.txt as HTML", [[page()]], "page"),
    _robots("robots.txt 403", [[answer("403 Forbidden")]], "page"),
    _robots("robots.txt 404", [[answer("404 Not Found")]], "page"),
    _robots(
        "robots.txt 500",
        [[answer("500 Oops")]],
        "failed",
        "robots.txt cannot be read: HTTP 500 Internal Server Error",
    ),
    _robots("robots.txt 500, then fine", [[answer("500 Oops")], [answer(body=b"")]], "page"),
    _robots(
        "robots.txt 429 with Retry-After a day",
        [[answer("429 Slow", b"", "Retry-After: 86400")]],
        "failed",
        "HTTP 429 Too Many Requests, asks to come back at 2026-03-02 12:00 UTC",
    ),
    _robots(
        "robots.txt without end",
        [[b"HTTP/1.1 200 OK\r\n\r\n" + _ROBOTS_TEXT, Forever(b"# more\n" * 1000)]],
        "robots",
        "robots.txt of 127.0.0.2:{port} does not allow it",
    ),
    _robots("robots.txt that hangs", [[Hang()]], "timeout", "no data for 0.05 s" + _TRIED, _SHORT),
    _robots(
        "robots.txt that is cut",
        [[Close()]],
        "failed",
        "connection cut: closed without an answer" + _TRIED,
    ),
    _robots(
        "robots.txt of 1 MB, the rule behind the first 500 KiB",
        [[answer(body=b"# long\n" * 150_000 + _ROBOTS_TEXT)]],
        "page",
    ),
    _robots(
        "robots.txt as a bomb", [[page("Content-Encoding: br", body=_brotli_bomb(64))]], "page"
    ),
    _robots(
        "robots.txt on another host that is private",
        [[moved("http://10.0.0.1/robots.txt")]],
        "blocked",
        "10.0.0.1, a private address",
        {"allow_private": False},
    ),
    _robots(
        "robots.txt in broken gzip",
        [[page("Content-Encoding: gzip")]],
        "failed",
        "robots.txt cannot be read: the gzip body is damaged",
    ),
    _robots("robots.txt that redirects to itself", [[moved("/robots.txt")]], "page"),
    _robots("robots.txt of NUL bytes", [[answer(body=bytes(1000))]], "page"),
)

TLS = (
    _tls("a certificate of a trusted authority", "good.test", "good"),
    _tls("an expired certificate", "expired.test", "expired", "certificate has expired"),
    _tls("a self-signed certificate", "self.test", "self-signed", "self-signed certificate"),
    _tls(
        "a certificate of an unknown authority",
        "good.test",
        "unknown",
        "unable to get local issuer certificate",
    ),
    _tls(
        "a certificate for another host",
        "other.test",
        "good",
        "Hostname mismatch, certificate is not valid for 'other.test'",
    ),
    _tls("a host name with a trailing dot", "good.test.", "good"),
    Case(
        name="a TLS handshake that is cut",
        site={},
        host="https://good.test",
        greeting=(Hear(), b"\x16\x03\x03\x00\x7a\x02\x00", Close()),
        outcome="failed",
        reason="no connection: closed by the server" + _TRIED,
    ),
    Case(
        name="a TLS handshake that stalls",
        site={},
        host="https://good.test",
        greeting=(Hang(),),
        settings={"connect_timeout": 0.05},
        outcome="timeout",
        reason="no connection within 0.05 s" + _TRIED,
    ),
    Case(
        name="https to a server of plain http",
        site={},
        host="https://good.test",
        greeting=(Hear(), answer("400 Bad Request"), Close()),
        outcome="failed",
        reason="no connection: TLS: wrong version number" + _TRIED,
    ),
)

HOSTS = (
    Case(name="a host in another script", site={"/": [[page()]]}, host="http://bücher.test"),
    Case(name="a host with an emoji", site={"/": [[page()]]}, host="http://i❤.test"),
    Case(name="a host in full-width letters", site={"/": [[page()]]}, host="http://ａ.test"),
    Case(
        name="a redirect to a host in another script",
        site={"/": [[moved("http://b\xc3\xbccher.test/b")]], "/b": [[page()]]},
        host="http://a.test",
        also="xn--bcher-kva.test",
        requests=2,
    ),
    _private("a host that does not exist", {}, "failed", "no such host: a.test"),
    _private("a public host", {"a.test": [["127.0.0.2"]]}, "page"),
    _private(
        "a private address",
        {"a.test": [["192.168.1.1"]]},
        "blocked",
        "a.test is 192.168.1.1, a private address",
    ),
    _private(
        "a private address among public ones",
        {"a.test": [["127.0.0.2", "10.0.0.1"]]},
        "blocked",
        "a.test is 10.0.0.1, a private address",
    ),
    _private(
        "a name that resolves differently the second time",
        {"a.test": [["127.0.0.2"], ["127.0.0.1"]]},
        "blocked",
        "a.test is 127.0.0.1, a loopback address",
        [[moved("/", "Connection: close", "Set-Cookie: a=1")]],
    ),
    *(
        _private(
            f"a redirect to {what}",
            {"a.test": [["127.0.0.2"]]},
            "blocked",
            reason,
            [[moved(f"http://{host}/secret")]],
        )
        for what, host, reason in (
            ("a loopback address", "127.0.0.1", "127.0.0.1, a loopback address"),
            ("a loopback address in decimal", "2130706433", "127.0.0.1, a loopback address"),
            ("a loopback address in hex", "0x7f.1", "127.0.0.1, a loopback address"),
            ("a loopback address in IPv6", "[::1]", "::1, a loopback address"),
            ("IPv4 mapped", "[::ffff:10.0.0.1]", "::ffff:a00:1, a private address"),
            ("NAT64", "[64:ff9b::127.0.0.1]", "64:ff9b::7f00:1, a loopback address"),
            ("6to4", "[2002:7f00:1::]", "2002:7f00:1::, a loopback address"),
            ("the metadata of a cloud", "169.254.169.254", "169.254.169.254, a link-local address"),
            ("a shared address", "100.64.0.1", "100.64.0.1, a shared (carrier-grade NAT) address"),
            ("a multicast address", "224.0.0.1", "224.0.0.1, a multicast address"),
            ("the broadcast address", "255.255.255.255", "255.255.255.255, a reserved address"),
            ("0.0.0.0", "0.0.0.0", "0.0.0.0, an unspecified address"),
        )
    ),
    _private(
        "a redirect to localhost",
        {"a.test": [["127.0.0.2"]], "localhost": [["127.0.0.1"]]},
        "blocked",
        "localhost is 127.0.0.1, a loopback address",
        [[moved("http://localhost/")]],
    ),
)

GROUPS: dict[str, tuple[Case, ...]] = {
    "Statuses": STATUSES,
    "Redirects": REDIRECTS,
    "Heads and cookies": HEADERS,
    "Media types": TYPES,
    "Bodies": BODIES,
    "Content codings": ENCODINGS,
    "Bombs": BOMBS,
    "Time": TIMES,
    "robots.txt": ROBOTS,
    "TLS": TLS,
    "Hosts and addresses": HOSTS,
}
CASES: tuple[Case, ...] = tuple(chain.from_iterable(GROUPS.values()))

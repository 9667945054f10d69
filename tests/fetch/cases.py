"""What hostile and broken servers do, and what must come of it.

Each case is data: a site (paths and what is sent for them), the outcome of fetching its
`/`, and a piece of the reason. The outcome "page" means that a page came back.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import brotli
from backports import zstd

from tests.fetch.server import (
    PAGE,
    Close,
    Drip,
    Forever,
    Hang,
    Reset,
    Script,
    answer,
    moved,
    page,
)

# What the fetcher is set to for these cases.
MAX_BYTES = 256 * 1024
READ_TIMEOUT = 0.1
TOTAL_TIMEOUT = 0.4
MAX_WAIT = 60

_MEGABYTE = bytes(1024 * 1024)


@dataclass(frozen=True, kw_only=True)
class Case:
    """`requests` is how often the server must have been asked, where that matters."""

    name: str
    site: Mapping[str, Sequence[Script]]
    outcome: str = "page"
    reason: str = ""
    robots: bool = False
    requests: int | None = None
    body: bytes | None = field(default=None, repr=False)


def _gzip_bomb(megabytes: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join(packer.compress(_MEGABYTE) for _ in range(megabytes)) + packer.flush()


def _brotli_bomb(megabytes: int) -> bytes:
    packer = brotli.Compressor(quality=5)
    return b"".join(packer.process(_MEGABYTE) for _ in range(megabytes)) + packer.finish()


def _zstd_bomb(megabytes: int) -> bytes:
    packer = zstd.ZstdCompressor()
    return b"".join(packer.compress(_MEGABYTE) for _ in range(megabytes)) + packer.flush()


def _status(name: str, status: str, outcome: str = "failed", requests: int = 1) -> Case:
    return Case(
        name=name,
        site={"/": [[answer(status, b"no", "Content-Type: text/html")]]},
        outcome=outcome,
        reason=f"HTTP {status}",
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


def _robots(name: str, replies: Sequence[Script], outcome: str, reason: str = "") -> Case:
    site = {"/robots.txt": replies, "/": [[page()]]}
    return Case(name=name, site=site, outcome=outcome, reason=reason, robots=True)


_OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"

STATUSES = (
    _status("204", "204 No Content"),
    _status("206 that nobody asked for", "206 Partial Content"),
    _status("304 that nobody asked for", "304 Not Modified"),
    _status("400", "400 Bad Request"),
    _status("401", "401 Unauthorized"),
    _status("403", "403 Forbidden"),
    _status("404", "404 Not Found", "gone"),
    _status("408, always", "408 Request Timeout", requests=3),
    _status("410", "410 Gone", "gone"),
    _status("425, always", "425 Too Early", requests=3),
    _status("429, always", "429 Too Many Requests", requests=3),
    _status("451", "451 Unavailable For Legal Reasons"),
    _status("500, always", "500 Internal Server Error", requests=3),
    _status("501", "501 Not Implemented"),
    _status("503, always", "503 Service Unavailable", requests=3),
    Case(
        name="a status that is not registered",
        site={"/": [[answer("999 Go \x1b[31maway")]]},
        outcome="failed",
        reason="HTTP 999",
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
        reason="HTTP 429 Too Many Requests, asks to come back at",
        requests=1,
    ),
    Case(
        name="503 with Retry-After as a date far away",
        site={"/": [[answer("503 Off", b"", "Retry-After: Fri, 31 Dec 2199 23:59:59 GMT")]]},
        outcome="failed",
        reason="asks to come back at",
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
        reason="redirect loop at http://",
        requests=2,
    ),
    Case(
        name="a redirect to itself",
        site={"/": [[moved("/")]]},
        outcome="failed",
        reason="redirect loop",
        requests=1,
    ),
    Case(
        name="a redirect to itself that sets the cookie it wants",
        site={"/": [[moved("/", "Set-Cookie: seen=1")], [page()]]},
        requests=2,
    ),
    Case(
        name="a chain without end",
        site={"/": [[moved("/0")]], **{f"/{n}": [[moved(f"/{n + 1}")]] for n in range(20)}},
        outcome="failed",
        reason="more than 10 redirects",
        requests=11,
    ),
    Case(
        name="a redirect to file:",
        site={"/": [[moved("file:///etc/passwd")]]},
        outcome="blocked",
        reason="redirect to file: only http and https",
    ),
    Case(
        name="a redirect to javascript:",
        site={"/": [[moved("javascript:alert(1)")]]},
        outcome="blocked",
        reason="redirect to javascript: only",
    ),
    Case(
        name="a redirect without Location",
        site={"/": [[answer("302 Found")]]},
        outcome="failed",
        reason="HTTP 302 Found without a Location",
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
        reason="redirect to a bad URL",
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
        reason="not a valid HTTP answer",
    ),
    Case(
        name="a header line without end",
        site={"/": [[b"HTTP/1.1 200 OK\r\nX: ", Forever(b"x" * 1000)]]},
        outcome="failed",
        reason="not a valid HTTP answer",
    ),
    Case(
        name="a NUL in a header",
        site={"/": [[page("X-Nul: a\x00b")]]},
        outcome="failed",
        reason="not a valid HTTP answer: illegal header",
    ),
    Case(name="a header value that is not UTF-8", site={"/": [[page("X-Name: Jos\xe9")]]}),
    Case(
        name="a flood of cookies on a redirect",
        site={
            "/": [[moved("/b", *(f"Set-Cookie: c{n}={'x' * 20}" for n in range(2000)))]],
            "/b": [[page()]],
        },
    ),
    Case(
        name="not HTTP",
        site={"/": [[b"SSH-2.0-OpenSSH_9.6\r\n\r\n", Close()]]},
        outcome="failed",
        reason="not a valid HTTP answer",
    ),
    Case(
        name="HTTP/0.9",
        site={"/": [[b"<html>no status line</html>", Close()]]},
        outcome="failed",
        reason="connection cut",
    ),
    Case(
        name="two lengths that differ",
        site={"/": [[page("Content-Length: 3")]]},
        outcome="failed",
        reason="not a valid HTTP answer",
    ),
)

TYPES = (
    _typed("no Content-Type, HTML", None, b"\n <p>Text</p>"),
    _typed("no Content-Type, text", None, b"just words", "no media type, and not HTML"),
    _typed("a Content-Type that is nonsense", "?", PAGE),
    _typed("HTML as text/plain", "text/plain", PAGE),
    _typed("text as text/plain", "text/plain; charset=utf-8", b"words", "text/plain is not"),
    _typed("a feed as application/xml", "application/xml", b"<?xml version='1.0'?><rss/>"),
    _typed("JSON", "application/json", b'{"a": 1}', "application/json is not a page"),
    _typed("a PDF", "application/pdf", b"%PDF-1.7", "application/pdf is not a page"),
    _typed("a PDF as text/html", "text/html", b"%PDF-1.7\n", "application/pdf, served as text"),
    _typed("a picture as nothing", None, b"\x89PNG\r\n\x1a\n", "image/png, served as nothing"),
    _typed("a sitemap in gzip", "application/gzip", gzip.compress(b"<urlset></urlset>")),
    _typed("gzip of something else", "application/gzip", gzip.compress(b"x"), "gzip, served"),
    _typed("an empty page", "text/html", b""),
    _typed("an empty page of no type", None, b""),
    _typed("NUL bytes in a page", "text/html", b"<p>a\x00\x00b</p>"),
    Case(
        name="an endless film",
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
        reason="connection cut",
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
        reason="not a valid HTTP answer",
    ),
    Case(name="no length, closed at the end", site={"/": [[_OK + b"\r\n" + PAGE, Close()]]}),
    Case(
        name="chunked garbage",
        site={"/": [[_OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n" + PAGE, Close()]]},
        outcome="failed",
        reason="not a valid HTTP answer",
    ),
    Case(
        name="chunked, cut in the middle",
        site={"/": [[_OK + b"Transfer-Encoding: chunked\r\n\r\n5\r\n<p>hi", Close()]]},
        outcome="failed",
        reason="connection cut",
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
        reason="connection",
        requests=3,
    ),
    Case(
        name="closed without an answer",
        site={"/": [[Close()]]},
        outcome="failed",
        reason="connection cut: Server disconnected without sending a response",
        requests=3,
    ),
    Case(
        name="100 MB, said beforehand",
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
    _encoded("gzip with a tail", "x-gzip", gzip.compress(PAGE) + bytes(8), "page", ""),
    _encoded("deflate", "deflate", zlib.compress(PAGE), "page", ""),
    _encoded("deflate without its wrapper", "deflate", zlib.compress(PAGE)[2:-4], "page", ""),
    _encoded("br", "br", brotli.compress(PAGE), "page", ""),
    _encoded("zstd", "zstd", zstd.compress(PAGE), "page", ""),
    _encoded("an encoding that is none", "UTF-8", PAGE, "page", ""),
    _encoded("truncated gzip", "gzip", gzip.compress(PAGE)[:-12], "failed", "gzip body ends in"),
    _encoded("truncated br", "br", brotli.compress(PAGE)[:-4], "failed", "br body ends in"),
    _encoded("truncated zstd", "zstd", zstd.compress(PAGE)[:-4], "failed", "zstd body ends in"),
    _encoded("gzip that is not", "gzip", PAGE, "failed", "gzip body is damaged"),
    _encoded("br that is not", "br", b"\xff" * 99, "failed", "br body is damaged"),
    _encoded("zstd that is not", "zstd", PAGE, "failed", "zstd body is damaged"),
    _encoded("an unknown encoding", "compress", b"x", "failed", "unknown content encoding"),
    _encoded(
        "double gzip",
        "gzip, gzip",
        gzip.compress(gzip.compress(PAGE)),
        "failed",
        "2 content encodings",
    ),
    _encoded("60 encodings", ",".join(["br"] * 60), b"x", "failed", "60 content encodings"),
)

BOMBS = (
    _encoded("a gzip bomb", "gzip", _gzip_bomb(256), "too_large", "more than"),
    _encoded("a brotli bomb", "br", _brotli_bomb(256), "too_large", "more than"),
    _encoded("a zstd bomb", "zstd", _zstd_bomb(256), "too_large", "more than"),
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
        reason="more than",
    ),
)

TIMES = (
    Case(
        name="no answer",
        site={"/": [[Hang()]]},
        outcome="timeout",
        reason=f"no data for {READ_TIMEOUT} s",
    ),
    Case(
        name="a body that stops",
        site={"/": [[answer(body=PAGE, length=9999), Hang()]]},
        outcome="timeout",
        reason=f"no data for {READ_TIMEOUT} s",
    ),
    Case(
        name="a body that drips",
        site={"/": [[answer(length=9999), Drip(b"x" * 9999)]]},
        outcome="timeout",
        reason=f"not finished within {TOTAL_TIMEOUT} s",
        requests=1,
    ),
    Case(
        name="headers that drip",
        site={"/": [[Drip(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 9999)]]},
        outcome="timeout",
        reason=f"not finished within {TOTAL_TIMEOUT} s",
        requests=1,
    ),
    Case(
        name="an error whose body never comes",
        site={"/": [[answer("403 Forbidden", length=100), Hang()]]},
        outcome="failed",
        reason="HTTP 403 Forbidden",
    ),
    Case(
        name="100 Continue without end",
        site={"/": [[Forever(b"HTTP/1.1 100 Continue\r\n\r\n" * 100)]]},
        outcome="timeout",
        reason="not finished within",
    ),
)

_ROBOTS_TEXT = b"User-agent: *\nDisallow: /\n"

ROBOTS = (
    _robots("robots.txt allows", [[answer(body=b"User-agent: *\nAllow: /")]], "page"),
    _robots("robots.txt refuses", [[answer(body=_ROBOTS_TEXT)]], "robots", "does not allow it"),
    _robots(
        "robots.txt with a byte order mark",
        [[answer(body=b"\xef\xbb\xbf" + _ROBOTS_TEXT)]],
        "robots",
        "does not allow it",
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
        "robots",
        "robots.txt cannot be read: HTTP 500 Internal Server Error",
    ),
    _robots("robots.txt 500, then fine", [[answer("500 Oops")], [answer(body=b"")]], "page"),
    _robots(
        "robots.txt 429 with Retry-After a day",
        [[answer("429 Slow", b"", "Retry-After: 86400")]],
        "failed",
        "HTTP 429 Too Many Requests, asks to come back",
    ),
    _robots(
        "robots.txt without end",
        [[b"HTTP/1.1 200 OK\r\n\r\n" + _ROBOTS_TEXT, Forever(b"# more\n" * 1000)]],
        "robots",
        "does not allow it",
    ),
    _robots("robots.txt that hangs", [[Hang()]], "timeout", "no data for"),
    _robots(
        "robots.txt in broken gzip",
        [[page("Content-Encoding: gzip")]],
        "robots",
        "robots.txt cannot be read: the gzip body is damaged",
    ),
    _robots("robots.txt that redirects to itself", [[moved("/robots.txt")]], "page"),
    _robots("robots.txt of NUL bytes", [[answer(body=bytes(1000))]], "page"),
)

CASES: tuple[Case, ...] = (
    *STATUSES,
    *REDIRECTS,
    *HEADERS,
    *TYPES,
    *BODIES,
    *ENCODINGS,
    *TIMES,
    *ROBOTS,
)

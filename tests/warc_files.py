"""WARC files as other programs write them, for tests."""

import gzip
from io import BytesIO
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

HTML = [("Content-Type", "text/html; charset=utf-8")]
WORDS = (
    "The old ferry crosses the river twice a day. In winter it waits until the ice has gone, and "
    "the children of the village walk to school over the bridge, which takes them an hour. "
)


def page(title: str, words: str = WORDS) -> bytes:
    """An article, of `words` several times."""
    paragraphs = "".join(f"<p>{title}, part {n}. {words}</p>" for n in range(1, 5))
    return f"<title>{title}</title><article><h1>{title}</h1>{paragraphs}</article>".encode()


def warc(*records, gzipped: bool = True) -> bytes:
    """Responses: (URL, body) or (URL, body, headers, status line)."""
    out = BytesIO()
    writer = WARCWriter(out, gzip=gzipped)
    for url, body, *more in records:
        headers = more[0] if more else HTML
        status = more[1] if len(more) > 1 else "200 OK"
        writer.write_record(
            writer.create_warc_record(
                url,
                "response",
                payload=BytesIO(body),
                length=len(body),
                http_headers=StatusAndHeaders(status, headers, protocol="HTTP/1.1"),
                warc_headers_dict={"WARC-Date": "2026-11-01T12:00:00Z"},
            )
        )
    return out.getvalue()


def saved(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def chunked(body: bytes) -> bytes:
    """A body in chunks of 100 bytes (RFC 9112, 7.1)."""
    parts = [body[start : start + 100] for start in range(0, len(body), 100)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def with_coding(body: bytes) -> tuple[bytes, list[tuple[str, str]]]:
    return gzip.compress(body), [*HTML, ("Content-Encoding", "gzip")]

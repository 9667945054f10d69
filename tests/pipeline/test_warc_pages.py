"""The pages in WARC files of other programs."""

import gzip
import zipfile

import pytest

from scraper.errors import ArchiveError
from scraper.pipeline.warc_pages import read_warc
from tests.warc_files import HTML, chunked, page, saved, warc, with_coding

A, B = "http://a.example/1", "http://b.example/2"


def urls(path):
    return [found.final_url for found in read_warc(path)]


@pytest.mark.parametrize("name", ["crawl.warc.gz", "crawl.warc", "anything"])
def test_the_pages_of_a_file_in_its_order(tmp_path, name):
    content = warc((B, page("Two")), (A, page("One")), gzipped=name != "crawl.warc")
    assert urls(saved(tmp_path / name, content)) == [B, A]


def test_a_file_that_was_compressed_as_a_whole(tmp_path):
    content = gzip.compress(warc((A, page("One")), (B, page("Two")), gzipped=False))
    assert urls(saved(tmp_path / "crawl.warc.gz", content)) == [A, B]


def test_a_zip_of_warc_files(tmp_path):
    with zipfile.ZipFile(tmp_path / "crawl.wacz", "w") as archive:
        archive.writestr("archive/data.warc.gz", warc((A, page("One"))))
        archive.writestr("pages/pages.jsonl", "{}")
    assert urls(tmp_path / "crawl.wacz") == [A]


@pytest.mark.parametrize(
    "case", ["chunked", "header left", "gzip", "gzip header left", "Common Crawl"]
)
def test_bodies_come_out_plain_however_they_were_kept(tmp_path, case):
    body = page("One")
    encoded, coded = with_coding(body)
    chunks = [*HTML, ("Transfer-Encoding", "chunked")]
    kept, headers = {
        "chunked": (chunked(body), chunks),
        "header left": (body, chunks),
        "gzip": (encoded, coded),
        "gzip header left": (body, coded),
        "Common Crawl": (body, [*HTML, ("X-Crawl-Content-Encoding", "gzip")]),
    }[case]
    (found,) = read_warc(saved(tmp_path / "c.warc.gz", warc((A, kept, headers))))
    assert found.body == body
    assert found.fetched_at.isoformat() == "2026-11-01T12:00:00+00:00"
    assert found.header("transfer-encoding") is None


def test_what_is_no_page_is_passed_over(tmp_path):
    feed = b'<?xml version="1.0"?><rss version="2.0"><channel></channel></rss>'
    content = warc(
        (A, page("Gone"), HTML, "404 Not Found"),
        (A, b"", [("Location", B)], "301 Moved Permanently"),
        (A, b"\x89PNG\r\n\x1a\n", [("Content-Type", "image/png")]),
        (A, b"%PDF-1.7", HTML),
        (A, b"User-agent: *", [("Content-Type", "text/plain")]),
        (A, feed, [("Content-Type", "application/rss+xml")]),
        (A, b"", HTML),
        ("dns:a.example", b"10.0.0.1", [("Content-Type", "text/dns")]),
        (B, page("Two")),
    )
    assert urls(saved(tmp_path / "c.warc.gz", content)) == [B]


def test_a_body_is_read_up_to_the_limit(tmp_path):
    bomb = gzip.compress(b"<p>" + b"a" * 10_000_000)
    path = saved(tmp_path / "c.warc.gz", warc((A, bomb, with_coding(b"")[1])))
    assert [len(found.body) for found in read_warc(path, max_bytes=100_000)] == [100_000]


@pytest.mark.parametrize("gzipped", [True, False])
@pytest.mark.parametrize("cut", [30, 400])
def test_a_file_that_ends_in_the_middle_gives_the_pages_before(tmp_path, gzipped, cut):
    first, second = warc((A, page("One")), gzipped=gzipped), warc((B, page("Two")), gzipped=gzipped)
    path = saved(tmp_path / "c.warc", first + second[:cut])
    pages = read_warc(path)
    assert next(pages).final_url == A
    with pytest.raises(ArchiveError, match=r"c.warc: damaged, or not a WARC file"):
        next(pages)


@pytest.mark.parametrize("content", [b"<p>a page", b"PK\x03\x04", b"\x1f\x8bdamaged", b"WARC/1.0"])
def test_what_is_no_warc_file_is_an_error_with_its_name(tmp_path, content):
    for name in ("c.warc.gz", "c.wacz"):
        with pytest.raises(ArchiveError, match=name):
            urls(saved(tmp_path / name, content))


def test_a_missing_file_is_an_error_with_its_name(tmp_path):
    with pytest.raises(ArchiveError, match=r"none.warc: No such file"):
        urls(tmp_path / "none.warc")

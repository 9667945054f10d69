import gzip
import hashlib
from contextlib import closing

import pytest
from fastwarc.warc import ArchiveIterator as FastArchiveIterator
from warcio.archiveiterator import ArchiveIterator

from scraper.archive.raw.warc_writer import RawFiles
from scraper.errors import ArchiveError
from scraper.models import Redirect
from tests.archive.make import URL, make_page


def records(folder):
    """(type, record headers, status line or request line, HTTP headers, body as received)."""
    found = []
    for path in sorted((folder / "raw").iterdir()):
        with path.open("rb") as file:
            for record in ArchiveIterator(file, check_digests="raise"):
                http = record.http_headers
                line = f"{http.protocol} {http.statusline}" if http else ""
                body = record.raw_stream.read()
                found.append((record.rec_type, record.rec_headers, line, http, body))
    return found


def kept(folder, *pages):
    with closing(RawFiles(folder, worker="w1", max_bytes=1 << 30)) as raw:
        return [raw.append(page) for page in pages]


def test_a_page_is_a_response_and_its_request(tmp_path):
    kept(tmp_path, make_page(b"<p>body</p>"))
    info, response, request = records(tmp_path)
    assert info[0] == "warcinfo"
    assert info[1].protocol == "WARC/1.1"
    assert b"software: scraper " in info[4]
    assert response[0] == "response"
    assert response[1].get_header("WARC-Target-URI") == URL
    assert response[1].get_header("WARC-Date") == "2026-11-23T12:30:15.000000Z"
    assert response[2] == "HTTP/1.1 200 OK"
    assert response[3].get_header("ETag") == '"a1"'
    assert response[4] == b"<p>body</p>"
    assert request[0] == "request"
    assert request[2] == "GET /ferry HTTP/1.1"
    assert request[3].get_header("Host") == "news.example.org"
    assert request[1].get_header("WARC-Concurrent-To") == response[1].get_header("WARC-Record-ID")


def test_another_reader_finds_the_same_records(tmp_path):
    moved = Redirect(url="http://news.example.org/old", status=301, location=URL)
    kept(tmp_path, make_page(b"<p>body</p>", redirects=(moved,)), make_page(b"<p>other</p>"))
    (path,) = (tmp_path / "raw").iterdir()
    with path.open("rb") as file:
        found = [
            (record.record_id, record.headers.get("WARC-Target-URI"), record.reader.read())
            for record in FastArchiveIterator(file, verify_digests=True)
        ]
    read_by_warcio = [
        (headers.get_header("WARC-Record-ID"), headers.get_header("WARC-Target-URI"), body)
        for _, headers, _, _, body in records(tmp_path)
    ]
    assert len(found) == 6
    assert found == read_by_warcio


def test_what_is_packed_already_is_not_packed_again(tmp_path):
    body = b"<p>The ferry sails again.</p>" * 500
    packed = gzip.compress(body)
    coded = make_page(body, content=packed, headers=(("Content-Encoding", "gzip"),))
    plain, stored = kept(tmp_path, make_page(body), coded)
    content = (tmp_path / stored.file).read_bytes()
    assert packed in content[stored.offset :]
    assert len(content[plain.offset : stored.offset]) < len(body) // 4


def test_the_body_is_kept_as_received_and_read_back_decoded(tmp_path):
    packed = gzip.compress(b"<p>body</p>")
    page = make_page(
        b"<p>body</p>",
        content=packed,
        headers=(("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked")),
    )
    (ref,) = kept(tmp_path, page)
    response = records(tmp_path)[1]
    assert response[4] == packed
    assert response[3].get_header("Transfer-Encoding") is None
    assert ref.sha256 == hashlib.sha256(b"<p>body</p>").hexdigest()
    with (tmp_path / ref.file).open("rb") as file:
        file.seek(ref.offset)
        assert next(iter(ArchiveIterator(file))).content_stream().read() == b"<p>body</p>"


def test_each_page_is_found_at_its_offset(tmp_path):
    pages = [make_page(b"page %d" % number) for number in range(5)]
    for page, ref in zip(pages, kept(tmp_path, *pages), strict=True):
        with (tmp_path / ref.file).open("rb") as file:
            file.seek(ref.offset)
            record = next(iter(ArchiveIterator(file)))
            assert (record.rec_type, record.raw_stream.read()) == ("response", page.body)


def test_redirects_are_responses_of_their_own(tmp_path):
    hop = Redirect(url="https://news.example.org/old", status=308, location=URL)
    (ref,) = kept(tmp_path, make_page(redirects=(hop,)))
    _, first, second, _ = records(tmp_path)
    assert first[1].get_header("WARC-Target-URI") == hop.url
    assert first[2] == "HTTP/1.1 308 -"
    assert first[3].get_header("Location") == URL
    assert second[2] == "HTTP/1.1 200 OK"
    with (tmp_path / ref.file).open("rb") as file:
        file.seek(ref.offset)
        record = next(iter(ArchiveIterator(file)))
        assert record.rec_headers.get_header("WARC-Target-URI") == URL


def test_not_modified_is_a_revisit(tmp_path):
    kept(tmp_path, make_page(b"", status=304, reason_phrase="Not Modified"))
    _, revisit, request = records(tmp_path)
    assert revisit[0] == "revisit"
    assert revisit[1].get_header("WARC-Profile").endswith("/revisit/server-not-modified")
    assert revisit[1].get_header("WARC-Refers-To-Target-URI") == URL
    assert revisit[2] == "HTTP/1.1 304 Not Modified"
    assert request[0] == "request"


@pytest.mark.parametrize(
    ("url", "line"),
    [
        ("https://e.org", "GET / HTTP/1.1"),
        ("https://e.org?a=b", "GET /?a=b HTTP/1.1"),
        ("https://e.org//double/?a=b#part", "GET //double/?a=b HTTP/1.1"),
    ],
)
def test_the_request_line_asks_for_path_and_query(tmp_path, url, line):
    kept(tmp_path, make_page(final_url=url))
    assert records(tmp_path)[2][2] == line


def test_headers_that_no_header_can_hold_are_written_as_one_safe_line(tmp_path):
    hop = Redirect(url="https://e.org/1", status=302, location="https://e.org/ferry-é?a=1")
    page = make_page(
        b"body",
        reason_phrase="Très\r\nbien",
        headers=(
            ("X-Two", "a\r\nWARC-Type: metadata\r\n\r\nb"),
            ("X-Ñ", "é\ud800"),
            ("X-Nul", "\x00"),
            ("Content-Type", "text/html; charset=utf-8"),
        ),
        redirects=(hop,),
    )
    kept(tmp_path, page)
    _, redirect, response, _ = records(tmp_path)
    assert redirect[3].get_header("Location") == "https://e.org/ferry-%C3%A9?a=1"
    assert response[2] == "HTTP/1.1 200 Tr%C3%A8s bien"
    assert response[3].headers == [
        ("X-Two", "a WARC-Type: metadata  b"),
        ("X-%C3%91", "%C3%A9%EF%BF%BD"),
        ("X-Nul", "%00"),
        ("Content-Type", "text/html; charset=utf-8"),
    ]
    assert response[4] == b"body"


def test_http_2_is_read_back(tmp_path):
    kept(tmp_path, make_page(b"body", http_version="HTTP/2", reason_phrase=""))
    response = records(tmp_path)[1]
    assert (response[2], response[4]) == ("HTTP/2 200 -", b"body")


def test_a_file_that_is_full_is_followed_by_the_next(tmp_path):
    with closing(RawFiles(tmp_path, worker="w1", max_bytes=1)) as raw:
        refs = [raw.append(make_page(b"%d" % number)) for number in range(3)]
    assert len({ref.file for ref in refs}) == 3
    assert all(ref.file.startswith("raw/20261123T123015-") for ref in refs)
    assert [body for kind, *_, body in records(tmp_path) if kind == "response"] == [
        b"0",
        b"1",
        b"2",
    ]


def test_a_name_that_comes_again_because_the_clock_went_back_replaces_nothing(tmp_path):
    first = kept(tmp_path, make_page(b"first"))
    second = kept(tmp_path, make_page(b"second"))
    assert first[0].file != second[0].file
    bodies = [body for kind, *_, body in records(tmp_path) if kind == "response"]
    assert sorted(bodies) == [b"first", b"second"]


def test_no_page_makes_no_file(tmp_path):
    kept(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_a_crash_cut_short_is_good_up_to_there(tmp_path):
    first, second = kept(tmp_path, make_page(b"first"), make_page(b"second"))
    path = tmp_path / first.file
    path.write_bytes(path.read_bytes()[: second.offset + 40])
    with path.open("rb") as file:
        file.seek(first.offset)
        assert next(iter(ArchiveIterator(file))).raw_stream.read() == b"first"


def test_what_is_synced_is_in_the_file_while_it_is_open(tmp_path):
    with closing(RawFiles(tmp_path, worker="w1", max_bytes=1 << 30)) as raw:
        raw.append(make_page(b"body"))
        raw.sync()
        assert [record[4] for record in records(tmp_path)][1] == b"body"


def test_a_folder_that_cannot_be_made_is_an_archive_error(tmp_path):
    (tmp_path / "raw").write_text("in the way")
    with (
        closing(RawFiles(tmp_path, worker="w1", max_bytes=1)) as raw,
        pytest.raises(ArchiveError, match="raw"),
    ):
        raw.append(make_page())

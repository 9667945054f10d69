"""Records that are erased leave raw files that other programs read, and all others in place."""

import gzip

import pytest
from fastwarc.warc import ArchiveIterator

from scraper.archive.articles.writer import ArticleWriter
from scraper.archive.raw.warc_eraser import erase_records
from scraper.archive.raw.warc_reader import read_raw
from scraper.errors import ArchiveError
from scraper.models import Redirect
from scraper.settings import ArchiveSettings
from tests.archive.make import make_page

URLS = [f"https://example.org/{name}" for name in "abc"]


@pytest.fixture
def refs(tmp_path):
    with ArticleWriter.for_run(tmp_path, ArchiveSettings(), worker="w", rules="1") as writer:
        refs = [writer.save_raw(_page(url)) for url in URLS]
        writer.flush()
    return refs


def _page(url):
    body = f"<p>The page at {url}</p>".encode() * 3
    redirects = (Redirect(url=f"{url}?from", status=302, location=url),)
    return make_page(body, url=url, final_url=url, redirects=redirects)


def _addresses(folder):
    (path,) = (folder / "raw").glob("*.warc.gz")
    with path.open("rb") as file:
        return [record.headers.get("WARC-Target-URI") for record in ArchiveIterator(file)]


def test_records_of_an_address_are_erased_and_the_others_stay_where_they_are(tmp_path, refs):
    (path,) = (tmp_path / "raw").glob("*.warc.gz")
    size = path.stat().st_size
    others = [read_raw(tmp_path, refs[number], url=URLS[number]) for number in (0, 2)]
    assert erase_records(tmp_path, lambda url: url.startswith(URLS[1])) == 3
    assert path.stat().st_size == size
    assert URLS[1].encode() not in gzip.decompress(path.read_bytes())
    assert [read_raw(tmp_path, refs[number], url=URLS[number]) for number in (0, 2)] == others
    with pytest.raises(ArchiveError, match="no response"):
        read_raw(tmp_path, refs[1], url=URLS[1])
    addresses = _addresses(tmp_path)
    assert len(addresses) == 10  # the file's own, and three for each page
    assert addresses.count(None) == 4
    assert erase_records(tmp_path, lambda url: url.startswith(URLS[1])) == 0


def test_nothing_to_erase_touches_no_file(tmp_path, refs):
    (path,) = (tmp_path / "raw").glob("*.warc.gz")
    before = path.stat().st_mtime_ns
    assert erase_records(tmp_path, lambda url: False) == 0
    assert path.stat().st_mtime_ns == before
    assert erase_records(tmp_path / "nowhere", lambda url: True) == 0


@pytest.mark.parametrize("cut", [1, 50])
def test_a_file_that_is_cut_short_keeps_its_whole_records(tmp_path, refs, cut):
    (path,) = (tmp_path / "raw").glob("*.warc.gz")
    path.write_bytes(path.read_bytes()[:-cut])
    assert erase_records(tmp_path, lambda url: url.startswith(URLS[0])) == 3
    assert read_raw(tmp_path, refs[1], url=URLS[1]).final_url == URLS[1]


def test_a_page_larger_than_what_is_read_at_once(tmp_path):
    with ArticleWriter.for_run(tmp_path, ArchiveSettings(), worker="w", rules="1") as writer:
        body = bytes(range(256)) * 20_000
        refs = [writer.save_raw(make_page(body, final_url=url, url=url)) for url in URLS]
        writer.flush()
    assert erase_records(tmp_path, lambda url: url == URLS[1]) == 2
    assert read_raw(tmp_path, refs[2], url=URLS[2]).body == body

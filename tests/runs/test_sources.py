"""List files of every kind: their encodings, and pipes, which are read once."""

import os
import threading

import pytest

from scraper.errors import UrlListError
from scraper.runs.sources import check_sources, read_targets

LINES = "https://a.test/é\r\nhttps://a.test/2\r\n"
URLS = ["https://a.test/é", "https://a.test/2"]


def read(path):
    check_sources([str(path)])
    bad = []
    urls = [
        each.url for each in read_targets([str(path)], on_bad_line=bad.append, on_notice=bad.append)
    ]
    assert bad == []
    return urls


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_list_is_read_in_utf_8_and_with_a_mark_in_utf_16(tmp_path, encoding):
    path = tmp_path / "urls.txt"
    path.write_bytes(LINES.encode(encoding))
    assert read(path) == URLS


def test_a_list_of_the_other_byte_order_is_read_too(tmp_path):
    path = tmp_path / "urls.txt"
    path.write_bytes(b"\xfe\xff" + LINES.encode("utf-16-be"))
    assert read(path) == URLS


def test_a_named_pipe_is_a_list(tmp_path):
    path = tmp_path / "pipe"
    os.mkfifo(path)
    writer = threading.Thread(target=path.write_text, args=(LINES,))
    writer.start()
    assert read(path) == URLS
    writer.join()


def test_a_missing_list_is_found_before_the_run(tmp_path):
    with pytest.raises(UrlListError, match="No such file"):
        check_sources([str(tmp_path / "urls.txt")])

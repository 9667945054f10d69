"""Many pages on all cores: complete, in order where that is requested, whatever a page does."""

import gzip
import multiprocessing as mp
import os
import signal
import subprocess
import sys
import threading
from itertools import count
from pathlib import Path

import pytest

import scraper
from scraper import extract_many, parse_settings, read_warc
from tests.warc_files import page, saved, warc

pytestmark = pytest.mark.slow  # each starts processes

ROOT = Path(scraper.__file__).parent.parent


def test_every_page_has_a_result_and_the_order_is_that_of_the_pages():
    pages = [page(f"Story {n}") for n in range(30)]
    found = list(extract_many(pages, workers=2, ordered=True))
    assert [each.number for each in found] == list(range(30))
    assert [each.article.title for each in found] == [f"Story {n}" for n in range(30)]
    assert {each.number for each in extract_many(pages, workers=2)} == set(range(30))


def test_the_article_is_that_of_extract():
    html, url = page("One").decode(), "https://a.example/1"
    (found,) = extract_many([(html, url)], workers=1)
    assert found.article == scraper.extract(html, url=url)
    assert (found.item, found.error) == ((html, url), "")


def test_files_and_pages_of_warc_files(tmp_path):
    plain = saved(tmp_path / "a.html", page("Plain"))
    packed = saved(tmp_path / "b.html.gz", gzip.compress(page("Packed")))
    crawl = saved(tmp_path / "c.warc.gz", warc(("http://c.example/1", page("Crawled"))))
    items = [plain, (packed, "https://b.example/"), *read_warc(crawl)]
    found = list(extract_many(items, workers=1, ordered=True))
    assert [each.article.title for each in found] == ["Plain", "Packed", "Crawled"]
    assert [each.article.url for each in found] == ["", "https://b.example/", "http://c.example/1"]


def test_a_file_that_cannot_be_extracted_is_an_error_of_its_own(tmp_path):
    image = saved(tmp_path / "x.html", b"\x89PNG\r\n\x1a\n")
    items = [tmp_path / "none.html", image, page("One")]
    missing, png, good = extract_many(items, workers=1, ordered=True)
    assert (missing.article, missing.error) == (None, "No such file or directory")
    assert (png.article, png.error) == (None, "image/png is not a page")
    assert good.article.title == "One"


def test_pages_may_be_endless():
    endless = (page(f"Story {n}") for n in count())
    results = extract_many(endless, workers=2)
    assert len([next(results) for _ in range(20)]) == 20
    results.close()
    assert not mp.active_children()


def test_a_page_that_never_ends_is_given_up(tmp_path):
    os.mkfifo(tmp_path / "never.html")  # reading it waits for a writer
    settings = parse_settings("[run]\npage_timeout = 0.5")
    items = [page("One"), tmp_path / "never.html", *(page(f"Story {n}") for n in range(6))]
    found = list(extract_many(items, workers=1, ordered=True, settings=settings))
    assert [each.number for each in found if each.article is None] == [1]
    assert found[1].error == "extraction timeout: not done after 0.5 s"


def test_a_page_that_ends_its_process_is_an_error_and_the_others_go_on(tmp_path):
    fifo = tmp_path / "crash.html"
    os.mkfifo(fifo)

    def kill_the_reader():
        writer = os.open(fifo, os.O_WRONLY)  # waits until the process reads
        (process,) = mp.active_children()
        os.kill(process.pid, signal.SIGKILL)
        os.close(writer)

    killer = threading.Thread(target=kill_the_reader)
    killer.start()
    items = [fifo, *(page(f"Story {n}") for n in range(6))]
    found = list(extract_many(items, workers=1, ordered=True))
    killer.join()
    assert found[0].error == "bug: the extraction ended its process (exit code -9)"
    assert all(each.article for each in found[1:])


@pytest.mark.skipif(sys.platform != "linux", reason="the limit rests on /proc")
def test_a_page_that_needs_too_much_memory_is_an_error():
    settings = parse_settings(
        "[fetch]\nmax_bytes = 1_000_000_000\n[run]\npage_memory = 100_000_000"
    )
    items = [Path("/dev/zero"), page("One")]
    found = list(extract_many(items, workers=1, ordered=True, settings=settings))
    assert found[0].error == "extraction memory: more than 95.3674 MiB"
    assert found[1].article.title == "One"


def test_what_is_no_page_is_a_type_error():
    with pytest.raises(TypeError, match="page 1: expected HTML, a Path or a Page, got int"):
        list(extract_many([page("One"), 5], workers=1))


def test_an_error_of_the_pages_is_passed_on():
    def pages():
        yield page("One")
        raise ValueError("the database has gone")

    with pytest.raises(ValueError, match="the database has gone"):
        list(extract_many(pages(), workers=1))
    assert not mp.active_children()


def test_a_script_needs_no_guard():
    code = "from scraper import extract_many\nprint([r.error for r in extract_many(['<p>x'])])"
    run = subprocess.run(
        [sys.executable, "-"], input=code, capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert (run.stdout, run.stderr) == ("['']\n", "")


def test_processes_that_cannot_be_forked_load_the_model_themselves(monkeypatch):
    """As on Windows."""
    monkeypatch.setattr(mp, "get_all_start_methods", lambda: ["spawn"])
    (found,) = extract_many([page("One")], workers=1)
    assert found.article.title == "One"

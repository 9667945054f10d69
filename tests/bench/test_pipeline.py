"""The pipeline benchmark: pages are extracted, the farm responds, all processes are measured."""

import asyncio
import gzip
import sys

import pytest

from bench.pipeline.farm import Connection, Farm, Stored, host
from bench.pipeline.meter import Metered
from bench.pipeline.pages import made_page, read_pages
from bench.pipeline.report import Row, as_markdown
from scraper.extraction.article import extract
from tests.bench.meter import metered


def test_a_made_page_is_always_the_same_and_is_read_as_an_article():
    page = made_page(3)
    assert page == made_page(3) != made_page(4)
    article = extract(page, url="http://127.0.1.1/article/1")
    assert article.verdict.name == "article"
    assert article.title
    assert article.word_count > 300
    assert "newsletter" not in article.markdown
    assert "Read more" not in article.markdown


def test_pages_of_a_folder_are_read_packed_or_not(tmp_path):
    (tmp_path / "one.html").write_bytes(b"<p>1")
    (tmp_path / "two.html.gz").write_bytes(gzip.compress(b"<p>2"))
    (tmp_path / "notes.txt").write_bytes(b"no page")
    assert read_pages(tmp_path, 9) == {"one": b"<p>1", "two": b"<p>2"}
    assert len(read_pages(None, 9)) == 9


async def ask(farm: Farm, *requests: str) -> list[bytes]:
    """The responses on one connection to pipelined requests."""
    server = await asyncio.get_running_loop().create_server(lambda: Connection(farm), "127.0.0.1")
    async with server:
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname()[:2])
        writer.write("".join(requests).encode())
        answers = []
        for _ in requests:
            head = await reader.readuntil(b"\r\n\r\n")
            length = head.partition(b"Content-Length: ")[2].partition(b"\r")[0]
            answers.append(head + await reader.readexactly(int(length or 0)))
        writer.close()
        await writer.wait_closed()
    return answers


def get(path: str, **headers: str) -> str:
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    return f"GET {path} HTTP/1.1\r\nHost: a\r\n{lines}\r\n"


@pytest.mark.parametrize("latency", [0.0, 0.001])
async def test_the_farm_answers_as_a_server_does(latency):
    page = Stored.of(b"<p>A page")
    farm = Farm({b"a": page}, latency)
    plain, packed, same, robots, lost = await ask(
        farm,
        get("/article/1-a"),
        get("/article/2-a", Accept_Encoding="gzip"),
        get("/article/1-a", If_None_Match=page.etag.decode()),
        get("/robots.txt"),
        get("/elsewhere"),
    )
    assert plain.endswith(b"\r\n\r\n<p>A page")
    assert gzip.decompress(packed.partition(b"\r\n\r\n")[2]) == b"<p>A page"
    assert same.startswith(b"HTTP/1.1 304 ")
    assert b"Allow: /" in robots
    assert lost.startswith(b"HTTP/1.1 404 ")
    assert farm.stats()["requests"] == 5
    assert farm.stats()["most_at_once"] == 1


def test_hosts_are_loopback_addresses():
    assert [host(n) for n in (0, 249, 250)] == ["127.0.1.1", "127.0.1.250", "127.0.2.1"]


@pytest.mark.slow
def test_a_process_counts_though_its_parent_did_not_wait_for_it(tmp_path):
    spin = "import time\nwhile time.process_time() < 0.3: pass"
    orphan = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {spin!r}])"
    found = metered(tmp_path, sys.executable, "-c", orphan)
    assert found.code == 0
    assert found.cpu > 0.3


def row(name: str, cpu: float, wall: float) -> Row:
    return Row(
        name=name,
        metered=Metered(wall=wall, cpu=cpu, peak=100.0, late=90.0, code=0),
        texts=10,
        requests=20,
    )


def test_the_table_gives_medians_and_ratios():
    rows = [row("scraper", cpu, 2.0) for cpu in (1.0, 2.0, 9.0)] + [row("trafilatura", 5.0, 4.0)]
    lines = as_markdown(rows, 10).splitlines()
    assert lines[2] == "| scraper | 2.0 | 200.0 | 0.40 | 5.0 | 2.00 | 100 | 10 | 20 |"
    assert lines[3] == "| trafilatura | 5.0 | 500.0 | 1.00 | 2.5 | 1.00 | 100 | 10 | 20 |"

import csv
import io
import json
import zipfile
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree as ET

import pytest

from scraper.archive.articles.assets import asset_path
from scraper.archive.articles.revision import Origin
from scraper.archive.articles.saved_article import read_saved
from scraper.archive.articles.writer import ArticleWriter
from scraper.archive.exporters import FORMATS
from scraper.settings import ArchiveSettings
from tests.archive.make import NOW, make_article, make_page, make_target

HOSTILE = '=HYPERLINK("http://x")</title><script>alert(1)</script>\x0b & "quotes", commas\nlines'


@pytest.fixture
def articles(tmp_path):
    found = []
    with ArticleWriter.for_run(
        tmp_path, ArchiveSettings(raw=False), worker="w", rules="1"
    ) as writer:
        for name, title in (("a", "Ferry returns"), ("b", HOSTILE)):
            url = f"https://news.example.org/{name}"
            article = make_article(
                "# no headline\n\n![a quay](q.png) <b>raw</b> *text* & more\n\n| a |\n|---|\n| 1 |",
                title=title,
                authors=("Ada Moore", "=cmd"),
                published=date(2026, 3, 9),
                language="en",
            )
            page = make_page(url=url, final_url=url)
            _, record = writer.save(
                article, Origin(page=page), make_target(url), prior=None, now=NOW
            )
            found.append(record)
        writer.flush()
    return [read_saved(tmp_path, record) for record in found]


def exported(name, articles):
    out = io.BytesIO()
    FORMATS[name](iter(articles), out)
    return out.getvalue()


def test_json_lines_have_the_metadata_and_the_text(articles):
    first, second = map(json.loads, exported("jsonl", articles).splitlines())
    assert first["title"] == "Ferry returns"
    assert first["author"] == ["Ada Moore", "=cmd"]
    assert first["text"].startswith("# no headline\n\n![a quay]")
    assert second["title"] == HOSTILE
    assert "removals" not in first


def test_csv_is_read_back_and_holds_no_formula(articles):
    rows = list(csv.DictReader(io.StringIO(exported("csv", articles).decode(), newline="")))
    assert [row["title"] for row in rows] == ["Ferry returns", "'" + HOSTILE]
    assert rows[0]["author"] == "Ada Moore; =cmd"
    assert rows[0]["published"] == "2026-03-09"
    assert not [cell for row in rows for cell in row.values() if cell.startswith("=")]


def test_csl_is_one_array_of_items(articles):
    first, second = json.loads(exported("csl", articles))
    assert first["type"] == "webpage"
    assert first["issued"] == {"date-parts": [[2026, 3, 9]]}
    assert first["author"] == [{"literal": "Ada Moore"}, {"literal": "=cmd"}]
    assert second["title"] == HOSTILE
    assert json.loads(exported("csl", [])) == []


def test_an_epub_is_a_zip_of_well_formed_pages(articles):
    book = zipfile.ZipFile(io.BytesIO(exported("epub", articles)))
    first = book.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert book.read("mimetype") == b"application/epub+zip"
    for name in ("1.xhtml", "2.xhtml", "nav.xhtml", "content.opf", "META-INF/container.xml"):
        ET.fromstring(book.read(name))
    page = book.read("2.xhtml").decode()
    assert "<script>" not in page
    assert "<b>raw" not in page
    assert "<img" not in page
    assert "[a quay]" in page
    assert "<em>text</em>" in page
    assert "<table>" in page
    assert 'lang="en"' in page
    manifest = ET.fromstring(book.read("content.opf"))
    assert len(manifest.findall(".//{*}itemref")) == 2


def test_an_epub_shows_the_images_that_the_archive_keeps(articles):
    (first, second) = articles
    path = asset_path(b"a quay", "png")
    (first.folder / path).parent.mkdir(parents=True)
    (first.folder / path).write_bytes(b"a quay")
    lost = asset_path(b"lost", "png")
    text = f"# No\n\n![a quay](../../../{path}) ![a ferry](../../../{lost}) ![it](../../../etc)"
    with_images = [replace(one, markdown=text) for one in (first, second)]
    book = zipfile.ZipFile(io.BytesIO(exported("epub", with_images)))
    assert book.namelist().count(path) == 1
    assert book.read(path) == b"a quay"
    page = ET.fromstring(book.read("2.xhtml"))
    assert [(i.get("src"), i.get("alt")) for i in page.findall(".//{*}img")] == [(path, "a quay")]
    assert "[a ferry] [it]" in book.read("1.xhtml").decode()
    manifest = ET.fromstring(book.read("content.opf"))
    items = [i for i in manifest.findall(".//{*}item") if i.get("media-type") == "image/png"]
    assert [i.get("href") for i in items] == [path]

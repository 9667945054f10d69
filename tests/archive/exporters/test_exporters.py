import csv
import io
import json
import re
import sqlite3
import sys
import zipfile
from contextlib import closing
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from msgspec import structs
from pyarrow import parquet

from scraper.archive.articles.assets import asset_path
from scraper.archive.articles.revision import Origin
from scraper.archive.articles.saved_article import read_saved
from scraper.archive.articles.sidecar import Sidecar
from scraper.archive.articles.writer import ArticleWriter
from scraper.archive.exporters import FILES, FOLDERS, FORMATS
from scraper.errors import UsageError
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
                types=("NewsArticle",),
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
    assert first["markdown"].startswith("# no headline\n\n![a quay]")
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
    assert first["type"] == "article-newspaper"
    assert first["issued"] == {"date-parts": [[2026, 3, 9]]}
    assert first["author"] == [{"family": "Moore", "given": "Ada"}, {"literal": "=cmd"}]
    assert second["title"] == HOSTILE
    assert json.loads(exported("csl", [])) == []


def test_every_row_has_every_key_with_one_type(articles):
    first = articles[0]
    bare = replace(first, sidecar=Sidecar(id="x"), markdown="# T\n")
    full, empty = map(json.loads, exported("jsonl", [first, bare]).splitlines())
    assert full.keys() == empty.keys()
    assert empty["author"] == []
    assert empty["published"] is None
    assert (full["published_day"], full["markdown"][:13]) == ("2026-03-09", "# no headline")
    assert full["text"] == "no headline\nraw text & more\na\n1"


def test_parquet_has_the_same_columns(articles):
    table = parquet.read_table(io.BytesIO(exported("parquet", articles)))
    lines = list(map(json.loads, exported("jsonl", articles).splitlines()))
    assert set(table.column_names) == set(lines[0])
    assert table.column("author").to_pylist()[0] == ["Ada Moore", "=cmd"]
    assert table.column("created").to_pylist() == [NOW, NOW]


def test_parquet_without_its_extra_is_wrong_usage(articles, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UsageError, match=r"pip install 'article-keeper\[parquet\]'"):
        exported("parquet", articles)


def test_sqlite_is_searched_and_joined(articles, tmp_path):
    FILES["sqlite"](iter(articles), tmp_path / "out.db")
    with closing(sqlite3.connect(tmp_path / "out.db")) as db:
        found = db.execute(
            "SELECT a.title FROM article a JOIN article_fts f ON f.rowid = a.rowid "
            "WHERE article_fts MATCH 'ferry'"
        ).fetchall()
        names = db.execute("SELECT name FROM author WHERE article = ?", (articles[0].record.id,))
        assert found == [("Ferry returns",)]
        assert names.fetchall() == [("Ada Moore",), ("=cmd",)]


def test_text_files_hold_the_headline_and_the_text(articles, tmp_path):
    folder = tmp_path / "texts"
    FOLDERS["text"](iter(articles), folder)
    files = sorted(folder.rglob("*.txt"))
    assert [file.parent.name for file in files] == ["example.org", "example.org"]
    assert files[0].stem == articles[0].record.path.rpartition("/")[2].removesuffix(".md")
    assert "Ferry returns\n\nno headline\n" in {f.read_text()[:27] for f in files}


def test_html_is_a_folder_of_well_formed_pages_that_link_each_other(articles, tmp_path):
    folder = tmp_path / "pages"
    folder.mkdir()
    path = asset_path(b"a quay", "png")
    (tmp_path / path).parent.mkdir(parents=True)
    (tmp_path / path).write_bytes(b"a quay")
    tagged = [
        replace(each, sidecar=structs.replace(each.sidecar, tags=("<boats>",), image=""))
        for each in articles
    ]
    tagged[0] = replace(tagged[0], markdown=f"# F\n\n![a quay](../../../{path})")
    FOLDERS["html"](iter(tagged), folder)
    for name in ("index.html", "sites.html", "tags.html"):
        page = (folder / name).read_text()
        links = re.findall(r'href="(articles/[^"]+)"', page)
        assert len(links) == 2
        assert all((folder / link).is_file() for link in links)
        assert "<script>alert" not in page
    assert "&lt;boats&gt;" in (folder / "tags.html").read_text()
    assert "2026-03-09" in (folder / "index.html").read_text()
    first = (folder / "articles" / f"{articles[0].record.id}.html").read_text()
    source = re.search(r'<img src="([^"]+)"', first).group(1)
    assert (folder / "articles" / source).read_bytes() == b"a quay"


def test_the_texts_for_the_search_are_ascii_javascript(articles, tmp_path):
    folder = tmp_path / "pages"
    folder.mkdir()
    FOLDERS["html"](iter(articles), folder)
    lines = (folder / "texts.js").read_bytes().decode("ascii").splitlines()
    calls = [json.loads(line.removeprefix("TEXTS.push(").removesuffix(");")) for line in lines]
    assert [id_ for id_, _ in calls] == [each.record.id for each in articles]
    assert HOSTILE.rsplit(maxsplit=1)[-1] in calls[1][1]


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
    texts = {each.tag.rpartition("}")[2]: each.text for each in manifest.find("{*}metadata")}
    assert texts["title"] == "example.org, 2026-03-09"
    assert (texts["date"], texts["language"]) == ("2026-03-09", "en")


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


@pytest.mark.parametrize("name", ["text", "hugo", "html"])
@pytest.mark.parametrize("domain", ["..", "../..", "a/b", "/etc", "", "\x00", ".", "x" * 300])
def test_a_folder_is_not_left_whatever_a_json_says(articles, tmp_path, name, domain):
    folder = tmp_path / "in" / "out"
    folder.mkdir(parents=True)
    sidecar = structs.replace(articles[0].sidecar, domain=domain)
    FOLDERS[name](iter([replace(articles[0], sidecar=sidecar)]), folder)
    assert [path.name for path in folder.parent.iterdir()] == ["out"]
    assert {path.suffix for path in folder.rglob("*") if path.is_file()} - {".css", ".js"}


@pytest.mark.parametrize(("name", "pattern"), [("text", "*/*.txt"), ("hugo", "*/*/index.md")])
def test_articles_of_one_name_are_two(articles, tmp_path, name, pattern):
    folder = tmp_path / "out"
    folder.mkdir()
    same = [
        replace(each, record=structs.replace(each.record, path=f"{number}/mine.md"))
        for number, each in enumerate(articles)
    ]
    FOLDERS[name](iter(same), folder)
    assert len(list(folder.glob(pattern))) == 2

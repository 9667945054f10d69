"""`scraper extract`: the article of a file, without network."""

import gzip
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet
import pytest

from scraper.bulk.page_row import COLUMNS
from tests.warc_files import page, saved, warc

FIXTURES = Path(__file__).parent.parent.parent / "fixtures"


def test_extract_reads_a_file_and_makes_links_absolute(scraper):
    page = FIXTURES / "news--related-boxes" / "page.html"
    done = scraper("extract", str(page), "--url", "https://post.example/travel/night-trains")
    expected = (page.parent / "expected.md").read_text("utf-8")
    assert done.out.partition("\n\n")[2] == expected


def test_extract_reads_standard_input(scraper):
    page = (FIXTURES / "old--table-layout" / "page.html").read_bytes()
    done = scraper("extract", "-", stdin=page)
    assert "procession" in done.out
    assert done.code == 0


def test_extract_of_a_missing_file_is_wrong_usage(scraper):
    done = scraper("extract", "nowhere.html")
    assert (done.code, done.talk) == (2, "scraper: nowhere.html: No such file or directory\n")


def test_comments_are_in_the_json_where_they_are_asked_for(scraper):
    page = FIXTURES / "news--related-boxes" / "page.html"
    assert "comments" not in scraper("extract", str(page), "--json").json
    found = scraper("extract", str(page), "--json", "--comments").json["comments"]
    assert all({"author", "published", "text", "markdown", "depth"} == set(c) for c in found)
    (scraper.folder / "mine.toml").write_text("[extract]\ncomments = true\n")
    assert "comments" in scraper("extract", str(page), "--json", "--config", "mine.toml").json


def test_comments_without_json_are_wrong_usage(scraper):
    done = scraper("extract", "-", "--comments", stdin=b"<p>x")
    assert done.code == 2
    assert done.talk.startswith("scraper: --comments: they are shown with --json")


def test_many_pages_are_written_to_a_folder(scraper):
    pages = scraper.folder / "pages"
    (pages / "deep").mkdir(parents=True)
    saved(pages / "deep" / "one.html", page("One"))
    saved(pages / "two.html.gz", gzip.compress(page("Two")))
    saved(pages / "two.htm", page("Two again"))
    saved(pages / "thin.html", b"<p>Nothing")
    saved(pages / "notes.txt", b"not a page")
    saved(pages / "crawl.warc.gz", warc(("http://c.example/a", page("Crawled"))))
    done = scraper("extract", "pages", "-o", "out")
    assert done.code == 0
    assert "thin          pages/thin.html: " in done.talk
    assert "extracted 4, left out 1" in done.talk
    out = scraper.folder / "out"
    names = {path.relative_to(out).as_posix() for path in out.rglob("*.*") if path.is_file()}
    crawled = {name for name in names if name.startswith("c.example/")}
    assert names - crawled == {
        *("deep/one.md", "deep/one.json", "two.md", "two.json", "two-2.md", "two-2.json"),
    }
    assert {name.rpartition("-")[0][-7:] for name in crawled} == {"crawled"}
    text = (out / "deep" / "one.md").read_text()
    assert text.startswith('---\ntitle: "One"\n')
    assert "\n# One\n\nOne, part 1. The old ferry" in text
    assert json.loads((out / "deep" / "one.json").read_bytes())["verdict"]["name"] == "article"


@pytest.mark.parametrize("name", ["out.jsonl", "out.parquet"])
def test_a_table_has_a_row_with_the_same_keys_for_each_page(scraper, name):
    saved(scraper.folder / "a.html", page("One"))
    saved(scraper.folder / "b.html", b"<p>Nothing")
    saved(scraper.folder / "c.html", b"\x89PNG\r\n\x1a\n")
    done = scraper("extract", "*.html", "-o", name)
    assert done.code == 1
    assert "failed        c.html: image/png is not a page\n" in done.talk
    if name == "out.jsonl":
        rows = [json.loads(line) for line in (scraper.folder / name).read_text().splitlines()]
    else:
        rows = pyarrow.parquet.read_table(scraper.folder / name).to_pylist()
    assert [row["input"] for row in rows] == ["a.html", "b.html", "c.html"]
    assert [row["outcome"] for row in rows] == ["article", "thin", "failed"]
    assert {tuple(row) for row in rows} == {tuple(COLUMNS)}
    assert rows[0]["text"].startswith("One, part 1.")


def test_many_pages_as_json_lines_on_stdout(scraper):
    saved(scraper.folder / "c.warc.gz", warc(("http://c.example/a", page("Crawled"))))
    done = scraper("extract", "c.warc.gz", "--json")
    (line,) = done.out.splitlines()
    found = json.loads(line)
    assert (found["input"], found["title"]) == ("http://c.example/a", "Crawled")
    assert "removals" in found


def test_one_page_is_written_to_a_file(scraper):
    saved(scraper.folder / "a.html", page("One"))
    assert scraper("extract", "a.html", "-o", "a.md").code == 0
    assert (scraper.folder / "a.md").read_text().startswith("# One\n\nOne, part 1.")
    assert scraper("extract", "a.html", "-o", "a.json").code == 0
    assert json.loads((scraper.folder / "a.json").read_bytes())["title"] == "One"
    assert scraper("extract", "a.html", "-o", "out").code == 0
    assert {path.name for path in (scraper.folder / "out").iterdir()} == {"a.md", "a.json"}
    assert scraper("extract", "-", "-o", "out", stdin=page("Two")).code == 0
    assert (scraper.folder / "out" / "stdin.md").exists()


def test_a_page_without_text_has_the_same_name_alone_and_among_others(scraper):
    saved(scraper.folder / "a.html", b"<p></p>")
    saved(scraper.folder / "b.html", b"<p></p>")
    alone = scraper("extract", "a.html")
    many = scraper("extract", "a.html", "b.html", "-o", "out")
    assert alone.talk.startswith("scraper: thin: ")
    assert many.talk.count("thin          ") == 2


def test_a_page_that_is_no_article_is_not_written(scraper):
    done = scraper("extract", "-", "-o", "a.md", stdin=b"<p>Nothing")
    assert done.code == 1
    assert "(a.md not written)" in done.talk
    assert not (scraper.folder / "a.md").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("pages",), "many pages need a place: -o FOLDER, -o NAME.jsonl"),
        (("pages", "-o", "x.md"), "x.md: is for one page; name a folder"),
        (("pages", "-o", "x.csv"), "x.csv: expected a folder, NAME.jsonl or NAME.parquet"),
        (("pages", "-o", "x.jsonl", "--url", "http://a.example/"), "--url: is the address of one"),
        (("pages", "-o", "archive"), "archive: is an archive; use `scraper import`"),
        (("*.nothing",), "*.nothing: No such file or directory"),
        (("empty", "-o", "out"), "empty: no page (.html, .html.gz) and no WARC file in it"),
        (("http://a.example/",), "http://a.example/: extract reads files; `scraper get http"),
    ],
)
def test_wrong_usage_is_one_line_and_writes_nothing(scraper, arguments, message):
    (scraper.folder / "pages").mkdir()
    saved(scraper.folder / "pages" / "a.html", page("One"))
    (scraper.folder / "archive").mkdir()
    (scraper.folder / "empty").mkdir()
    saved(scraper.folder / "archive" / "state.sqlite", b"")
    before = sorted(scraper.folder.rglob("*"))
    done = scraper("extract", *arguments)
    assert (done.code, done.talk.count("\n")) == (2, 1)
    assert done.talk.startswith(f"scraper: {message}")
    assert sorted(scraper.folder.rglob("*")) == before


def test_a_damaged_warc_file_is_a_failure_and_what_is_before_the_damage_is_extracted(scraper):
    content = warc(("http://c.example/a", page("One")), ("http://c.example/b", page("Two")))
    saved(scraper.folder / "c.warc.gz", content[:-50])
    done = scraper("extract", "c.warc.gz", "-o", "out.jsonl")
    assert done.code == 1
    assert "failed        c.warc.gz: damaged, or not a WARC file (the file ends" in done.talk
    assert len((scraper.folder / "out.jsonl").read_text().splitlines()) == 1


def test_standard_input_may_be_compressed_and_one_of_many(scraper):
    assert scraper("extract", "-", stdin=gzip.compress(page("One"))).out.startswith("# One\n")
    saved(scraper.folder / "a.html", page("Two"))
    done = scraper("extract", "a.html", "-", "-o", "out", stdin=gzip.compress(page("One")))
    assert done.code == 0
    assert (scraper.folder / "out" / "stdin.md").exists()
    done = scraper("extract", "-", stdin=b"%PDF-1.7")
    assert (done.code, done.talk) == (2, "scraper: -: application/pdf is not a page\n")


@pytest.mark.parametrize("output", ["out.jsonl", "out"])
def test_an_interrupt_leaves_nothing_half_written(scraper, output):
    saved(scraper.folder / "a.html", page("One"))
    os.mkfifo(scraper.folder / "b.html")  # reading it waits for a writer
    command = [sys.executable, "-m", "scraper", "extract", "a.html", "b.html", "-o", output]
    with subprocess.Popen(command, cwd=scraper.folder, stderr=subprocess.PIPE) as process:
        writer = os.open(scraper.folder / "b.html", os.O_WRONLY)  # waits until it is read
        process.send_signal(signal.SIGINT)
        talk = process.communicate()[1].decode()
        os.close(writer)
    assert process.returncode == 5
    what = "has the pages before" if output == "out" else "was not written"
    assert talk.endswith(f"stopped before the end; {output} {what}\n")
    left = {path.name for path in scraper.folder.iterdir()} - {"a.html", "b.html"}
    assert left <= {"out"}
    assert not list(scraper.folder.rglob("*.part"))


def test_files_of_somebody_else_are_not_replaced(scraper):
    saved(scraper.folder / "one.html", page("One"))
    saved(scraper.folder / "two.html", page("Two"))
    saved(scraper.folder / "one.md", b"my own notes")
    for _ in range(2):
        assert scraper("extract", "one.html", "two.html", "-o", ".").code == 0
    assert (scraper.folder / "one.md").read_bytes() == b"my own notes"
    assert {path.name for path in scraper.folder.glob("*.md")} == {"one.md", "one-2.md", "two.md"}


def test_what_the_user_changed_in_a_folder_survives_the_next_extraction(scraper):
    saved(scraper.folder / "a.html", page("One"))
    saved(scraper.folder / "b.html", page("Two"))
    command = ("extract", "a.html", "b.html", "-o", "out")
    scraper(*command)
    first, other = (scraper.folder / "out" / name for name in ("a.md", "b.md"))
    written = other.read_bytes()
    edited = first.read_text().replace('title: "One"', 'title: "Mine"')
    first.write_text(
        edited.replace("---\n\n#", "rating: 5\n---\n\n#") + "\n<!-- notes -->\nKeep.\n"
    )
    scraper(*command)
    assert other.read_bytes() == written  # `created` too
    text = first.read_text()
    assert 'title: "Mine"\n' in text
    assert "rating: 5\n" in text
    assert text.endswith("<!-- notes -->\nKeep.\n")


@pytest.mark.parametrize("single", [True, False])
def test_an_edited_text_is_not_replaced_and_the_new_one_is_beside_it(scraper, single):
    names = ["a.html"] if single else ["a.html", "b.html"]
    saved(scraper.folder / "b.html", page("Two"))
    saved(scraper.folder / "a.html", page("One"))
    scraper("extract", *names, "-o", "out")
    (file,) = (path for path in (scraper.folder / "out").rglob("*.md") if path.name != "b.md")
    file.write_text(edited := file.read_text() + "\nA sentence of mine.\n")
    assert "edited" not in scraper("extract", *names, "-o", "out").talk  # the page is the same
    assert file.read_text().rstrip() == edited.rstrip()
    saved(scraper.folder / "a.html", page("One").replace(b"twice a day", b"four times a day"))
    done = scraper("extract", *names, "-o", "out")
    beside = file.with_name(f"{file.stem}.new.md")
    assert f"{file.name}: edited by you, new text in out/" in done.talk
    assert done.code == 0
    assert "A sentence of mine." in file.read_text()
    assert "four times a day" in beside.read_text()
    assert "new text" not in scraper("extract", *names, "-o", "out").talk
    assert not beside.with_name(f"{file.stem}.new-2.md").exists()


def test_a_json_file_of_somebody_else_is_not_replaced(scraper):
    saved(scraper.folder / "one.html", page("One"))
    saved(scraper.folder / "two.html", page("Two"))
    saved(scraper.folder / "one.json", b'{"mine": 1}')
    assert scraper("extract", "one.html", "two.html", "-o", ".").code == 0
    assert (scraper.folder / "one.json").read_bytes() == b'{"mine": 1}'
    assert (scraper.folder / "one-2.md").exists()


def test_the_settings_of_a_site_hold_for_its_pages(scraper):
    html = page("One").replace(b"</article>", b"<p class=box>Subscribe to our letter today</p>")
    saved(scraper.folder / "a.html", html)
    saved(scraper.folder / "c.warc.gz", warc(("http://a.example/1", html)))
    (scraper.folder / "scraper.toml").write_text('[site."a.example"]\ndrop = ["p"]\n')
    for name in ("a.html", "c.warc.gz"):
        url = ("--url", "http://a.example/1") if name == "a.html" else ()
        assert "ferry" not in scraper("extract", name, "--json", *url).json["markdown"]
    explained = scraper("why", "a.html", "--url", "http://a.example/1", "--json").json
    assert explained["removed_by_settings"]
    assert "ferry" in scraper("extract", "a.html").out

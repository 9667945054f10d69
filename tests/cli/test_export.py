"""`scraper export`: the articles for other programs."""

import json
import zipfile

from tests.runs.test_run import FERRY, TIDE


def test_export_writes_what_other_programs_read(scraper):
    scraper.run(FERRY, TIDE)
    titles = [json.loads(line)["title"] for line in scraper("export", "jsonl").out.splitlines()]
    assert titles[0] == "Harbour ferry returns after eleven years"
    assert len(titles) == 2
    assert len(scraper("export", "jsonl", "--site", "courier.example").out.splitlines()) == 1
    assert len(json.loads(scraper("export", "csl").out)) == 2
    assert scraper("export", "epub", "--output", "week.epub").code == 0
    assert "2.xhtml" in zipfile.ZipFile(scraper.folder / "week.epub").namelist()
    assert scraper("export", "pdf").code == 2


def test_export_names_what_it_could_not_read(scraper):
    scraper.run(FERRY, TIDE)
    next((scraper.folder / "archive" / "articles").rglob("*ferry*.json")).unlink()
    done = scraper("export", "jsonl")
    assert done.code == 1
    assert len(done.out.splitlines()) == 1
    assert "left out" in done.talk


def test_o_is_the_output_and_a_the_archive(scraper):
    scraper.run(FERRY, TIDE, "-a", "mine")
    for format_, name in (("jsonl", "out.jsonl"), ("sqlite", "out.db"), ("html", "pages")):
        assert scraper("export", format_, "-a", "mine", "-o", name).code == 0
        assert (scraper.folder / name).exists()
    assert (scraper.folder / "pages" / "index.html").is_file()
    assert scraper("export", "html", "-a", "mine", "-o", "pages").code == 0
    assert not list(scraper.folder.glob(".*.part"))


def test_a_format_that_needs_a_name_says_so_and_no_other_folder_is_replaced(scraper):
    scraper.run(TIDE)
    assert scraper("export", "html").talk == "scraper: export html needs a name: -o NAME\n"
    done = scraper("export", "html", "-o", "archive")
    assert done.code == 2
    assert "was not made by an export" in done.talk
    assert (scraper.folder / "archive" / "state.sqlite").is_file()


def test_an_export_that_fails_changes_nothing(scraper):
    scraper.run(TIDE)
    (scraper.folder / "out.jsonl").write_text("before")
    done = scraper("export", "parquet", "-o", "out.jsonl/out.parquet")
    assert (done.code, done.talk) == (4, "scraper: out.jsonl: File exists\n")
    assert (scraper.folder / "out.jsonl").read_text() == "before"
    assert scraper("export", "jsonl", "-o", "out.jsonl").code == 0
    assert len((scraper.folder / "out.jsonl").read_text().splitlines()) == 1


def test_since_is_a_day_too(scraper):
    scraper.run(TIDE)
    assert len(scraper("export", "jsonl", "--since", "2026-01-01").out.splitlines()) == 1
    assert scraper("export", "jsonl", "--since", "2999-12-31").out == ""
    assert scraper("export", "jsonl", "--since", "2026-02-31").code == 2

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


def test_what_its_user_adds_to_an_exported_folder_is_kept_and_what_he_changed_is_not_replaced(
    scraper,
):
    scraper.run(TIDE)
    folder = scraper.folder / "out"
    assert scraper("export", "hugo", "-o", "out").code == 0
    (folder / "notes.example" / "own.md").write_text("mine")
    (folder / "mine").symlink_to(scraper.folder)
    assert scraper("export", "hugo", "-o", "out").code == 0
    assert (folder / "notes.example" / "own.md").read_text() == "mine"
    assert (folder / "mine").is_symlink()
    exported = next(folder.rglob("index.md"))
    exported.write_text("mine")
    for _ in range(2):
        done = scraper("export", "hugo", "-o", "out")
        assert done.code == 2
        assert f"{exported.name}: was changed since it was exported; move it away" in done.talk
    assert exported.read_text() == "mine"
    exported.rename(folder / "moved.md")
    assert scraper("export", "hugo", "-o", "out").code == 0
    assert exported.read_text() != "mine"
    assert (folder / "moved.md").read_text() == "mine"
    assert not list(scraper.folder.glob(".*.part"))


def test_a_file_where_an_exported_one_belongs_is_not_replaced(scraper):
    scraper("run", "http://127.0.0.1:9/", "-q")  # an archive without articles
    assert scraper("export", "text", "-o", "out").code == 0
    scraper.run(TIDE)
    scraper("export", "text", "-o", "other")
    (name,) = (
        path.relative_to(scraper.folder / "other")
        for path in (scraper.folder / "other").rglob("*.txt")
    )
    own = scraper.folder / "out" / name
    own.parent.mkdir()
    own.write_text("mine")
    done = scraper("export", "text", "-o", "out")
    assert (done.code, own.read_text()) == (2, "mine")
    assert "is where an exported file belongs" in done.talk

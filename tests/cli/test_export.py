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

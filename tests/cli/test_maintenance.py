"""search, diff, export, verify and reprocess, as a user types them."""

import json
import zipfile

from scraper.archive.lock import archive_lock
from tests.runs.test_run import FERRY, LONG, TIDE, page


def test_search_finds_and_says_when_nothing_is_found(scraper):
    scraper.run(FERRY, TIDE)
    done = scraper("search", "ferry", "harbo*")
    head, snippet = done.out.splitlines()[:2]
    assert head.endswith("Harbour ferry returns after eleven years")
    assert "ferry" in snippet
    assert "\x02" not in done.out
    (hit,) = map(json.loads, scraper("search", "ferry", "--json").out.splitlines())
    assert "**ferry**" in hit["snippet"].lower()
    nothing = scraper("search", "xylophone")
    assert (nothing.code, nothing.out) == (1, "")
    assert scraper("search", "--", "-ferry").code == 2


def test_search_shows_nothing_that_a_terminal_obeys(scraper):
    scraper.site.override(TIDE, body=page("Evil &#x9b;31m", LONG + " \u202eevil"))
    scraper.run(TIDE)
    out = scraper("search", "evil").out
    assert out
    assert not set(out) & set("\x1b\x9b\u202e\x02\x03")


def test_diff_shows_what_has_changed(scraper):
    scraper.run(TIDE)
    assert scraper("diff", TIDE).code == 1
    scraper.site.override(TIDE, body=page("Another title", LONG))
    scraper.run(TIDE)
    scraper.site.override(TIDE, body=page("Another title", LONG + " One more sentence at its end."))
    scraper.run(TIDE)
    done = scraper("diff", TIDE)
    assert done.code == 0
    lines = done.out.splitlines()
    assert lines[0].startswith("--- versions/")
    assert sum(line.startswith("+") for line in lines) == 2
    assert len(scraper("diff", TIDE, "--all").out) > len(done.out)
    assert scraper("diff", FERRY).code == 1


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


def test_verify_and_repair(scraper):
    scraper.run(FERRY, TIDE)
    done = scraper("verify")
    assert (done.code, done.out) == (0, "")
    assert "whole" in done.talk
    next((scraper.folder / "archive" / "articles").rglob("*ferry*.md")).write_text("x")
    done = scraper("verify", "--json")
    assert done.code == 1
    assert json.loads(done.out)["url"] == FERRY
    assert scraper("verify", "--repair").code == 0
    assert scraper("verify").code == 0


def test_verify_waits_for_no_run(scraper):
    scraper.run(TIDE)
    with archive_lock(scraper.folder / "archive"):
        done = scraper("verify")
    assert (done.code, done.out) == (3, "")
    assert "another run holds the archive" in done.talk


def test_reprocess_tells_what_would_change(scraper):
    scraper.run(FERRY, TIDE)
    assert "0 would change" in scraper("reprocess", "--dry-run").talk
    (scraper.folder / "drop.toml").write_text('[extract]\ndrop = ["article p"]\n')
    done = scraper("reprocess", "--dry-run", "--config", "drop.toml", "--json")
    assert done.code == 0
    assert done.json["urls"] == 2
    assert scraper("reprocess", "-o", "nowhere").code == 4

"""`scraper list` over an archive that a run has made."""

import json
import re

from tests.runs.test_run import FERRY

MISSING = "http://courier.example/news/no-such-page"


def test_the_urls_of_a_run_are_listed_with_outcome_and_title(scraper):
    scraper.run(FERRY, MISSING)
    listed = scraper("list").out.splitlines()
    assert len(listed) == 2
    (new,) = [line for line in listed if line.startswith("new")]
    assert new.endswith(f"{FERRY}  Harbour ferry returns after eleven years")


def test_failures_are_listed_with_their_reason(scraper):
    scraper.run(FERRY, MISSING)
    (line,) = scraper("list", "--failed").out.splitlines()
    assert line.startswith("gone")
    assert "404" in line
    assert line.endswith(" UTC)")
    assert "  (once, 20" in line
    (row,) = map(json.loads, scraper("list", "--outcome", "gone", "--json").out.splitlines())
    assert (row["url"], row["failures"], row["path"]) == (MISSING, 1, "")
    assert scraper("list", "--site", "nobody.example").out == ""
    assert scraper("list", "--site", "www.Courier.example:80", "--failed").out
    done = scraper("list", "--site", "news.courier.example")
    assert done.code == 2
    assert "is a part of a site; name the whole of it: 'courier.example'" in done.talk
    assert len(scraper("list", "--since", "1h").out.splitlines()) == 2


def test_a_folder_that_is_no_archive(scraper):
    done = scraper("list", "-o", "nowhere")
    assert (done.code, done.out) == (4, "")
    assert "no archive here" in done.talk
    assert not (scraper.folder / "nowhere").exists()


def test_an_unknown_outcome_is_wrong_usage(scraper):
    done = scraper("list", "--outcome", "lost")
    assert done.code == 2
    assert "lost" in done.talk


def test_a_failure_has_its_first_and_last_time_and_its_count(scraper):
    scraper.site.override(FERRY, status=500)
    scraper.run(FERRY)
    scraper.run(FERRY)
    (line,) = scraper("list", "--failed").out.splitlines()
    assert re.search(r"  \(2 times, 20\S+ \d\d:\d\d to 20\S+ \d\d:\d\d UTC\)$", line)
    (row,) = map(json.loads, scraper("list", "--failed", "--json").out.splitlines())
    assert row["failures"] == 2
    assert row["failing_since"] <= row["checked_at"]

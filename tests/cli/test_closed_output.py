"""A command whose reader has closed its output: `scraper list | head`."""

import subprocess
import sys

import pytest

from tests.runs.test_run import FERRY, LONG, page

URLS = [f"http://notes.example/{n}" for n in range(40)]


def start(scraper, *arguments, **streams):
    return subprocess.Popen(
        [sys.executable, "-m", "scraper", *arguments], cwd=scraper.folder, **streams
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ("list",), ("list", "--json"), ("config",), ("cron", "urls.txt"), ("status", "--json"),
        ("search", "ferry"), ("export", "jsonl"), ("export", "csv"), ("show", "5ihl56kn"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_what_only_prints_is_done(scraper, arguments):
    scraper.run(FERRY)
    (scraper.folder / "urls.txt").write_text(FERRY)
    (record,) = [line.split()[2] for line in scraper("list").out.splitlines()]
    arguments = [record if argument == "5ihl56kn" else argument for argument in arguments]
    with start(scraper, *arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.close()
        talk = process.stderr.read()
        assert (process.wait(timeout=20), talk) == (0, b"")


def test_a_run_is_interrupted_and_the_next_one_does_the_rest(scraper):
    for url in URLS:
        scraper.site.override(url, body=page(f"The tide at {url}", LONG))
    (scraper.folder / "urls.txt").write_text("\n".join(URLS))
    with start(
        scraper, "run", "urls.txt", "--config", scraper.config, "-v", stderr=subprocess.PIPE
    ) as process:
        for _ in range(3):
            process.stderr.readline()
        process.stderr.close()
        assert process.wait(timeout=20) == 5
    done = scraper.run("urls.txt", "--json")
    assert (done.code, done.json["urls"]) == (0, 40)


def test_a_run_whose_summary_nobody_reads_is_interrupted(scraper):
    with start(
        scraper, "run", FERRY, "--config", scraper.config, "--json", stdout=subprocess.PIPE
    ) as process:
        process.stdout.close()
        assert process.wait(timeout=20) == 5

"""`scraper run`, from cron and at a terminal."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.runs.test_run import FERRY, LONG, TIDE, page

LOST = "http://post.example/travel/lost"


def test_a_good_run_exits_with_0_and_ends_with_a_summary_on_stderr(scraper):
    done = scraper.process("run", FERRY, "--config", scraper.config)
    assert (done.code, done.out) == (0, "")
    assert "1 URL in" in done.talk
    assert "1 new" in done.talk


def test_a_url_that_failed_makes_it_1_and_is_named(scraper):
    done = scraper.run(FERRY, LOST)
    assert done.code == 1
    assert f"gone          {LOST}  HTTP 404 Not Found" in done.talk


def test_quiet_prints_nothing_when_all_is_well(scraper):
    done = scraper.run(FERRY, "--quiet")
    assert (done.code, done.out, done.talk) == (0, "", "")


def test_quiet_names_what_failed(scraper):
    done = scraper.run(FERRY, LOST, "--quiet")
    assert done.code == 1
    assert LOST in done.talk
    assert FERRY not in done.talk


def test_json_is_one_line_on_stdout(scraper):
    done = scraper.run(FERRY, LOST, "--json")
    assert done.out.count("\n") == 1
    assert done.json["outcomes"] == {"new": 1, "gone": 1}
    assert done.json["exit_code"] == done.code == 1


def test_a_list_comes_from_standard_input_too(scraper):
    done = scraper.run("-", stdin=b"\xef\xbb\xbf# list\r\n\r\n" + FERRY.encode() + b"\r\n")
    assert done.code == 0
    assert "1 new" in done.talk


def test_a_bad_line_is_named_with_its_number_and_makes_it_1(scraper):
    (scraper.folder / "urls.txt").write_text(f"{FERRY}\nftp://courier.example/x\n")
    done = scraper.run("urls.txt")
    assert done.code == 1
    assert "urls.txt:2: scheme 'ftp': only http and https are fetched: ftp://" in done.talk


def test_a_missing_list_is_wrong_usage(scraper):
    done = scraper.run("nowhere.txt")
    assert done.code == 2
    assert done.talk == "scraper: nowhere.txt: No such file or directory\n"


def test_a_folder_is_no_list(scraper):
    (scraper.folder / "lists").mkdir()
    done = scraper.run("lists")
    assert (done.code, done.talk) == (2, "scraper: lists: is a folder, not a list of URLs\n")


def test_an_empty_list_is_wrong_usage(scraper):
    (scraper.folder / "urls.txt").write_text("# nothing yet\n")
    done = scraper.run("urls.txt")
    assert done.code == 2
    assert "urls.txt: no URL in it" in done.talk


def test_a_wrong_setting_is_named_with_what_it_should_be(scraper):
    (scraper.folder / "mine.toml").write_text("[fetch]\nrate = 'fast'\n")
    done = scraper("run", FERRY, "--config", "mine.toml")
    assert (done.code, done.talk) == (
        2,
        "scraper: mine.toml: fetch.rate: expected a number, got 'fast'\n",
    )


def test_an_unknown_setting_is_named(scraper):
    (scraper.folder / "mine.toml").write_text("[fetch]\nspeed = 3\n")
    done = scraper("run", FERRY, "--config", "mine.toml")
    assert (done.code, done.talk) == (2, "scraper: mine.toml: fetch.speed: unknown setting\n")


def test_a_file_in_the_archives_place_is_4(scraper):
    (scraper.folder / "archive").write_text("in the way")
    done = scraper.run(FERRY)
    assert done.code == 4
    assert "archive: is a file, not a folder" in done.talk


def test_a_damaged_state_is_4_and_loses_no_article(scraper):
    assert scraper.run(FERRY).code == 0
    (article,) = (scraper.folder / "archive").rglob("*.md")
    (scraper.folder / "archive" / "state.sqlite").write_bytes(b"damaged " * 1000)
    for beside in (scraper.folder / "archive").glob("state.sqlite-*"):
        beside.unlink()
    done = scraper.run(FERRY)
    assert done.code == 4
    assert "state.sqlite" in done.talk
    assert "Traceback" not in done.talk
    assert article.exists()


def test_a_second_run_at_the_same_time_is_3(scraper):
    hold = (
        "import sys; from pathlib import Path; from datetime import *\n"
        "from scraper.archive.archive_folder import open_archive\n"
        "with open_archive(Path('archive')):\n"
        "    print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", hold],
        cwd=scraper.folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as holder:
        holder.stdout.readline()
        done = scraper.run(FERRY)
        holder.stdin.close()
    assert done.code == 3
    assert f"another run holds the archive (process {holder.pid}" in done.talk


def test_an_interrupt_ends_the_run_with_5_and_what_is_saved_stays(scraper):
    slow = [f"http://notes.example/{n}" for n in range(50)]
    for url in slow:
        scraper.site.override(url, body=page("The tide", LONG))
    (scraper.folder / "urls.txt").write_text("\n".join([FERRY, *slow]))
    with Path(scraper.config).open("a") as config:
        config.write('[site."notes.example"]\nrate = 0.01\n')
    command = [sys.executable, "-m", "scraper", "run", "urls.txt"]
    with subprocess.Popen(
        [*command, "--config", "settings.toml"],
        cwd=scraper.folder,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        for line in process.stderr:
            if FERRY in line:
                break
        process.send_signal(signal.SIGINT)
        talk = process.stderr.read()
        assert process.wait(timeout=10) == 5
    assert "stopped before the end; run again" in talk
    assert "Traceback" not in talk
    assert len(list((scraper.folder / "archive").rglob("*.md"))) >= 1


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_while_the_list_is_read_ends_at_once(scraper, number):
    """Standard input to which nothing is written."""
    command = [sys.executable, "-m", "scraper", "run", "-", "--config", scraper.config]
    with subprocess.Popen(
        command, cwd=scraper.folder, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        process.stdin.write(f"no URL\n{FERRY}\n" + "#\n" * 10_000)  # more than is read at once
        process.stdin.flush()
        assert "no URL" in process.stderr.readline()  # it has begun to read the list
        process.send_signal(number)
        assert process.wait(timeout=10) == 5
        assert "Traceback" not in process.stderr.read()


def test_a_deadline_ends_the_run_with_5(scraper):
    scraper.site.override(TIDE, body=page("The tide", LONG))
    second = "http://notes.example/second"
    done = scraper.run(TIDE, second, "--rate", "0.01", "--deadline", "1s")
    assert done.code == 5


def test_a_deadline_that_is_over_at_once_says_how_many_remain(scraper):
    done = scraper.run(TIDE, FERRY, "--deadline", "0s")
    assert done.code == 5
    assert "nothing done yet" in done.talk
    assert "2 of 2 URLs remain" in done.talk


def test_a_deadline_that_is_no_time_is_wrong_usage(scraper):
    done = scraper.run(FERRY, "--deadline", "soon")
    assert done.code == 2
    assert "--deadline: expected a time such as 90s, 20m or 2h, got 'soon'" in done.talk


def test_what_a_page_says_reaches_the_terminal_with_its_controls_escaped(scraper):
    wall = (
        b"<title>Not found \x1b]0;owned\x07</title><h1>Page not found \x1b[2J</h1>"
        b"<p>The page you are looking for may have been moved or deleted. \x1b[31m</p>"
    )
    scraper.site.override(LOST, body=wall)
    done = scraper.run(LOST)
    assert "\x1b" not in done.talk
    assert "soft_404" in done.talk


ADOPTING = """
import ctypes, os, subprocess, sys
ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)  # PR_SET_CHILD_SUBREAPER
subprocess.run(sys.argv[1:], check=True, stderr=subprocess.DEVNULL)
left = 0
try:
    while os.wait():
        left += 1
except ChildProcessError:
    print(left)
"""


def test_neither_workers_nor_their_server_are_left_behind(scraper):
    """A run leaves at most one orphan: the resource tracker of Python."""
    command = [sys.executable, "-m", "scraper", "run", FERRY, "--config", scraper.config]
    adopted = subprocess.run(
        [sys.executable, "-c", ADOPTING, *command],
        cwd=scraper.folder,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert int(adopted.stdout) <= 1


def test_the_failures_of_the_summary_are_those_that_are_listed(scraper):
    scraper.site.override(TIDE, status=500)
    soft = "http://post.example/gone-softly"
    scraper.site.override(soft, body=b"<title>Not found</title><h1>Page not found</h1>")
    for failed in (2, 2, 0):  # in the third, none of them is due
        ran = scraper.run(TIDE, FERRY, LOST, soft, "--json").json
        listed = scraper("list", "--failed", "--json").out.splitlines()
        assert ran["failing"] == len(listed) == 2
        assert ran["failed"] <= failed
        for name, count in ran["outcomes"].items():
            rows = scraper("list", "--outcome", name).out.splitlines()
            assert len(rows) == count or name == "unchanged"
    assert ran["failed"] == 0


def test_quiet_names_a_failure_when_it_begins_and_when_it_ends(scraper):
    scraper.site.override(TIDE, status=500)
    done = scraper.run(TIDE, FERRY, "--quiet")
    assert (done.code, done.talk.count(TIDE)) == (1, 1)
    done = scraper.run(TIDE, FERRY, "--quiet")
    assert (done.code, done.talk) == (1, "")
    done = scraper.run(TIDE, FERRY, "--quiet")  # which does not request it
    assert (done.code, done.talk) == (0, "")
    scraper.site.override(TIDE, body=page("The tide", LONG))
    done = scraper.run(TIDE, FERRY, "--quiet", "--refresh", "all")
    assert done.code == 0
    assert f"new           {TIDE}" in done.talk
    assert "(failed in 2 runs since" in done.talk
    done = scraper.run(TIDE, FERRY, "--quiet")
    assert (done.code, done.talk) == (0, "")


def test_a_feed_that_broke_is_named_once_and_counted_then(scraper):
    feed = "http://post.example/ours.xml"
    xml = {"Content-Type": "application/rss+xml"}
    item = f"<rss><item><link>{FERRY}</link></item></rss>".encode()
    scraper.site.override(feed, body=item, headers=xml)
    assert scraper.run(feed, "--quiet").code == 0
    scraper.site.override(feed, body=b"<title>Sign in</title>")
    done = scraper.run(feed, "--quiet")
    assert (done.code, "now a page titled 'Sign in'" in done.talk) == (1, True)
    for _ in range(3):
        done = scraper.run(feed, "--quiet")
        assert (done.code, done.talk) == (1, "")
    assert "1 failed as before" in scraper.run(feed).talk
    scraper.site.override(feed, body=item, headers=xml)
    done = scraper.run(feed, "--quiet")
    assert done.code == 0
    assert "(failed in 5 runs since" in done.talk

"""`scraper verify`, with and without `--repair`."""

import json
import os
import subprocess
import sys

import pytest

from scraper.archive.lock import archive_lock
from tests.runs.test_run import FERRY, TIDE


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


def test_what_to_do_about_a_text_that_was_edited_is_said_and_works(scraper):
    scraper.run(TIDE)
    (path,) = (scraper.folder / "archive" / "articles").rglob("*.md")
    content = path.read_bytes()
    path.write_bytes(content + b"\nMine.\n")
    for option, said in (((), "nothing to repair"), (("--repair",), "0 put right")):
        done = scraper("verify", *option)
        assert (done.code, done.out.split()[0]) == (0, "edited")
        assert said in done.talk
        assert "what you have edited stays as it is" in done.talk
    assert path.read_bytes() == content + b"\nMine.\n"
    path.unlink()
    scraper("verify", "--repair", "--deleted", "restore")
    assert path.read_bytes() == content


def test_verify_waits_for_no_run(scraper):
    scraper.run(TIDE)
    with archive_lock(scraper.folder / "archive"):
        done = scraper("verify")
    assert (done.code, done.out) == (3, "")
    assert "another run holds the archive" in done.talk


def test_an_article_that_was_deleted_is_asked_about(scraper):
    scraper.run(TIDE)
    archive = scraper.folder / "archive"
    (path,) = (archive / "articles").rglob("*.md")
    content = path.read_bytes()
    path.unlink()
    done = scraper("verify")
    assert (done.code, done.out.split()[0]) == (1, "deleted")
    done = scraper("verify", "--repair")  # where there is nobody to ask
    assert (done.code, path.exists()) == (1, False)
    assert "--deleted restore" in done.talk
    assert scraper("verify", "--repair", "--deleted", "restore").code == 0
    assert path.read_bytes() == content
    path.unlink()
    assert scraper("verify", "--repair", "--deleted", "forget").code == 0
    assert (scraper("verify").code, "notes.example" in scraper("forget").out) == (0, True)


@pytest.mark.parametrize("answer", ["restore", "forget", "leave"])
def test_the_answer_is_given_on_a_terminal(scraper, answer):
    scraper.run(TIDE)
    (path,) = (scraper.folder / "archive" / "articles").rglob("*.md")
    path.unlink()
    keyboard, terminal = os.openpty()
    os.write(keyboard, f"perhaps\n{answer}\n".encode())
    command = [sys.executable, "-m", "scraper", "verify", "--repair"]
    done = subprocess.run(
        command, cwd=scraper.folder, stdin=terminal, capture_output=True, check=False, timeout=120
    )
    os.close(terminal)
    os.close(keyboard)
    assert b"was deleted: restore it, forget it, or leave it" in done.stderr
    assert done.returncode == (1 if answer == "leave" else 0)
    assert path.exists() == (answer == "restore")
    assert bool(scraper("forget").out) == (answer == "forget")

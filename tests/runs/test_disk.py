"""A full disk and a read-only one: a real file system, small, in a mount namespace of its own."""

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from fixtures.demo import settings_text

_IN_ITS_OWN = ["unshare", "--map-root-user", "--mount"]
ROOT = Path(__file__).parent.parent.parent
COUNT = 40


def is_allowed() -> bool:
    try:
        command = [*_IN_ITS_OWN, "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not is_allowed(), reason="no file system may be mounted here"),
]

# One process for all, which sees the small disk; what each command said and its code, as JSON.
SCRIPT = """
import json, subprocess, sys
from pathlib import Path
from tests.cli.conftest import Scraper

scraper, said = Scraper(Path("."), None), []

def mount(*arguments):
    subprocess.run(["mount", *arguments, "disk"], check=True)

def do(*arguments):
    done = scraper(*arguments, "-a", "disk/archive")
    said.append((done.code, done.out, done.talk))

if __name__ == "__main__":
    mount("-t", "tmpfs", "-o", "size=700k", "tmpfs")
    do("run", "urls.txt", "--config", "settings.toml", "--quiet")
    do("verify")
    mount("-o", "remount,size=64m")
    do("run", "urls.txt", "--config", "settings.toml", "--quiet")
    do("verify")
    mount("-o", "remount,ro")
    do("run", "urls.txt", "--config", "settings.toml", "--quiet")
    do("list")
    do("search", "harbour")
    do("export", "jsonl")
    do("verify")
    print(json.dumps(said))
"""


def page(number: int) -> bytes:
    """A page that cannot be compressed much, with a text of its own."""
    chance = random.Random(number)
    words = " ".join(str(chance.randrange(10**9)) for _ in range(300))
    noise = "".join(chance.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(20_000))
    text = f"<article><h1>Page {number}</h1><p>The harbour master counted {words}.</p></article>"
    return f"<title>Page {number}</title>{text}<!--{noise}-->".encode()


def test_a_full_disk_ends_a_run_and_harms_nothing_and_a_read_only_one_is_read(demo, tmp_path):
    urls = [f"http://notes.example/page/{number}" for number in range(COUNT)]
    for number, url in enumerate(urls):
        demo.override(url, body=page(number))
    (tmp_path / "urls.txt").write_text("\n".join(urls))
    (tmp_path / "settings.toml").write_text(settings_text(demo) + "[run]\nworkers = 1\n")
    (tmp_path / "disk").mkdir()
    (tmp_path / "steps.py").write_text(SCRIPT)
    done = subprocess.run(
        [*_IN_ITS_OWN, sys.executable, "steps.py"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    codes, outs, talks = zip(*json.loads(done.stdout), strict=True)
    assert codes == (4, 0, 0, 0, 4, 0, 0, 0, 0), done.stdout
    assert "No space left on device" in talks[0]
    assert talks[0].count("\n") == 1
    assert {talks[1], talks[3], talks[8]} == {"the archive is whole\n"}
    assert "disk/archive: cannot be written (a read-only file system)" in talks[4]
    assert len(outs[5].splitlines()) == len(outs[7].splitlines()) == COUNT
    assert "Page" in outs[6]

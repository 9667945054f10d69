"""An archive that is kept in git."""

import os
import shutil
import subprocess

import pytest

from fixtures.server import HERE
from scraper.archive.readonly import reading
from scraper.archive.search_index import open_index
from tests.demo_runs import run

FERRY = "http://courier.example/news/harbour-ferry-returns"

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")


def git(folder, *words) -> str:
    """The output of git, which reads no settings of the user."""
    nowhere = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    command = ["git", "-c", "user.name=t", "-c", "user.email=t@x.example", *words]
    done = subprocess.run(
        command, cwd=folder, env=os.environ | nowhere, capture_output=True, text=True, check=True
    )
    return done.stdout


def committed(folder) -> list[str]:
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "articles")
    return git(folder, "ls-files").split()


def searched(folder, words) -> int:
    with reading(folder) as state, open_index(folder, state) as index:
        index.update()
        return len(list(index.search(words, limit=10)))


@pytest.mark.slow
def test_git_sees_a_change_only_where_an_article_has_one(demo, tmp_path):
    folder = tmp_path / "archive"
    run(demo, folder, FERRY)
    git(folder, "init", "-q")
    names = committed(folder)
    assert {name.split("/")[0] for name in names} == {".gitignore", "articles"}
    run(demo, folder, FERRY, run={"refresh_days": 10000})
    assert searched(folder, "ferry") == 1
    assert git(folder, "status", "--porcelain") == ""
    page = (HERE / "founding--semantic" / "page.html").read_bytes()
    demo.override(FERRY, body=page.replace(b"eleven to four", b"twelve to three"))
    ran = run(demo, folder, FERRY)
    assert ran.names == {FERRY: "updated"}
    changes = git(folder, "status", "--porcelain").splitlines()
    assert {line.split()[1].split("/")[0] for line in changes} == {"articles", "versions"}


def test_a_file_of_the_user_is_not_replaced(demo, tmp_path):
    (tmp_path / ".gitignore").write_text("*.json\n")
    run(demo, tmp_path, FERRY)
    assert (tmp_path / ".gitignore").read_text() == "*.json\n"

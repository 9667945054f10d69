"""A real cluster: a scheduler and two workers, processes of their own, one of which is killed."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path

import pytest
from distributed import Client

from fixtures.demo import settings_text
from fixtures.server import DemoSite
from scraper.archive.program_version import program_version
from scraper.archive.readonly import reading
from scraper.archive.verification import verify_archive
from scraper.cluster.dask_engine import DaskEngine, _unfit
from scraper.errors import UsageError
from tests.runs.test_run import FERRY, LONG, TIDE, page

pytestmark = pytest.mark.slow

OTHER = "http://notes.example/other"
COPY = "http://post.example/copy"


class Halting(DemoSite):
    """The demonstration site, which does not respond to a request for `at` until `go_on` is set."""

    def __init__(self) -> None:
        super().__init__()
        self.at = ""
        self.reached = threading.Event()
        self.go_on = threading.Event()

    def answer(self, request):
        found = super().answer(request)
        if request.url == self.at:
            self.reached.set()
            self.go_on.wait(200)
        return found


@pytest.fixture
def site():
    with Halting() as site:
        yield site
        site.go_on.set()


class Cluster:
    """A scheduler and two workers."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "scheduler.json"
        self.scheduler = self._start("scheduler", "--host", "127.0.0.1", "--port", "0")
        self._workers: list[subprocess.Popen] = []

    def _start(self, kind: str, *options: str) -> subprocess.Popen:
        command = [sys.executable, "-m", f"distributed.cli.dask_{kind}", "--no-dashboard"]
        return subprocess.Popen(
            [*command, "--scheduler-file", str(self._file), *options],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    @property
    def address(self) -> str:
        until(lambda: self._file.exists() and self._file.read_text().rstrip().endswith("}"))
        return json.loads(self._file.read_text())["address"]

    def fill(self) -> None:
        self._workers = [worker for worker in self._workers if worker.poll() is None]
        while len(self._workers) < 2:
            options = ("--nthreads", "1", "--no-nanny", "--host", "127.0.0.1")
            self._workers.append(self._start("worker", *options))

    def kill_worker_of(self, shard: Path) -> None:
        """Kill the worker of a shard with all its processes, as if its machine had failed."""
        pid = int((shard / ".lock-holder").read_text().split()[1])
        parent = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
        worker = next(worker for worker in self._workers if worker.pid == parent)
        worker.kill()
        os.killpg(pid, signal.SIGKILL)
        worker.wait()

    def end(self) -> None:
        for process in (*self._workers, self.scheduler):
            process.kill()
            process.wait()


def until(is_so) -> None:
    end = time.monotonic() + 150
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.fixture(scope="module")
def started(tmp_path_factory):
    cluster = Cluster(tmp_path_factory.mktemp("cluster"))
    yield cluster
    cluster.end()


@pytest.fixture
def cluster(started):
    started.fill()
    return started


class Command:
    """`scraper` in an empty folder, with the cluster as its engine."""

    def __init__(self, folder: Path, site: DemoSite, cluster: Cluster) -> None:
        self.archive = folder / "archive"
        self._config = folder / "settings.toml"
        self._config.write_text(settings_text(site) + "\n[run]\nshard_pages = 1\n")
        self._address = cluster.address

    def start(self, *arguments: str) -> subprocess.Popen:
        shared = ["-o", str(self.archive), "--config", str(self._config), "--json"]
        shared += ["--engine", "dask", "--scheduler", self._address]
        return subprocess.Popen(
            [sys.executable, "-m", "scraper", *arguments, *shared],
            stdout=subprocess.PIPE,
            text=True,
        )

    def shard_with(self, text: str) -> Path:
        """Wait for a journal with a line with this text; its shard."""
        found: list[Path] = []

        def look() -> bool:
            journals = self.archive.glob("shards/*/journal.jsonl")
            found.extend(path.parent for path in journals if text in path.read_text())
            return bool(found)

        until(look)
        return found[0]


@pytest.fixture
def scraper(tmp_path, site, cluster):
    return Command(tmp_path, site, cluster)


def summary(process: subprocess.Popen) -> dict:
    out, _ = process.communicate(timeout=200)
    return json.loads(out)


def whole(folder):
    with reading(folder) as state:
        return list(verify_archive(folder, state))


def pages(site):
    return Counter(r.url for r in site.requests if r.path != "/robots.txt")


def test_the_shard_of_a_killed_worker_is_done_again_without_duplicates(scraper, site, cluster):
    site.override(OTHER, body=page("Other", LONG))
    site.override(COPY, body=page("A copy on another site", LONG))
    site.at = OTHER
    process = scraper.start("run", TIDE, OTHER, FERRY, COPY)
    assert site.reached.wait(150)
    cluster.kill_worker_of(scraper.shard_with(TIDE))
    site.go_on.set()
    ended = summary(process)
    assert (process.returncode, ended["outcomes"]) == (0, {"new": 3, "duplicate": 1})
    # only what the killed worker was fetching is requested again
    assert pages(site) == {TIDE: 1, OTHER: 2, FERRY: 1, COPY: 1}
    assert len(list(scraper.archive.rglob("articles/**/*.md"))) == 3
    assert whole(scraper.archive) == []
    assert [path.name for path in (scraper.archive / "shards").iterdir()] == ["pulse"]

    again = summary(scraper.start("reprocess"))
    assert again["completed"]
    assert again["outcomes"] == {"unchanged": 3, "duplicate": 1}


def test_a_machine_that_cannot_help_is_known_before_it_is_asked_to(tmp_path):
    assert _unfit(str(tmp_path), program_version()) == ""
    assert _unfit(str(tmp_path), "0.0.1").startswith("has scraper ")
    assert "cannot write to" in _unfit(str(tmp_path / "not-mounted"), program_version())


def test_the_run_names_it_and_begins_nothing(cluster):
    with Client(cluster.address, timeout=60) as client:
        client.wait_for_workers(2, timeout=60)
        with pytest.raises(UsageError, match=r"tcp://.*: cannot write to /not-mounted"):
            DaskEngine(client).check(Path("/not-mounted"))
        assert DaskEngine(client).slots() >= 2


def test_a_run_that_is_told_to_stop_takes_in_what_is_done(scraper, site):
    site.override(OTHER, body=page("Other", LONG))
    site.at = OTHER
    process = scraper.start("run", TIDE, OTHER)
    assert site.reached.wait(150)
    scraper.shard_with(TIDE)
    process.send_signal(signal.SIGTERM)
    ended = summary(process)
    assert (process.returncode, ended["outcomes"]) == (5, {"new": 1})
    assert whole(scraper.archive) == []
    site.go_on.set()
    rest = summary(scraper.start("run", TIDE, OTHER))
    assert rest["outcomes"] == {"unchanged": 1, "new": 1}


def test_a_run_that_is_killed_leaves_shards_that_stop_and_are_merged(scraper, site):
    site.override(OTHER, body=page("Other", LONG))
    site.at = OTHER
    process = scraper.start("run", TIDE, OTHER)
    assert site.reached.wait(150)
    scraper.shard_with(TIDE)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    merge = [sys.executable, "-m", "scraper", "merge", "-o", str(scraper.archive), "--json"]
    merged = subprocess.run(merge, stdout=subprocess.PIPE, check=True, timeout=60)
    assert json.loads(merged.stdout)["shards"] == 1
    assert whole(scraper.archive) == []
    assert len(list(scraper.archive.rglob("articles/**/*.md"))) == 1

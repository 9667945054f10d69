"""The process of a shard, and what starts it."""

import signal
import socket
import subprocess
import sys

import msgspec
import pytest

from scraper.archive.archive_folder import open_archive
from scraper.archive.lock import archive_lock
from scraper.cluster import shard_launcher
from scraper.cluster.shard_process import work_on
from scraper.cluster.shard_result import ShardEnd, ShardResult
from scraper.errors import ArchiveLocked, UsageError
from scraper.pipeline.job import JobKind
from scraper.settings import settings_from
from scraper.shards.heartbeat import Heartbeat
from scraper.shards.shard_folder import NewShard
from scraper.shards.spec import ShardSpec, decode_spec, encode_spec
from scraper.urls import target

URL = "http://slow.example/page"


@pytest.fixture
def silent():
    """The address of a server that accepts connections and never responds."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"127.0.0.1:{server.getsockname()[1]}"


@pytest.fixture
def run(tmp_path):
    """The heartbeat of a run that goes on."""
    with Heartbeat(tmp_path, "mine") as heartbeat:
        yield heartbeat


@pytest.fixture
def shard(tmp_path, silent, run):
    """A shard of that run with one page that takes long."""
    fetch = {"allow_private": True, "connect_to": {"slow.example": silent}}
    spec = ShardSpec(
        run="mine",
        kind=JobKind.SCRAPE,
        settings=settings_from({"fetch": fetch}),
        sites=frozenset({"slow.example"}),
    )
    with open_archive(tmp_path) as archive:
        cut = NewShard(archive, "mine-s00001")
        cut.queue.add([target(URL)])
        cut.close(encode_spec(spec), whole_sites=True)
    return cut.folder


def ask_of(process: subprocess.Popen, shard) -> None:
    """Wait until the process works on the shard."""
    while not (shard / ".lock-holder").exists():
        assert process.poll() is None


@pytest.fixture
def process(shard):
    command = [sys.executable, "-m", "scraper.cluster.shard_process"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, bufsize=0) as process:
        process.stdin.write(f"{shard}\n".encode())
        ask_of(process, shard)
        yield process
        process.kill()


def end_of(process) -> ShardEnd:
    return msgspec.json.decode(process.stdout.readline(), type=ShardResult).kind


@pytest.mark.slow
@pytest.mark.parametrize("how", ["its starter is gone", "SIGTERM"])
def test_it_stops_and_ignores_ctrl_c(process, how):
    process.send_signal(signal.SIGINT)
    assert process.poll() is None
    if how == "SIGTERM":
        process.terminate()
    else:
        process.stdin.close()
    assert end_of(process) is ShardEnd.STOPPED
    assert process.wait(timeout=60) == 0


@pytest.mark.slow
def test_it_stops_when_its_run_says_so(process, run):
    run.stop()
    assert end_of(process) is ShardEnd.STOPPED
    assert process.poll() is None  # it waits for the next


@pytest.fixture
def clean():
    """No process of one test is used by another."""
    shard_launcher._idle.clear()
    yield
    for process in shard_launcher._idle:
        process._process.kill()
        process._process.communicate()
    shard_launcher._idle.clear()


@pytest.mark.slow
def test_a_machine_without_the_folder_says_so_and_is_ready_for_the_next(tmp_path, clean):
    folder = str(tmp_path / "shards" / "mine-s00001")
    end = shard_launcher.run_shard(folder, "tcp://10.0.0.3:4711")
    assert (end.kind, end.shard, end.where) == (
        ShardEnd.UNFIT,
        "mine-s00001",
        "tcp://10.0.0.3:4711",
    )
    assert end.text.endswith("mine-s00001: no such folder on this machine")
    (process,) = shard_launcher._idle
    assert shard_launcher.run_shard(folder).kind is ShardEnd.UNFIT
    assert shard_launcher._idle == [process]


def test_a_machine_with_another_version_says_so(shard):
    spec = decode_spec((shard / "orders").read_bytes())
    other = msgspec.structs.replace(spec, version="0.0.1")
    (shard / "orders").write_bytes(msgspec.msgpack.encode(other))
    with pytest.raises(UsageError, match="need the same version"):
        work_on(shard, lambda: False)


def test_two_processes_never_work_on_one_shard(shard):
    with archive_lock(shard), pytest.raises(ArchiveLocked):
        work_on(shard, lambda: False, lock_timeout=0)


def test_a_process_that_is_killed_is_a_failure_and_not_asked_again(tmp_path, monkeypatch, clean):
    script = tmp_path / "python"
    script.write_text("#!/bin/sh\nread shard\nkill -9 $$\n")
    script.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(script))
    end = shard_launcher.run_shard(str(tmp_path))
    assert (end.kind, end.text) == (ShardEnd.FAILED, "its process ended (exit code -9)")
    assert shard_launcher._idle == []

import os
import platform
import re
import signal
import subprocess
import sys

import pytest

from scraper.archive.lock import archive_lock
from scraper.errors import ArchiveLocked

HOLD = """
import sys
from pathlib import Path
from scraper.archive.lock import archive_lock
with archive_lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def holder(tmp_path):
    """Another process that holds the lock of `tmp_path` until its stdin is closed."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout.readline() == "held\n"
        yield process
        if process.poll() is None:
            process.kill()


def test_a_second_process_is_told_who_holds_it(tmp_path, holder):
    with pytest.raises(ArchiveLocked) as error, archive_lock(tmp_path):
        pass
    assert re.fullmatch(
        rf"{re.escape(str(tmp_path))}: another run holds the archive "
        rf"\(process {holder.pid} on {re.escape(platform.node())}, "
        r"since \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC\)",
        str(error.value),
    )


def test_a_second_run_of_the_same_process_is_refused_too(tmp_path):
    with (
        archive_lock(tmp_path),
        pytest.raises(ArchiveLocked, match=f"process {os.getpid()}"),
        archive_lock(tmp_path),
    ):
        pass


def test_the_kernel_frees_the_lock_of_a_killed_process(tmp_path, holder):
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    with archive_lock(tmp_path):
        pass


def test_the_lock_is_free_after_an_ordinary_end(tmp_path, holder):
    holder.stdin.close()
    assert holder.wait() == 0
    with archive_lock(tmp_path):
        pass


def test_an_error_inside_frees_the_lock_and_stays_what_it_is(tmp_path):
    with pytest.raises(KeyError), archive_lock(tmp_path):
        raise KeyError
    with archive_lock(tmp_path):
        pass


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"\x1b[2Jprocess 1"])
def test_what_a_holder_file_may_hold_is_not_shown_blindly(tmp_path, holder, content):
    (tmp_path / ".lock-holder").write_bytes(content)
    with pytest.raises(ArchiveLocked) as error, archive_lock(tmp_path):
        pass
    assert str(error.value) == f"{tmp_path}: another run holds the archive"


def test_a_holder_file_that_is_gone_does_no_harm(tmp_path):
    with archive_lock(tmp_path):
        (tmp_path / ".lock-holder").unlink()

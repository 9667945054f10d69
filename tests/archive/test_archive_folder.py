import os
import platform
import subprocess
import sys
from pathlib import Path

import pytest

from scraper.archive.archive_folder import open_archive
from scraper.errors import ArchiveError, ArchiveLocked
from tests.archive.make import make_record, make_target

OPEN = """
import os, sys
from pathlib import Path
from scraper.archive.archive_folder import open_archive
from scraper.errors import ArchiveError
if sys.argv[2]:
    os.setuid(int(sys.argv[2]))
try:
    with open_archive(Path(sys.argv[1])):
        print("opened")
except ArchiveError as error:
    print(type(error).__name__, error)
"""


def opened_elsewhere(folder, uid=""):
    """The output of another process that opens the archive."""
    command = [sys.executable, "-c", OPEN, str(folder), str(uid)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return done.stdout


def test_a_folder_is_made_with_its_state(tmp_path):
    folder = tmp_path / "deep" / "archive"
    with open_archive(folder) as archive:
        archive.state.put([make_record()])
        assert archive.folder == folder
    assert (folder / "state.sqlite").is_file()


def test_an_archive_is_opened_again_with_what_it_knows(tmp_path):
    with open_archive(tmp_path) as archive:
        archive.state.put([make_record()])
    with open_archive(tmp_path) as archive:
        assert archive.state.get(make_record().key) == make_record()


def test_the_folder_stays_what_it_was_when_the_process_moves(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with open_archive(Path("a")) as archive:
        assert archive.folder == tmp_path / "a"


def test_a_second_run_is_refused_while_the_first_goes_on(tmp_path):
    with open_archive(tmp_path):
        said = opened_elsewhere(tmp_path)
    assert said.startswith(f"ArchiveLocked {tmp_path}: another run holds the archive (process ")
    assert f"process {os.getpid()} on {platform.node()}, since" in said
    assert opened_elsewhere(tmp_path) == "opened\n"


def test_a_refused_run_leaves_the_queue_alone(tmp_path):
    with open_archive(tmp_path) as archive:
        archive.queue.add([make_target()])
        with pytest.raises(ArchiveLocked), open_archive(tmp_path):
            pass
        assert len(archive.queue) == 1


@pytest.mark.parametrize("inside", ["", "archive", "deep/archive"])
def test_a_file_in_the_folders_place_is_one_line_that_names_it(tmp_path, inside):
    (tmp_path / "file").write_text("mine")
    with (
        pytest.raises(ArchiveError, match=r"^[^\n]*/file[^\n]*: [^\n]+$"),
        open_archive(tmp_path / "file" / inside),
    ):
        pass
    assert (tmp_path / "file").read_text() == "mine"


@pytest.mark.skipif(os.getuid() != 0, reason="only root can become somebody without rights")
@pytest.mark.parametrize("mode", [0o555, 0o000])
def test_a_folder_without_rights_is_one_line_that_names_it(tmp_path, mode):
    for parent in (tmp_path, *tmp_path.parents):
        if parent.stat().st_uid == os.getuid() and parent != Path("/"):
            parent.chmod(parent.stat().st_mode | 0o055)
    folder = tmp_path / "archive"
    folder.mkdir()
    folder.chmod(mode)
    for asked in (folder, folder / "deeper"):
        said = opened_elsewhere(asked, uid=65534)
        assert said.startswith("ArchiveError ")
        assert str(folder) in said
        assert "ermission denied" in said
        assert said.count("\n") == 1


def test_a_damaged_state_is_one_line_and_frees_the_lock(tmp_path):
    (tmp_path / "state.sqlite").write_bytes(b"no database " * 100)
    for _ in range(2):
        with (
            pytest.raises(ArchiveError, match=r"^[^\n]*/state\.sqlite: [^\n]+$") as error,
            open_archive(tmp_path),
        ):
            pass
        assert not isinstance(error.value, ArchiveLocked)


def test_an_error_inside_closes_everything(tmp_path):
    with pytest.raises(KeyError), open_archive(tmp_path):
        raise KeyError
    with open_archive(tmp_path):
        pass

import os
import resource
import stat
from contextlib import contextmanager

import pytest

from scraper.archive import atomic_files
from scraper.archive.atomic_files import Batch, remove_temporary_files
from scraper.errors import ArchiveError


@contextmanager
def small_disk():
    """No file may grow beyond 1,000 bytes, as on a full disk.

    Only around one call: the limit applies to the whole process, and the report of pytest may be
    a longer file.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def everything(folder):
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def test_a_file_appears_whole_when_its_batch_ends(tmp_path):
    batch = Batch(tmp_path)
    batch.write("a/b/one.md", b"one")
    assert not (tmp_path / "a/b/one.md").exists()
    batch.sync()
    assert (tmp_path / "a/b/one.md").read_bytes() == b"one"
    assert everything(tmp_path) == ["a/b/one.md"]


def test_a_file_is_replaced_in_one_step(tmp_path):
    (tmp_path / "one.md").write_bytes(b"old")
    batch = Batch(tmp_path)
    batch.write("one.md", b"new")
    assert (tmp_path / "one.md").read_bytes() == b"old"
    batch.sync()
    assert (tmp_path / "one.md").read_bytes() == b"new"


def test_bytes_are_on_the_disk_before_a_name_changes_and_names_after(tmp_path, monkeypatch):
    states = []

    def watch(path):
        states.append((path.is_file(), (tmp_path / "a/one.md").exists()))

    monkeypatch.setattr(atomic_files, "sync_path", watch)
    batch = Batch(tmp_path)
    batch.write("a/one.md", b"1")
    batch.write("a/two.md", b"2")
    batch.sync()
    assert states[:2] == [(True, False), (True, False)]
    assert set(states[2:]) == {(False, True)}


def test_the_folders_of_new_folders_are_synced_too(tmp_path, monkeypatch):
    synced = []
    monkeypatch.setattr(atomic_files, "sync_path", synced.append)
    batch = Batch(tmp_path)
    batch.write("a/b/one.md", b"1")
    batch.sync()
    assert {tmp_path, tmp_path / "a", tmp_path / "a/b"} <= set(synced)
    synced.clear()
    batch.sync()
    assert synced == []


@pytest.mark.parametrize(("umask", "mode"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664)])
def test_the_mode_is_the_umasks(tmp_path, umask, mode):
    before = os.umask(umask)
    try:
        batch = Batch(tmp_path)
        batch.write("one.md", b"one")
        batch.sync()
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "one.md").stat().st_mode) == mode


def test_what_is_discarded_leaves_nothing(tmp_path):
    batch = Batch(tmp_path)
    batch.write("one.md", b"one")
    batch.discard()
    batch.sync()
    assert everything(tmp_path) == []


def test_a_full_disk_is_an_error_that_says_where_and_leaves_the_old_file(tmp_path):
    (tmp_path / "one.md").write_bytes(b"old")
    batch = Batch(tmp_path)
    with pytest.raises(ArchiveError, match=r"one\.md: File too large"), small_disk():
        batch.write("one.md", b"x" * 5000)
    batch.sync()
    assert (tmp_path / "one.md").read_bytes() == b"old"
    assert everything(tmp_path) == ["one.md"]


def test_a_file_where_a_folder_should_be_is_an_error_that_names_it(tmp_path):
    (tmp_path / "articles").write_text("in the way")
    with pytest.raises(ArchiveError, match="articles"):
        Batch(tmp_path).write("articles/example.org/one.md", b"one")


def test_a_failing_sync_leaves_the_rest_to_be_discarded(tmp_path):
    (tmp_path / "two.md").mkdir()  # a folder cannot be replaced by a file
    batch = Batch(tmp_path)
    batch.write("one.md", b"1")
    batch.write("two.md", b"2")
    with pytest.raises(ArchiveError, match=r"two\.md"):
        batch.sync()
    batch.discard()
    assert everything(tmp_path) == ["one.md"]


def test_what_a_kill_left_is_swept_and_nothing_else(tmp_path):
    Batch(tmp_path).write("articles/a/one.md", b"left")
    Batch(tmp_path).write("one.md", b"left")
    batch = Batch(tmp_path)
    batch.write("articles/a/two.md", b"2")
    batch.sync()
    assert len(everything(tmp_path)) == 3
    remove_temporary_files(tmp_path)
    assert everything(tmp_path) == ["articles/a/two.md"]
    assert not list(tmp_path.rglob(".new"))

import pytest

from scraper.archive.archive_folder import open_archive, unmerged_shards
from scraper.errors import ArchiveError, ArchiveLocked
from scraper.shards.shard_folder import (
    NewShard,
    clear_shard,
    open_shard,
    read_spec,
    remove_shard,
)
from tests.archive.make import make_record, make_target


@pytest.fixture
def archive(tmp_path):
    with open_archive(tmp_path) as archive:
        archive.state.put(
            [
                make_record("a.org/1", site="a.org", path="articles/1.md"),
                make_record("a.org/2", site="a.org"),
                make_record("b.org/1", site="b.org"),
            ],
            [("a.org/amp/1", "a.org/1"), ("b.org/amp/1", "b.org/1")],
        )
        yield archive


def cut(archive, name="one", *, whole_sites=True):
    shard = NewShard(archive, name)
    shard.queue.add([make_target("https://a.org/2", site="a.org")])
    shard.close(b"a spec", whole_sites=whole_sites)
    return shard.folder


def keys(part):
    return [record.key for record in part.state.records()]


def test_a_shard_has_its_targets_and_what_is_known_of_their_sites(archive):
    shard = cut(archive)
    assert read_spec(shard) == b"a spec"
    with open_shard(shard, lock_timeout=0) as part:
        assert part.folder == archive.folder
        assert [target.key for target in part.queue.waiting()] == ["a.org/2"]
        assert keys(part) == ["a.org/1", "a.org/2"]
        assert part.state.find_saved("a.org/amp/1").key == "a.org/1"
        assert part.state.find_saved("b.org/amp/1") is None


def test_a_shard_of_single_articles_has_their_rows_alone(archive):
    with open_shard(cut(archive, whole_sites=False), lock_timeout=0) as part:
        assert keys(part) == ["a.org/2"]


def test_a_shard_needs_nothing_that_only_one_machine_has(archive):
    shard = cut(archive)
    with open_shard(shard, lock_timeout=0) as part:
        part.state.put([make_record("a.org/3", site="a.org")])
        assert not list(shard.glob("*-shm"))


def test_one_process_at_a_time_works_on_a_shard(archive):
    shard = cut(archive)
    with (
        open_shard(shard, lock_timeout=0),
        pytest.raises(ArchiveLocked, match="one"),
        open_shard(shard, lock_timeout=0),
    ):
        pass


def test_shards_are_listed_until_they_are_removed(archive):
    assert unmerged_shards(archive.folder) == []
    two, one = cut(archive, "two"), cut(archive, "one")
    (archive.folder / "shards" / "pulse").write_text("x")
    assert unmerged_shards(archive.folder) == [one, two]
    clear_shard(one)
    with pytest.raises(ArchiveError, match="no shard"), open_shard(one, lock_timeout=0):
        pass
    remove_shard(one)
    assert unmerged_shards(archive.folder) == [two]


def test_a_folder_that_was_not_cut_to_its_end_is_no_shard(archive):
    folder = archive.folder / "shards" / "begun"
    folder.mkdir(parents=True)
    with pytest.raises(ArchiveError, match="no shard here"), open_shard(folder, lock_timeout=0):
        pass
    with pytest.raises(ArchiveError, match="orders"):
        read_spec(folder)

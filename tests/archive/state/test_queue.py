import os

import pytest

from scraper.archive.state.queue import Queue
from scraper.archive.state.state_store import State
from tests.archive.make import LATER, make_record, make_target


@pytest.fixture
def state(tmp_path):
    state = State(tmp_path / "state.sqlite")
    yield state
    state.close()


@pytest.fixture
def queue(state):
    return Queue(state.database)


def targets(*names):
    """`site/page` names as targets."""
    return [
        make_target(f"https://{name}", site=name.split("/")[0], line=number)
        for number, name in enumerate(names, start=1)
    ]


def keys(taken):
    return [target.key for target, _ in taken]


def test_targets_are_joined_by_key_and_the_first_stays(queue):
    assert queue.add(targets("a.org/1", "a.org/2", "a.org/1")) == 2
    assert queue.add(targets("a.org/2", "a.org/3")) == 1
    taken = queue.take("a.org", 10)
    assert [(target.key, target.line) for target, _ in taken] == [
        ("a.org/1", 1),
        ("a.org/2", 2),
        ("a.org/3", 2),
    ]
    assert taken[0][0] == targets("a.org/1")[0]


def test_a_target_comes_in_the_order_of_the_list_and_only_once(queue):
    queue.add(targets("a.org/9", "b.org/1", "a.org/3", "a.org/5"))
    assert keys(queue.take("a.org", 2)) == ["a.org/9", "a.org/3"]
    assert len(queue) == 2
    assert keys(queue.take("a.org", 2)) == ["a.org/5"]
    assert queue.take("a.org", 2) == []
    assert keys(queue.take("b.org", 2)) == ["b.org/1"]
    assert len(queue) == 0


def test_what_was_taken_is_not_queued_again_in_the_same_run(queue):
    queue.add(targets("a.org/1"))
    queue.take("a.org", 1)
    assert queue.add(targets("a.org/1")) == 0
    assert queue.take("a.org", 1) == []


def test_a_target_comes_with_what_is_known_of_it(state, queue):
    known = make_record("a.org/1", path="x.md", retry_at=LATER)
    state.put([known])
    queue.add(targets("a.org/1", "a.org/2"))
    assert [prior for _, prior in queue.take("a.org", 5)] == [known, None]


def test_sites_come_with_the_biggest_first(queue):
    queue.add(targets("a.org/1", "b.org/1", "b.org/2", "c.org/1", "c.org/2", "c.org/3"))
    assert queue.groups() == ["c.org", "b.org", "a.org"]
    assert queue.groups(1) == ["c.org"]
    queue.take("c.org", 2)
    assert queue.groups() == ["b.org", "a.org", "c.org"]
    for site in ("a.org", "b.org", "c.org"):
        queue.take(site, 5)
    assert queue.groups() == []


def test_a_cleared_queue_is_empty_and_the_articles_stay(state, queue):
    state.put([make_record("a.org/1")])
    queue.add(targets("a.org/1"))
    queue.clear()
    assert len(queue) == 0
    assert queue.add(targets("a.org/1")) == 1
    assert state.get("a.org/1") is not None


def test_a_list_that_fails_midway_queues_nothing(queue):
    def failing():
        yield from targets("a.org/1")
        raise KeyError("list")

    with pytest.raises(KeyError):
        queue.add(failing())
    assert len(queue) == 0


def test_a_list_whose_name_is_no_unicode_can_be_queued(queue):
    queue.add([make_target(source=os.fsdecode(b"list-\xff"))])
    ((target, _),) = queue.take("example.org", 1)
    assert target.source == "list-\ufffd"


def test_a_hostile_site_is_only_a_text(queue):
    site = "'; DROP TABLE queue; --"
    queue.add([make_target(site=site)])
    assert queue.groups() == [site]
    assert len(queue.take(site, 1)) == 1


def test_the_known_come_in_the_order_of_the_list_and_from_a_position_on(queue, state):
    queue.add(targets("b.org/1", "a.org/1", "a.org/2"))
    state.put([make_record("a.org/2"), make_record("b.org/1")])
    (chunk,) = queue.waiting_known()
    assert [(target.key, prior.key) for _, target, prior in chunk] == [
        ("b.org/1", "b.org/1"),
        ("a.org/2", "a.org/2"),
    ]
    first = chunk[0][0]
    assert [[target.key for _, target, _ in later] for later in queue.waiting_known(first)] == [
        ["a.org/2"]
    ]
    assert list(queue.waiting_known(queue.last_position)) == []


def test_what_is_passed_over_is_not_handed_out(queue, state):
    queue.add(targets("a.org/1", "a.org/2"))
    state.put([make_record("a.org/1")])
    for chunk in queue.waiting_known():
        queue.skip(position for position, _, _ in chunk)
    assert keys(queue.take("a.org", 10)) == ["a.org/2"]
    assert list(queue.waiting_known()) == []


def test_targets_are_handed_out_by_another_group_and_keep_their_sites(queue):
    queue.add(targets("a.org/1", "b.org/1"), group=lambda _target: "raw/1.warc.gz")
    assert queue.groups() == ["raw/1.warc.gz"]
    assert queue.count("a.org", 9) == 0
    taken = [target.site for target, _prior in queue.take("raw/1.warc.gz", 9)]
    assert taken == [each.site for each in targets("a.org/1", "b.org/1")]

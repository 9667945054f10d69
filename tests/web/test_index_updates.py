"""The search index is updated when the state has changed, and not at every search."""

from pathlib import Path

import pytest

from scraper.archive.layout import STATE
from scraper.web.index_updates import IndexUpdates


class Counter:
    """In place of an index: how often it was updated."""

    updates = 0

    def update(self):
        self.updates += 1
        return 0


@pytest.fixture
def state(tmp_path) -> Path:
    (tmp_path / STATE).write_bytes(b"1")
    return tmp_path / STATE


def test_an_unchanged_state_is_compared_now_and_then_for_changes_of_files(state):
    now, index = [0.0], Counter()
    updates = IndexUpdates(state.parent, clock=lambda: now[0])
    for now[0] in (0.0, 60.0, 119.0, 120.0, 200.0):
        updates.update(index)
    assert index.updates == 2


def test_a_changed_state_is_compared_again_after_a_while(state):
    now, index = [0.0], Counter()
    updates = IndexUpdates(state.parent, clock=lambda: now[0])
    assert updates.update(index)
    state.write_bytes(b"12")
    now[0] = 29.0
    assert not updates.update(index)
    now[0] = 30.0
    assert updates.update(index)


def test_the_write_ahead_log_counts_too(state):
    now, index = [0.0], Counter()
    updates = IndexUpdates(state.parent, clock=lambda: now[0])
    updates.update(index)
    (state.parent / f"{STATE}-wal").write_bytes(b"1")
    now[0] = 60.0
    assert updates.update(index)

import pytest

from scraper.shards import heartbeat
from scraper.shards.heartbeat import Heartbeat, HeartbeatMonitor


@pytest.fixture
def clock(monkeypatch):
    """The clock of a shard, in seconds, which a test sets."""

    class Clock:
        now = 1000.0

        def monotonic(self):
            return self.now

    clock = Clock()
    monkeypatch.setattr(heartbeat, "time", clock)
    return clock


def test_a_shard_goes_on_while_its_run_says_something_new(tmp_path, clock):
    with Heartbeat(tmp_path, "mine") as run:
        shard = HeartbeatMonitor(tmp_path, "mine")
        for beat in range(5):
            run._write(str(beat))
            clock.now += heartbeat.TIMEOUT - 1
            assert not shard.is_over()


def test_a_shard_stops_when_it_is_told(tmp_path, clock):
    with Heartbeat(tmp_path, "mine"):
        shard = HeartbeatMonitor(tmp_path, "mine")
        assert not shard.is_over()
    clock.now += 1
    assert shard.is_over()


def test_a_shard_whose_run_has_stopped_before_does_not_begin(tmp_path):
    Heartbeat(tmp_path, "mine").stop()
    assert HeartbeatMonitor(tmp_path, "mine").is_over()


def test_a_shard_whose_run_says_nothing_more_stops(tmp_path, clock):
    with Heartbeat(tmp_path, "mine"):
        shard = HeartbeatMonitor(tmp_path, "mine")
        assert not shard.is_over()
        clock.now += heartbeat.TIMEOUT - 1
        assert not shard.is_over()
        clock.now += 2
        assert shard.is_over()


def test_a_shard_stops_when_another_run_has_begun(tmp_path, clock):
    with Heartbeat(tmp_path, "mine"):
        shard = HeartbeatMonitor(tmp_path, "mine")
        assert not shard.is_over()
    with Heartbeat(tmp_path, "another"):
        clock.now += 1
        assert shard.is_over()


def test_what_is_not_written_to_its_end_is_not_heard(tmp_path, clock):
    shard = HeartbeatMonitor(tmp_path, "mine")
    (tmp_path / "shards").mkdir()
    (tmp_path / "shards" / "pulse").write_text("mine sto")
    assert not shard.is_over()
    clock.now += heartbeat.TIMEOUT + 1
    assert shard.is_over()


def test_a_run_beats_by_itself(tmp_path, monkeypatch):
    monkeypatch.setattr(heartbeat, "INTERVAL", 0.001)
    with Heartbeat(tmp_path, "mine"):
        path = tmp_path / "shards" / "pulse"
        while path.read_text() in {"mine 0\n", ""}:
            pass
    assert path.read_text() == "mine stop\n"

"""Worker processes as their parent sees them."""

from types import SimpleNamespace

import pytest

from scraper.workers import process


@pytest.mark.parametrize("error", [ConnectionRefusedError(), EOFError()])
def test_a_worker_is_started_again_where_its_server_was_killed_meanwhile(monkeypatch, error):
    monkeypatch.setattr(process, "_START_DELAYS", (0.0, 0.0))
    ends = [error, error, None]

    def start():
        if (end := ends.pop(0)) is not None:
            raise end

    process.start_process(SimpleNamespace(start=start))
    assert ends == []


def test_a_worker_that_cannot_be_started_at_all_is_an_error(monkeypatch):
    monkeypatch.setattr(process, "_START_DELAYS", (0.0, 0.0))

    def start():
        raise ConnectionRefusedError

    with pytest.raises(ConnectionRefusedError):
        process.start_process(SimpleNamespace(start=start))

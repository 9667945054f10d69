"""Which engine the options name, and the message where it is not available."""

import sys

import pytest

from scraper.cli.options import dispatcher_of
from scraper.errors import UsageError
from scraper.runs.session import local_dispatcher
from scraper.settings import Settings


def test_the_processes_of_this_machine_are_the_engine_if_nothing_is_said():
    with dispatcher_of(Settings(), engine="local", scheduler=None) as engine:
        assert engine is local_dispatcher


def test_a_scheduler_without_its_engine_is_wrong_usage():
    with (
        pytest.raises(UsageError, match="--scheduler is for --engine dask"),
        dispatcher_of(Settings(), engine="local", scheduler="tcp://127.0.0.1:1"),
    ):
        pass


def test_without_the_extra_it_is_said_how_to_get_it(monkeypatch):
    monkeypatch.delitem(sys.modules, "scraper.cluster.dask_engine", raising=False)
    monkeypatch.setitem(sys.modules, "distributed", None)
    with (
        pytest.raises(UsageError, match=r"pip install 'article-keeper\[dask\]'"),
        dispatcher_of(Settings(), engine="dask", scheduler=None),
    ):
        pass


@pytest.mark.slow
def test_a_scheduler_that_does_not_answer_is_named(monkeypatch):
    monkeypatch.setattr("scraper.cluster.dask_engine._CONNECT_TIMEOUT", 0.3)
    with (
        pytest.raises(UsageError, match=r"no Dask scheduler answers at tcp://127\.0\.0\.1:1:"),
        dispatcher_of(Settings(), engine="dask", scheduler="tcp://127.0.0.1:1"),
    ):
        pass

"""What the dispatcher does when a worker ends, and how it distributes sites."""

from types import SimpleNamespace

import pytest

from scraper.archive.state.queue import Queue
from scraper.archive.state.state_store import State
from scraper.models import Target
from scraper.pipeline.job import Job
from scraper.settings import FetchSettings, RunSettings, Settings
from scraper.workers.dispatcher import Dispatcher
from scraper.workers.messages import BatchDone


def job(url: str, site: str) -> Job:
    target = Target(url=url, key=url.removeprefix("http://"), site=site, source="urls.txt", line=1)
    return Job(target=target, prior=None)


def test_a_page_that_was_not_handed_in_is_given_back_though_its_site_had_ended():
    ended, open_ = job("http://ended.example/1", "ended.example"), job("http://o.example/1", "o")
    dispatcher = Dispatcher(recorder=None, settings=None)
    worker = SimpleNamespace(
        sites={"o"}, unfinished={j.target.key: j for j in (ended, open_)}, kill=lambda: None
    )
    dispatcher._pool["pipe"] = worker
    dispatcher._remove("pipe")
    assert dispatcher._returned == {"ended.example": [ended], "o": [open_]}
    assert sorted(dispatcher._sites) == ["ended.example", "o"]


@pytest.fixture
def state(tmp_path):
    state = State(tmp_path / "state.sqlite")
    yield state
    state.close()


class Pool:
    """Stand-ins for workers: how many sites they have, and what they were sent."""

    def __init__(self, *sites: int) -> None:
        self.dispatcher = Dispatcher(recorder=None, settings=Settings(run=RunSettings(workers=2)))
        self.sent: list[tuple[str, tuple[Job, ...]]] = []
        for number, count in enumerate(sites):
            self.dispatcher._pool[number] = SimpleNamespace(
                sites={f"{number}-{site}.example" for site in range(count)},
                is_stopping=False,
                send=lambda site, jobs: self.sent.append((site, jobs)),
            )

    def batch_done(self, *, is_movable: bool) -> list[tuple[str, tuple[Job, ...]]]:
        """What the first worker is sent after a batch of its first site."""
        more = job("http://0-0.example/1", "0-0.example")
        self.dispatcher._returned["0-0.example"] = [more]
        self.dispatcher._continue_site(
            self.dispatcher._pool[0], BatchDone(site="0-0.example", is_movable=is_movable)
        )
        return self.sent


def test_a_site_goes_to_a_worker_that_has_fewer():
    pool = Pool(3, 1)
    assert pool.batch_done(is_movable=True) == [("0-0.example", ())]
    assert list(pool.dispatcher._sites) == ["0-0.example"]


def test_a_site_goes_to_a_worker_that_can_be_started():
    assert Pool(2).batch_done(is_movable=True) == [("0-0.example", ())]


def test_a_site_of_which_nothing_is_left_ends_where_it_is(state):
    pool = Pool(3, 1)
    pool.dispatcher.recorder = SimpleNamespace(archive=SimpleNamespace(queue=Queue(state.database)))
    pool.dispatcher._continue_site(
        pool.dispatcher._pool[0], BatchDone(site="0-0.example", is_movable=True)
    )
    assert pool.sent == [("0-0.example", ())]
    assert not pool.dispatcher._sites


def test_half_of_what_is_left_of_a_site_is_handed_out_and_a_batch_at_the_most(state):
    queue = Queue(state.database)
    queue.add(job(f"http://a.example/{n}", "a.example").target for n in range(40))
    pool = Pool(1)
    pool.dispatcher.recorder = SimpleNamespace(archive=SimpleNamespace(queue=queue))
    sizes = iter(lambda: len(pool.dispatcher._take("a.example")), 0)
    assert list(sizes) == [16, 12, 6, 3, 2, 1]
    queue.add(job(f"http://wide.example/{n}", "wide.example").target for n in range(11))
    pool.dispatcher.settings = Settings(fetch=FetchSettings(connections=4))
    assert [len(pool.dispatcher._take("wide.example")) for _ in range(4)] == [6, 4, 1, 0]


def test_a_site_stays_where_its_pace_is_known():
    ((site, jobs),) = Pool(3, 1).batch_done(is_movable=False)
    assert (site, len(jobs)) == ("0-0.example", 1)


def test_a_site_stays_where_work_is_spread_evenly():
    ((_, jobs),) = Pool(2, 1).batch_done(is_movable=True)
    assert len(jobs) == 1
    ((_, jobs),) = Pool(1).batch_done(is_movable=True)
    assert len(jobs) == 1

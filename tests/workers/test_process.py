"""What a worker leaves behind when it is gone."""

from types import SimpleNamespace

import pytest

from scraper.archive.state.queue import Queue
from scraper.archive.state.state_store import State
from scraper.models import Target
from scraper.pipeline.job import Job
from scraper.settings import FetchSettings, RunSettings, Settings
from scraper.workers import process
from scraper.workers.dispatcher import Run
from scraper.workers.messages import Ready


def job(url: str, site: str) -> Job:
    target = Target(url=url, key=url.removeprefix("http://"), site=site, source="urls.txt", line=1)
    return Job(target=target, prior=None)


def test_a_page_that_was_not_handed_in_is_given_back_though_its_site_had_ended():
    ended, open_ = job("http://ended.example/1", "ended.example"), job("http://o.example/1", "o")
    run = Run(books=None, settings=None)
    worker = SimpleNamespace(
        sites={"o"}, held={j.target.key: j for j in (ended, open_)}, kill=lambda: None
    )
    run._crew["pipe"] = worker
    run._give_back("pipe")
    assert run._returned == {"ended.example": [ended], "o": [open_]}
    assert sorted(run._sites) == ["ended.example", "o"]


@pytest.fixture
def state(tmp_path):
    state = State(tmp_path / "state.sqlite")
    yield state
    state.close()


class Crew:
    """Workers as a run knows them: how many sites they have, and what they were told."""

    def __init__(self, *sites: int) -> None:
        self.run = Run(books=None, settings=Settings(run=RunSettings(workers=2)))
        self.told: list[tuple[str, tuple[Job, ...]]] = []
        for number, count in enumerate(sites):
            self.run._crew[number] = SimpleNamespace(
                sites={f"{number}-{site}.example" for site in range(count)},
                is_leaving=False,
                give=lambda site, jobs: self.told.append((site, jobs)),
            )

    def ready(self, *, is_free: bool) -> list[tuple[str, tuple[Job, ...]]]:
        """What the first worker is told when it has done a batch of its first site."""
        more = job("http://0-0.example/1", "0-0.example")
        self.run._returned["0-0.example"] = [more]
        self.run._give_more(self.run._crew[0], Ready(site="0-0.example", is_free=is_free))
        return self.told


def test_a_site_goes_to_a_worker_that_has_fewer():
    process = Crew(3, 1)
    assert process.ready(is_free=True) == [("0-0.example", ())]
    assert list(process.run._sites) == ["0-0.example"]


def test_a_site_goes_to_a_worker_that_can_be_started():
    assert Crew(2).ready(is_free=True) == [("0-0.example", ())]


def test_a_site_of_which_nothing_is_left_ends_where_it_is(state):
    process = Crew(3, 1)
    process.run.books = SimpleNamespace(archive=SimpleNamespace(queue=Queue(state.database)))
    process.run._give_more(process.run._crew[0], Ready(site="0-0.example", is_free=True))
    assert process.told == [("0-0.example", ())]
    assert not process.run._sites


def test_half_of_what_is_left_of_a_site_is_handed_out_and_a_batch_at_the_most(state):
    queue = Queue(state.database)
    queue.add(job(f"http://a.example/{n}", "a.example").target for n in range(40))
    process = Crew(1)
    process.run.books = SimpleNamespace(archive=SimpleNamespace(queue=queue))
    sizes = iter(lambda: len(process.run._take("a.example")), 0)
    assert list(sizes) == [16, 12, 6, 3, 2, 1]
    queue.add(job(f"http://wide.example/{n}", "wide.example").target for n in range(11))
    process.run.settings = Settings(fetch=FetchSettings(connections=4))
    assert [len(process.run._take("wide.example")) for _ in range(4)] == [6, 4, 1, 0]


def test_a_site_stays_where_its_pace_is_known():
    ((site, jobs),) = Crew(3, 1).ready(is_free=False)
    assert (site, len(jobs)) == ("0-0.example", 1)


def test_a_site_stays_where_work_is_spread_evenly():
    ((_, jobs),) = Crew(2, 1).ready(is_free=True)
    assert len(jobs) == 1
    ((_, jobs),) = Crew(1).ready(is_free=True)
    assert len(jobs) == 1


@pytest.mark.parametrize("error", [ConnectionRefusedError(), EOFError()])
def test_a_worker_is_started_again_where_its_server_was_killed_meanwhile(monkeypatch, error):
    monkeypatch.setattr(process, "_AGAIN", (0.0, 0.0))
    ends = [error, error, None]

    def start():
        if (end := ends.pop(0)) is not None:
            raise end

    process.start_process(SimpleNamespace(start=start))
    assert ends == []


def test_a_worker_that_cannot_be_started_at_all_is_an_error(monkeypatch):
    monkeypatch.setattr(process, "_AGAIN", (0.0, 0.0))

    def start():
        raise ConnectionRefusedError

    with pytest.raises(ConnectionRefusedError):
        process.start_process(SimpleNamespace(start=start))

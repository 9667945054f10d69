"""A run cut into shards ends as a run on one machine does."""

import sqlite3

from scraper.archive.reading import reading
from scraper.archive.verify import verify
from tests.cluster.conftest import AtOnce, run
from tests.pipeline.conftest import run as run_here
from tests.pipeline.test_run import URLS

FEED = "http://courier.example/feed.xml"


def rows(folder, query):
    with sqlite3.connect(folder / "state.sqlite") as db:
        return db.execute(query).fetchall()


def whole(folder):
    with reading(folder) as state:
        return list(verify(folder, state))


def test_the_demonstration_ends_as_it_does_on_one_machine(demo, tmp_path):
    engine = AtOnce()
    ran = run(demo, tmp_path / "shards", str(URLS), engine=engine)
    here = run_here(demo, tmp_path / "here", str(URLS))
    assert ran.completed
    assert ran.names == here.names
    assert ran.files == here.files
    assert len(ran.outcomes) == len(ran.names)
    assert len(engine.shards) == 9  # one a site
    assert whole(ran.folder) == []
    assert list((ran.folder / "shards").iterdir()) == [ran.folder / "shards" / "pulse"]

"""The reader over an archive that a run is writing."""

import threading

import httpx

from bench.reader.serving import serving_reader
from fixtures.server import DemoSite
from scraper.archive.readonly import reading
from tests.demo_runs import run
from tests.runs.test_run import FERRY

OTHERS = (
    "http://slowkitchen.example/reviews/hand-grinders",
    "http://notes.example/2025/tide-gauge/",
    "http://post.example/travel/night-trains",
)


def test_pages_are_served_while_a_run_saves_articles(tmp_path):
    folder = tmp_path / "archive"
    with DemoSite() as site:
        run(site, folder, FERRY)
        with reading(folder) as state:
            first = next(state.saved()).id
        running = threading.Thread(target=run, args=(site, folder, FERRY, *OTHERS))
        seen = set()
        with (
            serving_reader(folder) as address,
            httpx.Client(base_url=address, trust_env=False) as client,
        ):
            running.start()
            while running.is_alive():
                for path in ("/", "/?q=ferry", "/health", f"/article/{first}"):
                    seen.add((path, client.get(path).status_code))
            running.join()
            saved = client.get("/").text
    assert {status for _, status in seen} == {200}
    assert len(seen) == 4
    assert all(word in saved for word in ("Harbour ferry", "grinders", "tides", "Night trains"))

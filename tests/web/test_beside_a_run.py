"""The reader over an archive that a run is writing."""

import socket
import threading

import httpx
import uvicorn

from fixtures.server import DemoSite
from scraper.archive.readonly import reading
from scraper.settings import Settings
from scraper.web.reader import make_reader
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
        server = uvicorn.Server(uvicorn.Config(make_reader(folder, Settings()), log_config=None))
        with socket.create_server(("127.0.0.1", 0)) as listener:
            serving = threading.Thread(target=server.run, args=([listener],))
            running = threading.Thread(target=run, args=(site, folder, FERRY, *OTHERS))
            serving.start()
            running.start()
            address = f"http://127.0.0.1:{listener.getsockname()[1]}"
            seen = set()
            with httpx.Client(base_url=address, trust_env=False) as client:
                while running.is_alive():
                    for path in ("/", "/?q=ferry", "/health", f"/article/{first}"):
                        seen.add((path, client.get(path).status_code))
                running.join()
                saved = client.get("/").text
            server.should_exit = True
            serving.join()
    assert {status for _, status in seen} == {200}
    assert len(seen) == 4
    assert all(word in saved for word in ("Harbour ferry", "grinders", "tides", "Night trains"))

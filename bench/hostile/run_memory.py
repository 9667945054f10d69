"""The peak memory of `scraper run` with two workers, of which every site sends a hostile page.

A server on loopback plays all sites; every URL is of a site of its own, so that nothing is
requested after another.
"""

from __future__ import annotations

import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from bench.hostile.hostile_pages import PAGES
from bench.pipeline.meter import metered

# Of PSS, for parent and workers together; 302 to 312 were measured (docs/performance.md).
_MEGABYTES = 320


def print_peak(names: list[str], count: int) -> bool:
    """Print the peak of a run over `count` URLs, which send the pages in turn; whether it keeps to
    its budget.
    """
    with tempfile.TemporaryDirectory() as folder, _sites(names) as port:
        work = Path(folder)
        hosts = [f"h{number}.example" for number in range(count)]
        (work / "urls.txt").write_text("".join(f"http://{host}/page\n" for host in hosts))
        (work / "scraper.toml").write_text(
            "[fetch]\nallow_private = true\nrate = 0\nattempts = 1\nrobots = false\n"
            "[fetch.connect_to]\n"
            + "".join(f'"{host}" = "127.0.0.1:{port}"\n' for host in hosts)
            + "[run]\nworkers = 2\n"
        )
        used = metered(_command(work), work / "log.txt")
        print((work / "log.txt").read_text(errors="replace"))
    megabytes = used.peak * 1.048576
    mark = " **over**" if megabytes > _MEGABYTES else ""
    print("| URLs | seconds | CPU s | MB at the peak |\n|---:|---:|---:|---:|")
    print(f"| {count} | {used.wall:.0f} | {used.cpu:.0f} | {megabytes:.0f}{mark} |")
    return not mark


def _command(work: Path) -> list[str]:
    config, archive = str(work / "scraper.toml"), str(work / "archive")
    command = [sys.executable, "-m", "scraper", "run", str(work / "urls.txt"), "--quiet"]
    return [*command, "--config", config, "-o", archive]


@contextmanager
def _sites(names: list[str]) -> Iterator[int]:
    """The port of a server where the host hN sends the page N, modulo their number."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            number = int(self.headers["Host"].split(".")[0][1:])
            body = _body(names[number % len(names)])
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_arguments: object) -> None:
            pass

    with _Server(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
            thread.join()


class _Server(ThreadingHTTPServer):
    request_queue_size = 500
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Nothing: pages that are too large are not read to their end."""


@cache
def _body(name: str) -> bytes:
    page = PAGES[name]()
    return page.encode("utf-8", "surrogatepass") if isinstance(page, str) else page

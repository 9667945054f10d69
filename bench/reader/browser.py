"""A real browser over the reader: Debian's Chromium, driven by Playwright."""

from __future__ import annotations

import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from playwright.sync_api import Browser, ViewportSize, sync_playwright

from scraper.settings import Settings
from scraper.web.reader import make_reader

# a container has no user namespaces for the sandbox, and little shared memory
_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
PHONE: ViewportSize = {"width": 390, "height": 844}
DESKTOP: ViewportSize = {"width": 1280, "height": 900}


def chromium() -> str | None:
    """The path of the installed Chromium; None where there is none."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


@contextmanager
def browser() -> Iterator[Browser]:
    """The browser, running. Raises an error of Playwright where it cannot be started."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium(), args=_FLAGS)
        yield running
        running.close()


@contextmanager
def reading(archive: Path) -> Iterator[str]:
    """The reader over an archive, serving on loopback: its address without a slash at the end."""
    config = uvicorn.Config(make_reader(archive, Settings()), log_config=None)
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()

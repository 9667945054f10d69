"""A web application on loopback, as long as a block of code needs it."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp

from scraper.settings import Settings
from scraper.web.reader import make_reader


@contextmanager
def serving(application: ASGIApp) -> Iterator[str]:
    """The application in a thread: its address, without a slash at the end."""
    server = uvicorn.Server(uvicorn.Config(application, log_config=None))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


@contextmanager
def serving_reader(archive: Path) -> Iterator[str]:
    """The reader over an archive: its address."""
    with serving(make_reader(archive, Settings())) as address:
        yield address

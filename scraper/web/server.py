"""The server of the reader, on a loopback address."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path

import uvicorn

from scraper.errors import UsageError
from scraper.settings import Settings
from scraper.web.reader import make_reader

_HOST = "127.0.0.1"


def serve_archive(
    folder: Path, settings: Settings, *, port: int, on_start: Callable[[str], None]
) -> None:
    """Serve the archive in `folder` until the process is interrupted. `port` 0 is any that is
    free; `on_start` is called with the address before requests are accepted. Raises UsageError
    for a port that cannot be used.
    """
    try:
        listener = socket.create_server((_HOST, port))
    except OSError as error:
        raise UsageError(f"--port {port}: {error.strerror or error}") from error
    config = uvicorn.Config(
        make_reader(folder, settings),
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=False,
        lifespan="off",
    )
    with listener:
        on_start(f"http://{_HOST}:{listener.getsockname()[1]}/")
        uvicorn.Server(config).run(sockets=[listener])

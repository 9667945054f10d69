"""The command as a user runs it: in a folder, with streams and an exit code.

Commands run in this process, because a new one takes a second for its imports. Tests of signals,
killed parents and remaining processes use `process`.
"""

import io
import json
import logging
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from fixtures.demo import settings_text
from fixtures.server import DemoSite
from scraper.cli.main import main

ROOT = Path(__file__).parent.parent.parent


@dataclass
class Scraper:
    """`scraper` in an empty folder, with the settings of the demonstration site."""

    folder: Path
    site: DemoSite

    @property
    def config(self) -> str:
        path = self.folder / "settings.toml"
        path.write_text(settings_text(self.site) + "\n[run]\nworkers = 1\n")
        return str(path)

    def __call__(self, *arguments: str, stdin: bytes = b"") -> "Done":
        out, talk = io.BytesIO(), io.BytesIO()
        with surroundings(self.folder, arguments, stdin, out, talk):
            code = exit_code()
        return Done(code, out.getvalue().decode(), talk.getvalue().decode())

    def run(self, *arguments: str, stdin: bytes = b"") -> "Done":
        return self("run", *arguments, "--config", self.config, stdin=stdin)

    def process(self, *arguments: str) -> "Done":
        """The same in a process of its own."""
        command = [sys.executable, "-m", "scraper", *arguments]
        run = subprocess.run(
            command, cwd=self.folder, capture_output=True, check=False, timeout=120
        )
        return Done(run.returncode, run.stdout.decode(), run.stderr.decode())


@dataclass
class Done:
    code: int
    out: str
    talk: str

    @property
    def json(self) -> dict:
        return json.loads(self.out)


@contextmanager
def surroundings(
    folder: Path, arguments: tuple[str, ...], stdin: bytes, out: io.BytesIO, talk: io.BytesIO
) -> Iterator[None]:
    """The state that a new process would have; afterwards, what it changed is restored."""
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    log = logging.getLogger("scraper")
    before = log.propagate, list(log.handlers)
    streams = [io.TextIOWrapper(each, "utf-8", write_through=True) for each in (out, talk)]
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setattr(sys, "argv", ["scraper", *arguments])
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), "utf-8"))
        patch.setattr(sys, "stdout", streams[0])
        patch.setattr(sys, "stderr", streams[1])
        try:
            yield
        finally:
            log.propagate, log.handlers = before
            for number, handler in handlers.items():
                signal.signal(number, handler)
            for stream in streams:
                stream.detach()


def exit_code() -> int:
    """The exit code of the command in `sys.argv`."""
    try:
        main()
    except SystemExit as end:
        return int(end.code or 0)
    return 0


@pytest.fixture
def scraper(tmp_path):
    with DemoSite() as site:
        yield Scraper(tmp_path, site)

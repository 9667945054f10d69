"""The command as a user has it: a process of its own, its streams and its exit code."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from fixtures.demo import settings_text
from fixtures.server import DemoSite

ROOT = Path(__file__).parent.parent.parent


@dataclass
class Scraper:
    """`scraper` in an empty folder, with the demonstration site's settings at hand."""

    folder: Path
    site: DemoSite

    @property
    def config(self) -> str:
        path = self.folder / "settings.toml"
        path.write_text(settings_text(self.site) + "\n[run]\nworkers = 1\n")
        return str(path)

    def __call__(self, *arguments: str, stdin: bytes = b"") -> "Done":
        run = subprocess.run(
            [sys.executable, "-m", "scraper", *arguments],
            cwd=self.folder,
            input=stdin,
            capture_output=True,
            check=False,
            timeout=60,
        )
        return Done(run.returncode, run.stdout.decode(), run.stderr.decode())

    def run(self, *arguments: str, stdin: bytes = b"") -> "Done":
        return self("run", *arguments, "--config", self.config, stdin=stdin)


@dataclass
class Done:
    code: int
    out: str
    talk: str

    @property
    def json(self) -> dict:
        return json.loads(self.out)


@pytest.fixture
def scraper(tmp_path):
    with DemoSite() as site:
        yield Scraper(tmp_path, site)

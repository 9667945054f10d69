"""The programs that are compared, each a command over a list of URLs and a folder.

Every peer has a virtual environment of its own, because their dependencies conflict; pip installs
it when it is first needed. Each writes text and metadata for each page, without pauses between
requests, and with one request at a time to a site where it can be configured so.
"""

from __future__ import annotations

import subprocess
import sys
import venv
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

_PROGRAMS = Path(__file__).parent / "programs"
_TRAFILATURA = "trafilatura==2.3.1"
_CLEAN = "lxml_html_clean"  # which lxml no longer installs by the older name of its extra


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """The arguments of a program: the list, the output folder, a folder for settings."""

    urls: Path
    out: Path
    settings: Path


Command = Callable[[Path, Job], list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """A program; `command` takes the folder of the environment's programs. Without `packages`
    it runs in the environment of this program.
    """

    name: str
    packages: tuple[str, ...] = ()
    command: Command


def _ours(bin_: Path, job: Job) -> list[str]:
    settings = job.settings / "ours.toml"
    settings.write_text("[fetch]\nallow_private = true\nrate = 0\n")
    where = ["-o", str(job.out / "archive"), "--config", str(settings)]
    return [str(bin_ / "scraper"), "run", str(job.urls), *where, "--workers", "2", "--quiet"]


def _trafilatura(bin_: Path, job: Job, *more: str) -> list[str]:
    settings = job.settings / "trafilatura.cfg"
    settings.write_text(_TRAFILATURA_SETTINGS)
    command = [str(bin_ / "trafilatura"), "-i", str(job.urls), "-o", str(job.out)]
    shape = ["--output-format", "markdown", "--with-metadata", "--parallel", "2"]
    return [*command, *shape, "--config-file", str(settings), *more]


def _program(name: str, bin_: Path, job: Job) -> list[str]:
    return [str(bin_ / "python"), str(_PROGRAMS / f"{name}.py"), str(job.urls), str(job.out)]


# Its defaults, but for the pause between two requests to a host, and the guard against
# private addresses.
_TRAFILATURA_SETTINGS = """\
[DEFAULT]
DOWNLOAD_TIMEOUT = 30
MAX_FILE_SIZE = 20000000
MIN_FILE_SIZE = 10
SLEEP_TIME = 0.0
USER_AGENTS =
COOKIE =
MAX_REDIRECTS = 2
SSRF_PROTECTION = off
INSECURE_SSL_FALLBACK = on
MIN_EXTRACTED_SIZE = 250
MIN_OUTPUT_SIZE = 1
MIN_OUTPUT_COMM_SIZE = 1
MAX_TREE_SIZE =
EXTRACTION_TIMEOUT = 30
MIN_DUPLCHECK_SIZE = 100
MAX_REPETITIONS = 2
EXTENSIVE_DATE_SEARCH = on
EXTERNAL_URLS = off
"""

# The first two are the reference for all others.
PEERS = (
    Peer(name="scraper", command=_ours),
    Peer(name="trafilatura", packages=(_TRAFILATURA, _CLEAN), command=_trafilatura),
    Peer(
        name="trafilatura --fast",
        packages=(_TRAFILATURA, _CLEAN),
        command=lambda bin_, job: _trafilatura(bin_, job, "--fast"),
    ),
    Peer(
        name="httpx + trafilatura",
        packages=("httpx", _TRAFILATURA, _CLEAN),
        command=partial(_program, "by_httpx"),
    ),
    Peer(
        name="scrapy + trafilatura",
        packages=("scrapy", _TRAFILATURA, _CLEAN),
        command=partial(_program, "by_scrapy"),
    ),
    Peer(
        name="crawlee + trafilatura",
        packages=("crawlee", _TRAFILATURA, _CLEAN),
        command=partial(_program, "by_crawlee"),
    ),
    Peer(
        name="newspaper4k",
        packages=("newspaper4k", _CLEAN),
        command=partial(_program, "by_newspaper4k"),
    ),
    Peer(
        name="news-please",
        packages=("news-please", _CLEAN),
        command=partial(_program, "by_news_please"),
    ),
)


def programs_of(peer: Peer, root: Path) -> Path:
    """The folder of a peer's programs, installed under `root` where it is not there yet.

    Raises CalledProcessError where pip fails.
    """
    if not peer.packages:
        return Path(sys.executable).parent
    home = root / peer.packages[0].partition("=")[0]
    done = home / ".installed"
    if not done.exists():
        print(f"installing {' '.join(peer.packages)} in {home}", file=sys.stderr)
        venv.create(home, with_pip=True, clear=True)
        pip = [str(home / "bin/python"), "-m", "pip", "--disable-pip-version-check", "-q"]
        subprocess.run([*pip, "install", *peer.packages], check=True)
        done.touch()
    return home / "bin"

"""Runs over a growing archive, killed at random moments, and what must be true after each.

A run loses up to two of its workers, and then all processes at once, or the parent alone.
Everything that it reported as saved must then exist, complete and once, and the next run must
continue normally. Before and during each run a user changes, marks and moves articles: nothing
of that may be lost either.
"""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from fixtures.demo import settings_text
from fixtures.server import DemoSite
from scraper.archive.articles.article_places import place_of
from scraper.archive.articles.marks import change_marks, mark_change
from scraper.archive.articles.paths import json_path
from scraper.archive.readonly import reading
from scraper.archive.state.state_store import State
from scraper.archive.verification import Finding, Trouble, verify_archive
from scraper.errors import ArchiveError

HOSTS = ("courier.example", "notes.example", "post.example")
SAID = re.compile(r"^(new|updated|unchanged|duplicate) +(http\S+)")
# What a kill may leave, which the next run repairs; everything else is damage.
LEFT = frozenset({Trouble.TEMPORARY, Trouble.NO_ROW, Trouble.AHEAD, Trouble.MOVED})
_CUT_OFF = "EOFError: Ran out of input"
_NEW, _CHANGED, _AGAIN = 8, 3, 24  # pages per round
_EDITED = 3  # articles that the user edits per round
_COPIES = 0.1  # the share of new pages that are copies of another
_WORDS = [f"{a}{b}" for a in "har fer coun ti en win cre tick sto lam".split() for b in range(60)]


class TortureError(AssertionError):
    """A consequence that a kill must not have."""


@dataclass
class GeneratedPage:
    """A page: its address, the number of its text, and the address whose copy it is."""

    url: str
    revision: int = 1
    copy_of: str = ""
    saved: set[str] = field(default_factory=set)  # the marks of texts that were reported as saved

    @property
    def mark(self) -> str:
        """A word that is in no other text."""
        name = (self.copy_of or self.url).rpartition("/")[2]
        return f"mark{name}x{self.revision}x"


@dataclass
class Torture:
    """The site, its archive, and what its runs reported."""

    folder: Path
    site: DemoSite
    chance: random.Random
    pages: dict[str, GeneratedPage] = field(default_factory=dict)
    told: Counter[str] = field(default_factory=Counter)
    kills: int = 0
    words: list[str] = field(default_factory=list)  # what the user has written, each once

    @property
    def archive(self) -> Path:
        return self.folder / "archive"

    def round(self, *, is_killed: bool) -> None:
        """Add pages, run, kill the run, check the archive."""
        self._grow()
        self._edit()
        self.run(self._some(), is_killed=is_killed)
        self.check(LEFT)

    def finish(self) -> None:
        """A complete run, after which no trace of the kills is left."""
        self.run(list(self.pages), is_killed=False)
        self.check(frozenset())
        originals = sum(not page.copy_of for page in self.pages.values())
        found = sum(1 for _ in self.archive.glob("articles/**/*.md"))
        if found != originals:
            raise TortureError(f"{found} articles, not {originals}")

    # --- the site -----------------------------------------------------------------------

    def _grow(self) -> None:
        for _ in range(_NEW):
            number = len(self.pages)
            url = f"http://{self.chance.choice(HOSTS)}/story/{number}"
            originals = [p.url for p in self.pages.values() if not p.copy_of and p.revision == 1]
            is_copy = originals and self.chance.random() < _COPIES
            self.pages[url] = GeneratedPage(
                url, copy_of=self.chance.choice(originals) if is_copy else ""
            )
            self._publish(self.pages[url])
        copied = {page.copy_of for page in self.pages.values()}
        alone = [p for p in self.pages.values() if not p.copy_of and p.url not in copied]
        for page in self.chance.sample(alone, min(_CHANGED, len(alone))):
            page.revision += 1
            self._publish(page)

    def _publish(self, page: GeneratedPage) -> None:
        words = random.Random(page.mark)
        sentences = [
            " ".join(words.choice(_WORDS) for _ in range(14)).capitalize() + "." for _ in range(14)
        ]
        text = "".join(f"<p>{page.mark} {sentence}</p>" for sentence in sentences)
        name = f"/pictures/{int(page.url.rpartition('/')[2]) % 20}.png"
        text += f'<figure><img src="{name}"><figcaption>A quay.</figcaption></figure>{text[:400]}'
        image = b"\x89PNG\r\n\x1a\n" + name.encode() * 500
        kind = {"Content-Type": "image/png"}
        self.site.override(page.url.partition("/story")[0] + name, body=image, headers=kind)
        title = f"Story {page.mark}"
        body = f"<title>{title}</title><article><h1>{title}</h1>{text}</article>"
        self.site.override(page.url, body=body.encode())

    def _some(self) -> list[str]:
        """The newest pages, and some of the others."""
        urls = list(self.pages)
        older = urls[:-_NEW]
        return [*self.chance.sample(older, min(_AGAIN, len(older))), *urls[-_NEW:]]

    # --- its user -----------------------------------------------------------------------

    def _edit(self) -> None:
        """Change some articles with an editor, and move one."""
        texts = sorted(self.archive.glob("articles/**/*.md"))
        for path in self.chance.sample(texts, min(_EDITED, len(texts))):
            text, word = path.read_text("utf-8"), self._word()
            change = self.chance.choice(("key", "title", "notes", "body"))
            if change == "key":
                text = text.replace("\nid: ", f"\n{word}: 1\nid: ", 1)
            elif change == "title":
                text = re.sub(r"^title: .*", f"title: {word}", text, count=1, flags=re.MULTILINE)
            elif change == "notes" and "<!-- notes -->" not in text:
                text += "\n<!-- notes -->\n"
            path.write_text(f"{text}{word}\n" if change in {"notes", "body"} else text, "utf-8")
            if f"\ntitle: {word}" in text:  # replaced the one before
                self.words = [each for each in self.words if each in self._written()]
        for path in self.chance.sample(texts, min(1, len(texts))):
            goal = self.archive / "articles" / f"Moved{self.chance.randrange(3)}" / path.name
            goal.parent.mkdir(exist_ok=True)
            path.rename(goal)

    def _mark(self) -> None:
        """Tag an article, as `scraper tag` does, whatever a run is doing."""
        with suppress(ArchiveError), reading(self.archive) as state:
            saved = [record for record in state.saved() if record.path]
            if saved:
                word = f"tagged{len(self.words)}x"
                change_marks(self.archive, [self.chance.choice(saved)], mark_change(add=[word]))
                self.words.append(word)

    def _word(self) -> str:
        self.words.append(f"mine{len(self.words)}x")
        return self.words[-1]

    def _written(self) -> str:
        """All that is in the texts of the archive."""
        return "".join(p.read_text("utf-8") for p in self.archive.glob("articles/**/*.md"))

    # --- a run --------------------------------------------------------------------------

    def run(self, urls: list[str], *, is_killed: bool) -> None:
        (self.folder / "urls.txt").write_text("\n".join(urls))
        config = self.folder / "settings.toml"
        config.write_text(settings_text(self.site) + "[run]\nworkers = 2\n")
        command = [sys.executable, "-m", "scraper", "run", "urls.txt", "-o", "archive", "-v"]
        with subprocess.Popen(
            [*command, "--images", "--config", config.name],
            cwd=self.folder,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        ) as process:
            if is_killed:
                self._kill(process, len(urls))
            self._listen(process, is_killed=is_killed)
            code = process.wait()
        if not is_killed and code != 0:
            raise TortureError(f"a run that was left alone ended with {code}")
        _end_group(process.pid)

    def _listen(
        self, process: subprocess.Popen[str], until: int | None = None, *, is_killed: bool = False
    ) -> None:
        """Record what is reported as saved, up to a number of lines or to the end."""
        assert process.stderr is not None
        unsaid: list[str] = []
        for number, line in enumerate(process.stderr):
            if said := SAID.match(line):
                self.told[said.group(1)] += 1
                page = self.pages[said.group(2)]
                page.saved.add(page.mark)
            elif "Traceback" in line and not is_killed:
                raise TortureError(line + process.stderr.read())
            else:
                unsaid.append(line)
            if number == until:
                return
        text = "".join(unsaid)
        # A worker that is being forked when the run is killed receives no configuration.
        if text.count("Traceback") > text.count(_CUT_OFF):
            raise TortureError(text)

    def _kill(self, process: subprocess.Popen[str], lines: int) -> None:
        """Kill workers first, then the rest; each after some more lines and milliseconds."""
        for _ in range(self.chance.randrange(3)):
            self._wait(process, lines // 3)
            if workers := _workers(process.pid):
                self._send(os.kill, self.chance.choice(workers))
        self._wait(process, lines // 3)
        self._send(self.chance.choice((os.kill, os.killpg)), process.pid)

    def _wait(self, process: subprocess.Popen[str], lines: int) -> None:
        self._listen(process, until=self.chance.randrange(lines))
        self._mark()
        time.sleep(self.chance.random() * 0.05)

    def _send(self, kill: Callable[[int, int], None], whom: int) -> None:
        with suppress(ProcessLookupError):  # it has just ended by itself
            kill(whom, signal.SIGKILL)
            self.kills += 1

    # --- what must be true ----------------------------------------------------------------

    def check(self, allowed: frozenset[Trouble]) -> None:
        if not (self.archive / "state.sqlite").is_file():
            if any(page.saved for page in self.pages.values()):
                raise TortureError("the state is gone")
            return
        allowed |= {Trouble.EDITED}
        if bad := [f for f in self._findings() if f.trouble not in allowed]:
            raise TortureError(f"verify: {bad}")
        self._check_once()
        written = self._written()
        if lost := [word for word in self.words if word not in written]:
            raise TortureError(f"lost of the user's: {lost}")
        with reading(self.archive) as state:
            for page in self.pages.values():
                self._check_saved(page, state)

    def _findings(self) -> Iterator[Finding]:
        with reading(self.archive) as state:
            yield from verify_archive(self.archive, state)

    def _check_once(self) -> None:
        """No article exists twice, under one key or under two."""
        keys = Counter(
            msgspec.json.decode((self.archive / json_path(str(path))).read_bytes())["key"]
            for path in self._texts()
        )
        if twice := [key for key, count in keys.items() if count > 1]:
            raise TortureError(f"there twice: {twice}")

    def _check_saved(self, page: GeneratedPage, state: State) -> None:
        """What was reported as saved exists, as the current text or an earlier one."""
        if not page.saved:
            return
        record = state.get(page.url.removeprefix("http://"))
        if record is not None and record.duplicate_of:
            record = state.get_by_id(record.duplicate_of)
        if record is None or not record.path:
            raise TortureError(f"{page.url} was said to be saved, and is not")
        path = self.archive / place_of(self.archive, record)
        paths = [path, *(self.archive / "versions" / record.id).glob("*.md")]
        texts = [path.read_text("utf-8") for path in paths]
        for mark in page.saved:
            if not any(text.count(mark) >= 15 for text in texts):
                raise TortureError(f"{page.url}: the text {mark} is lost or torn")

    def _texts(self) -> Iterator[Path]:
        for path in self.archive.glob("articles/**/*.md"):
            if (self.archive / json_path(str(path))).is_file():
                yield path


def _workers(parent: int) -> list[int]:
    """The processes of a run's group, but for the parent."""
    listed = subprocess.run(
        ["ps", "-eo", "pid=,pgid="], capture_output=True, text=True, check=True
    ).stdout.split()
    pairs = zip(map(int, listed[::2]), map(int, listed[1::2]), strict=True)
    return [pid for pid, group in pairs if group == parent and pid != parent]


def _end_group(group: int) -> None:
    """Wait until no process of a run is left: workers notice that their parent has ended."""
    until = time.monotonic() + 20
    while _workers(group):
        if time.monotonic() > until:
            raise TortureError("workers outlive their parent")
        time.sleep(0.02)

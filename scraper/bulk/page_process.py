"""One worker process of `extract_many`: pages go in, a few at a time, articles come out.

The parent sends only to a process that waits for pages, and a process sends only while the parent
may read: neither can block the other. Answers come in the order of the pages, so that the page
that a process hangs or dies on is the first one without an answer.
"""

from __future__ import annotations

import gc
import multiprocessing as mp
import os
import signal
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.reduction import ForkingPickler
from types import ModuleType
from typing import Any

from msgspec import Struct

from scraper.errors import ScraperError
from scraper.models import Article
from scraper.settings import MIB, Settings
from scraper.workers.process import set_up_fork_server, start_process


class Answer(Struct, frozen=True):
    """What came of one page: an article, or the reason why there is none. `is_last`: the process
    ends now, because the page has used up its memory.
    """

    article: Article | None
    error: str = ""
    is_last: bool = False


class PageProcess:
    """A worker process as the parent sees it. `unanswered` are the numbers of its pages, with the
    one that it works on first.
    """

    def __init__(self, settings: Settings) -> None:
        context = _context()
        self.connection, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs, settings), daemon=True)
        with _no_main_module():
            start_process(self._process)
        theirs.close()
        self.is_ready = False  # whether it has imported what it needs
        self.unanswered: deque[int] = deque()
        self._since = time.monotonic()

    def send(self, pages: dict[int, Any]) -> None:
        """Send pages, by number, to a process that has answered all before."""
        self.unanswered.extend(pages)
        self._since = time.monotonic()
        try:
            self.connection.send(tuple(pages.values()))
        except (BrokenPipeError, ConnectionResetError):
            return  # it has died, which is noticed at the next `receive`

    def receive(self) -> Answer | None:
        """The next answer; None where the process has ended."""
        try:
            answer: Answer = self.connection.recv()
        except (EOFError, OSError):
            return None
        self._since = time.monotonic()
        return answer

    @property
    def exit_code(self) -> int | None:
        """How the process has ended."""
        self._process.join(1.0)
        code: int | None = self._process.exitcode
        return code

    def is_stuck(self, limit: float) -> bool:
        """Whether it has worked on one page for longer than `limit` seconds."""
        is_late = bool(self.unanswered) and time.monotonic() - self._since > limit
        return self.is_ready and is_late and not self.connection.poll()

    def kill(self) -> None:
        """End the process and release what it has here."""
        self._process.kill()
        self._process.join()
        self.connection.close()


@contextmanager
def _no_main_module() -> Iterator[None]:
    """Inside, a process that is started does not import the program's main module.

    multiprocessing imports it for functions that are defined there, of which there are none here:
    a script would need a guard, and one on standard input could not be imported at all.
    """
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _context() -> Any:
    """Processes that share the model, forked from a server that has loaded it, where the system
    can; others load it themselves.
    """
    if "forkserver" not in mp.get_all_start_methods():
        return mp.get_context("spawn")
    set_up_fork_server()
    return mp.get_context("forkserver")


def _work(parent: Connection, settings: Settings) -> None:
    """What the process runs, until the parent closes the connection."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the parent too
    from scraper.bulk.page_input import extract_input  # noqa: F401, PLC0415 - before it is ready
    from scraper.workers.memory import return_large_blocks  # noqa: PLC0415 - not for the parent

    gc.set_threshold(50_000, 20, 100)  # as in workers/worker.py
    return_large_blocks()
    parent.send(Answer(None))
    try:
        while True:
            _answer_all(parent, parent.recv(), settings)
    except (EOFError, OSError):
        os._exit(0)  # the parent has ended, or does not need more


def _answer_all(parent: Connection, pages: Iterable[Any], settings: Settings) -> None:
    for page in pages:
        answer = _answer(page, settings)
        parent.send_bytes(_pickled(answer))
        if answer.is_last:
            os._exit(0)


def _pickled(answer: Answer) -> bytes:
    """An answer as `receive` reads it. Blocks may be nested more deeply than pickle can go."""
    try:
        return bytes(ForkingPickler.dumps(answer))
    except RecursionError as error:
        return bytes(ForkingPickler.dumps(Answer(None, f"bug: RecursionError: {error}")))


def _answer(page: Any, settings: Settings) -> Answer:
    from scraper.bulk.page_input import extract_input  # noqa: PLC0415 - not for the parent
    from scraper.workers.memory import memory_limit  # noqa: PLC0415 - the same

    limit = settings.run.page_memory
    try:
        with memory_limit(limit):
            return Answer(extract_input(page, settings))
    except MemoryError:
        reason = f"extraction memory: more than {limit / MIB:g} MiB"
        return Answer(None, reason, is_last=True)
    except OSError as error:
        return Answer(None, error.strerror or str(error))
    except ScraperError as error:
        return Answer(None, str(error))
    except Exception as error:  # noqa: BLE001 - the border of one page: the rest goes on
        return Answer(None, f"bug: {type(error).__name__}: {error}"[:300])

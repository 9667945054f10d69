"""Many pages -> their articles, on all cores: an iterator over a pool of processes.

Nothing that a page does ends the others: one that crashes its process, never ends or needs too
much memory gives an error, and another process takes over what was waiting behind it.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from scraper.bulk.page_input import PageInput
from scraper.bulk.page_process import Answer, PageProcess
from scraper.errors import ScraperError
from scraper.models import Article, Page
from scraper.pipeline.setting_selectors import check_selectors
from scraper.settings import ExtractSettings, Settings

DEFAULTS = Settings()
_BATCH = 4  # pages that a process has at once: an answer needs no wait for the next page
_AHEAD = 64  # pages for each process that may be finished before one that must come first
_TICK = 0.2  # seconds between two checks for pages that do not end
_MAX_FAILED_STARTS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """What came of one page: `article`, or `error` (one line) where there is none.

    `item` is the page as it was given, `number` its place among them, from 0.
    """

    number: int
    item: PageInput = field(repr=False)
    article: Article | None
    error: str = ""


def extract_many(
    pages: Iterable[PageInput],
    *,
    workers: int | None = None,
    ordered: bool = False,
    settings: Settings | ExtractSettings = DEFAULTS,
) -> Iterator[Extracted]:
    """The articles of many pages, each as soon as it is finished, or in the order of the pages.

    A page is HTML (str or bytes), a Path (`.html`, `.html.gz`), one of these with its URL as a
    tuple, or a Page of `read_warc`. `pages` may be endless: a few are read ahead. `workers` are
    processes [default: `settings.run.workers`, or one for each core], which share the model. A
    page that takes longer than `settings.run.page_timeout` or more than `page_memory` gives an
    Extracted with an error.

    Raises ScraperError where no process can be started, TypeError for one page instead of many,
    and whatever `pages` raises.
    """
    if isinstance(pages, str | bytes | Path):
        raise TypeError(f"pages: expected an iterable of pages, got {type(pages).__name__}")
    if isinstance(settings, ExtractSettings):
        settings = Settings(extract=settings)
    check_selectors(settings)
    count = workers or settings.run.workers or os.cpu_count() or 1
    return _Pool(iter(pages), count, settings, is_ordered=ordered).results()


def check_item(item: object, number: int) -> None:
    """Raises TypeError for what is no page."""
    if not isinstance(item, str | bytes | Path | tuple | Page):
        kind = type(item).__name__
        raise TypeError(f"page {number}: expected HTML, a Path or a Page, got {kind}")


class _Pool:
    """The processes, the pages that wait for one, and results that wait for others."""

    def __init__(
        self, pages: Iterator[PageInput], count: int, settings: Settings, *, is_ordered: bool
    ) -> None:
        self._pages = enumerate(pages)
        self._count = count
        self._settings = settings
        self._is_ordered = is_ordered
        self._processes: dict[Connection, PageProcess] = {}
        self._items: dict[int, PageInput] = {}  # pages whose results were not given out yet
        self._waiting: deque[int] = deque()  # those of them that no process has
        self._finished: dict[int, Answer] = {}
        self._next = 0  # the number of the result that is given out next, where they are ordered
        self._failed_starts = 0

    def results(self) -> Iterator[Extracted]:
        try:
            while self._dispatch():
                self._receive()
                yield from self._take_finished()
        finally:
            for process in self._processes.values():
                process.kill()

    # --- pages -> processes -------------------------------------------------------------

    def _dispatch(self) -> bool:
        """Give pages to all processes that have none; whether there is anything to wait for."""
        processes = self._processes.values()
        for process in processes:
            if process.is_ready and not process.unanswered and (pages := self._take(_BATCH)):
                process.send(pages)
        starting = sum(not process.is_ready for process in processes)
        while len(self._processes) < self._count and self._fill(starting + 1):
            process = PageProcess(self._settings)
            self._processes[process.connection] = process
            starting += 1
        return bool(self._items)

    def _take(self, count: int) -> dict[int, PageInput]:
        """The next pages that no process has."""
        self._fill(count)
        numbers = [self._waiting.popleft() for _ in range(min(count, len(self._waiting)))]
        return {number: self._items[number] for number in numbers}

    def _fill(self, count: int) -> bool:
        """Read pages ahead until `count` wait; whether so many do."""
        room = min(count - len(self._waiting), _AHEAD * self._count - len(self._items))
        for number, item in islice(self._pages, max(0, room)):
            check_item(item, number)
            self._items[number] = item
            self._waiting.append(number)
        return len(self._waiting) >= count

    # --- processes -> results -----------------------------------------------------------

    def _receive(self) -> None:
        for connection in wait(list(self._processes), timeout=_TICK):
            process = self._processes[connection]  # type: ignore[index]
            answer = process.receive()
            if answer is None:
                self._reap(process)
            elif not process.is_ready:
                process.is_ready = True
            else:
                self._finished[process.unanswered.popleft()] = answer
                if answer.is_last:
                    self._remove(process)
        limit = self._settings.run.page_timeout
        for process in list(self._processes.values()):
            if process.is_stuck(limit):
                self._fail(process, f"extraction timeout: not done after {limit:g} s")

    def _reap(self, process: PageProcess) -> None:
        """A process has ended: because of the page that it worked on, if there is one."""
        if not process.is_ready:
            self._failed_starts += 1
            if self._failed_starts > _MAX_FAILED_STARTS:
                code = process.exit_code
                raise ScraperError(f"worker processes end at their start (exit code {code})")
        if process.unanswered:
            code = process.exit_code
            self._fail(process, f"bug: the extraction ended its process (exit code {code})")
        else:
            self._remove(process)

    def _fail(self, process: PageProcess, reason: str) -> None:
        self._finished[process.unanswered.popleft()] = Answer(None, reason)
        self._remove(process)

    def _remove(self, process: PageProcess) -> None:
        self._waiting.extendleft(reversed(process.unanswered))
        del self._processes[process.connection]
        process.kill()

    def _take_finished(self) -> Iterator[Extracted]:
        """The results that can be given out."""
        while self._finished:
            number = self._next if self._is_ordered else next(iter(self._finished))
            answer = self._finished.pop(number, None)
            if answer is None:
                return
            self._next = number + 1
            item: Any = self._items.pop(number)
            yield Extracted(number=number, item=item, article=answer.article, error=answer.error)

"""`scraper extract` of many pages: to a folder, a table, or JSON Lines on stdout."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import BinaryIO

from scraper.archive.export_target import export_file
from scraper.bulk.extract_many import extract_many
from scraper.bulk.page_files import NamedPage, named_pages
from scraper.bulk.page_folder import PageFolder
from scraper.bulk.page_input import PageInput
from scraper.bulk.page_output import ROW_WRITERS, page_document
from scraper.bulk.page_row import outcome_of, page_row
from scraper.cli.exit_codes import ExitCode
from scraper.cli.output_kind import OutputKind, output_kind
from scraper.cli.progress import Screen, screen_for
from scraper.cli.terminal import one_line, write_stderr
from scraper.errors import UsageError
from scraper.models import Article
from scraper.settings import Settings

_Found = tuple[NamedPage, Article | None, str]  # a page, its article, or why there is none


def extract_pages(
    names: tuple[str, ...], settings: Settings, *, output: Path | None, quiet: bool
) -> ExitCode:
    """Extract all that `names` stand for; the exit code. Raises UsageError, ArchiveError."""
    kind = OutputKind.JSON if output is None else output_kind(output)
    if output is not None and kind not in {OutputKind.FOLDER, OutputKind.TABLE}:
        raise UsageError(f"{output}: is for one page; name a folder, NAME.jsonl or NAME.parquet")
    start = time.monotonic()
    with screen_for(quiet=quiet, verbose=False) as screen:
        run = _BulkRun(names, settings, screen)
        try:
            _write(run, settings, kind, output)
        except KeyboardInterrupt:
            run.is_stopped = True
    if not quiet or run.is_stopped:
        write_stderr(one_line(run.summary(time.monotonic() - start)))
    if run.is_stopped:
        what = "was not written" if kind is OutputKind.TABLE else "has the pages before"
        write_stderr(one_line(f"stopped before the end; {output or 'stdout'} {what}"))
        return ExitCode.STOPPED
    return ExitCode.SOME_FAILED if run.counts["failed"] else ExitCode.SUCCESS


def _write(run: _BulkRun, settings: Settings, kind: OutputKind, output: Path | None) -> None:
    with closing(run.results(ordered=kind is not OutputKind.FOLDER)) as results:
        if output is None:
            _write_documents(results, settings, sys.stdout.buffer)
        elif kind is OutputKind.FOLDER:
            _write_folder(results, settings, output, run.screen)
        else:
            _write_table(results, output)


class _BulkRun:
    """The pages of one command, and how many came to what."""

    def __init__(self, names: tuple[str, ...], settings: Settings, screen: Screen) -> None:
        self._settings = settings
        self.screen = screen
        self._pages: dict[int, NamedPage] = {}  # those without a result, by number
        self._inputs = named_pages(
            names, max_bytes=settings.fetch.max_bytes, on_problem=self._failed
        )
        self.counts: Counter[str] = Counter()
        self.is_stopped = False

    def results(self, *, ordered: bool) -> Generator[_Found, None, None]:
        """What comes of each page; a line for each that fails, and the progress, are shown."""
        found = extract_many(self._items(), ordered=ordered, settings=self._settings)
        for done, result in enumerate(found, 1):
            page = self._pages.pop(result.number)
            if result.article is None:
                self._failed(f"{page.name}: {result.error}")
            else:
                is_saved = is_article(result.article, self._settings)
                self.counts["extracted" if is_saved else "left out"] += 1
            self.screen.tick(done, 0, f"{done} pages{self._counts(' · ')}")
            yield page, result.article, result.error

    def summary(self, seconds: float) -> str:
        """The end of the command, in one line."""
        total = self.counts.total()
        pages = f"{total} page{'s' * (total != 1)} in {seconds:.1f} s"
        return f"{pages}{self._counts(', ')}" if total else f"{pages}: nothing to extract"

    def _counts(self, separator: str) -> str:
        named = (f"{name} {self.counts[name]}" for name in _COUNTED if self.counts[name])
        return "".join(f"{separator}{each}" for each in named)

    def _items(self) -> Iterator[PageInput]:
        for number, page in enumerate(self._inputs):
            self._pages[number] = page
            yield page.item

    def _failed(self, line: str) -> None:
        self.counts["failed"] += 1
        self.screen.line(f"failed        {line}")


_COUNTED = ("extracted", "left out", "failed")


def is_article(article: Article, settings: Settings) -> bool:
    """Whether it is saved, as in an archive."""
    return bool(article.word_count) and article.verdict.name in settings.archive.save


def _write_folder(
    results: Iterable[_Found], settings: Settings, output: Path, screen: Screen
) -> None:
    """Articles as files; a line for each page that is none."""
    folder = PageFolder(output)
    for page, article, _ in results:
        if article is not None and is_article(article, settings):
            if report := folder.write(article, name=page.name, path=page.path):
                screen.line(report)
        elif article is not None:
            screen.line(f"{outcome_of(article):<12}  {page.name}: {article.verdict.reason}")


def _write_table(results: Iterable[_Found], output: Path) -> None:
    rows = (page_row(page.name, article, error) for page, article, error in results)
    write = ROW_WRITERS[output.suffix.lower()]
    with export_file(output) as temporary, temporary.open("wb") as file:
        write(rows, file)


def _write_documents(results: Iterable[_Found], settings: Settings, out: BinaryIO) -> None:
    """One line of JSON for each page."""
    for page, article, error in results:
        out.write(page_document(page.name, article, error, comments=settings.extract.comments))
        out.flush()

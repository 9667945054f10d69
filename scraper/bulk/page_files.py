"""The pages in what the user names: HTML files, WARC files, standard input."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from scraper.bulk.page_input import PageInput
from scraper.bulk.page_names import files_in, is_warc, output_path, paths_of
from scraper.errors import ArchiveError, ScraperError
from scraper.pipeline.page_file import page_bytes
from scraper.pipeline.warc_pages import read_warc


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPage:
    """A page to extract. `name` is for messages; `path` names its output, relative and without an
    ending, and is empty where the article has to name it.
    """

    item: PageInput
    name: str
    path: str = ""


def named_pages(
    names: Iterable[str], *, max_bytes: int, on_problem: Callable[[str], None]
) -> Iterator[NamedPage]:
    """The pages that `names` stand for, read as they are needed; one line for each file that
    cannot be read goes to `on_problem`.
    """
    for name in names:
        if name == "-":
            content = sys.stdin.buffer.read(max_bytes)
            try:
                yield NamedPage(
                    item=page_bytes(content, max_bytes=max_bytes), name="-", path="stdin"
                )
            except ScraperError as error:
                on_problem(f"-: {error}")
            continue
        for path in paths_of(name):
            for file in files_in(path, on_problem):
                relative = file.relative_to(path) if file != path else Path(file.name)
                yield from _pages(file, relative, max_bytes, on_problem)


def _pages(
    file: Path, relative: Path, max_bytes: int, on_problem: Callable[[str], None]
) -> Iterator[NamedPage]:
    if not is_warc(file):
        yield NamedPage(item=file, name=str(file), path=output_path(relative))
        return
    try:
        for page in read_warc(file, max_bytes=max_bytes):
            yield NamedPage(item=page, name=page.final_url)
    except ArchiveError as error:
        on_problem(str(error))

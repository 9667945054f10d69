"""List files, standard input (`-`) and URLs -> targets, read one by one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from scraper.errors import UrlError, UrlListError
from scraper.importers.list_format import ADVICE
from scraper.importers.list_reader import check_list, read_list
from scraper.models import BadLine, Target
from scraper.urls import target, with_scheme

_URL = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*://")


def read_targets(
    sources: Iterable[str],
    *,
    on_bad_line: Callable[[BadLine], None],
    on_notice: Callable[[str], None],
) -> Iterator[Target]:
    """The targets of all sources, one by one; lines that are no URL go to `on_bad_line`.

    A source is a URL (with or without `https://`), the path of a list or an export of one, or
    `-` for standard input. Raises UrlListError where a list cannot be read or holds no URL, and
    for a source that looks like a URL and is none.
    """
    for source in sources:
        if (url := as_url(source)) is not None:
            yield _parse(url)
        else:
            yield from _read(source, on_bad_line, on_notice)


def check_sources(sources: Iterable[str]) -> None:
    """Open all lists once, so that a missing one is found before the run. Raises UrlListError."""
    for source in sources:
        if (url := as_url(source)) is not None:
            _parse(url)
        elif source != "-":
            check_list(source)


def as_url(source: str) -> str | None:
    """The URL that a source is, with its scheme; None for a list. Without a scheme it must have a
    path, and no file may have its name.
    """
    if _URL.match(source):
        return source
    is_file = source == "-" or "/" not in source or Path(source).exists()
    return None if is_file else with_scheme(source)


def _parse(url: str) -> Target:
    try:
        return target(url)
    except UrlError as error:
        raise UrlListError(f"{url}: {error}") from error


def _read(
    source: str, on_bad_line: Callable[[BadLine], None], on_notice: Callable[[str], None]
) -> Iterator[Target]:
    found = False
    for item in read_list(source, on_notice=on_notice):
        if isinstance(item, BadLine):
            on_bad_line(item)
        else:
            found = True
            yield item
    if not found:
        name = "stdin" if source == "-" else source
        raise UrlListError(f"{name}: no URL in it; {ADVICE}")

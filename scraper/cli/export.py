"""`scraper export` and `scraper diff`: articles for other programs, and how one has changed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

from scraper.archive.articles.saved_article import SavedArticle, read_saved
from scraper.archive.articles.versions import changes, versions
from scraper.archive.atomic_files import archive_errors
from scraper.archive.exporters import FORMATS
from scraper.archive.readonly import reading
from scraper.archive.state.state_store import State
from scraper.cli.look import find_article
from scraper.cli.run import parse_duration
from scraper.cli.terminal import one_line, write_stderr, write_stdout
from scraper.errors import ArchiveError, UsageError


def export_command(
    *, format_: str, archive: Path, output: Path | None, site: str | None, since: str | None
) -> int:
    """The exit code of `export`: 1 where an article's files could not be read."""
    write = FORMATS[format_]
    if output is None and format_ == "epub" and sys.stdout.isatty():
        raise UsageError("an EPUB is not for the terminal: name a file with --output")
    missing: list[str] = []
    with reading(archive) as state:
        articles = _articles(archive, state, site, since, missing)
        if output is None:
            write(articles, sys.stdout.buffer)
        else:
            with archive_errors(output), output.open("wb") as file:
                write(articles, file)
    for message in missing:
        write_stderr(one_line(f"scraper: left out: {message}"))
    return 1 if missing else 0


def _articles(
    folder: Path, state: State, site: str | None, since: str | None, missing: list[str]
) -> Iterator[SavedArticle]:
    """The saved articles, by site and name; what cannot be read is noted in `missing`."""
    seconds = parse_duration(since, "--since") if since else None
    after = datetime.now(UTC) - timedelta(seconds=seconds) if seconds is not None else None
    for record in state.saved():
        if site is not None and record.site != site:
            continue
        if after is not None and (record.created is None or record.created < after):
            continue
        try:
            article = read_saved(folder, record)
        except ArchiveError as error:
            missing.append(str(error))
            continue
        yield article


def diff_command(*, article: str, archive: Path, all_: bool) -> int:
    """The exit code of `diff`: 0 where there is a change to show, 1 where there is none."""
    with reading(archive) as state:
        record = find_article(state, article)
    if record is None or not record.path:
        write_stderr(one_line(f"scraper: no article in {archive} for {article}"))
        return 1
    texts = versions(archive, record)
    if len(texts) == 1:
        write_stderr("scraper: the text has not changed since it was saved")
        return 1
    pairs = list(pairwise(texts))
    for old, new in pairs if all_ else pairs[-1:]:
        for line in changes(archive, old, new):
            _show(line)
    return 0


def _show(line: str) -> None:
    if not sys.stdout.isatty():
        write_stdout(line, raw=True)
        return
    colour = {"+": "\x1b[32m", "-": "\x1b[31m", "@": "\x1b[36m"}.get(line[:1], "")
    write_stdout(f"{colour}{one_line(line)}\x1b[0m" if colour else one_line(line), raw=True)

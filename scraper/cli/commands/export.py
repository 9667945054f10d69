"""`scraper export`: the articles of an archive in formats of other programs."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scraper.cli.durations import parse_since
from scraper.cli.exit_codes import ExitCode
from scraper.cli.options import archive_option
from scraper.cli.terminal import one_line, write_stderr

if TYPE_CHECKING:
    from scraper.archive.articles.saved_article import SavedArticle
    from scraper.archive.state.state_store import State


@click.command()
@click.argument("format_", metavar="FORMAT", type=click.Choice(["jsonl", "csv", "epub", "csl"]))
@archive_option
@click.option("--output", type=click.Path(path_type=Path), help="The file [default: stdout].")
@click.option("--site", metavar="DOMAIN", help="Only this registrable domain.")
@click.option("--since", metavar="AGE", help="Only what was saved first in this time (2h, 7d).")
def export(
    *, format_: str, archive: Path, output: Path | None, site: str | None, since: str | None
) -> ExitCode:
    """Write the articles as jsonl (with texts), csv, epub (a book) or csl (references).

    \b
      scraper export jsonl | jq -r .title
      scraper export epub --since 7d --output week.epub
      scraper export csl --output references.json
    """
    from scraper.archive.atomic_files import archive_errors
    from scraper.archive.exporters import FORMATS
    from scraper.archive.readonly import reading
    from scraper.errors import UsageError

    write = FORMATS[format_]
    if output is None and format_ == "epub" and sys.stdout.isatty():
        raise UsageError("an EPUB is not for the terminal: name a file with --output")
    unreadable: list[str] = []
    with reading(archive) as state:
        articles = _articles(archive, state, site, parse_since(since), unreadable)
        if output is None:
            write(articles, sys.stdout.buffer)
        else:
            with archive_errors(output), output.open("wb") as file:
                write(articles, file)
    for message in unreadable:
        write_stderr(one_line(f"scraper: left out: {message}"))
    return ExitCode.SOME_FAILED if unreadable else ExitCode.SUCCESS


def _articles(
    folder: Path, state: State, site: str | None, after: datetime | None, unreadable: list[str]
) -> Iterator[SavedArticle]:
    """The saved articles, by site and name; errors of those without whole files go to
    `unreadable`.
    """
    from scraper.archive.articles.saved_article import read_saved
    from scraper.errors import ArchiveError

    for record in state.saved():
        if site is not None and record.site != site:
            continue
        if after is not None and (record.created is None or record.created < after):
            continue
        try:
            article = read_saved(folder, record)
        except ArchiveError as error:
            unreadable.append(str(error))
            continue
        yield article

"""`scraper export`: the articles of an archive in formats of other programs."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scraper.cli.durations import parse_since
from scraper.cli.exit_codes import ExitCode
from scraper.cli.options import archive_option_only, site_option
from scraper.cli.terminal import one_line, open_output, write_stderr

if TYPE_CHECKING:
    from scraper.archive.articles.saved_article import SavedArticle
    from scraper.archive.state.record import Record
    from scraper.archive.state.state_store import State


_FORMATS = ("jsonl", "csv", "parquet", "sqlite", "text", "html", "hugo", "epub", "csl")


@click.command()
@click.argument("format_", metavar="FORMAT", type=click.Choice(_FORMATS))
@archive_option_only
@click.option(
    *("-o", "--output"),
    type=click.Path(path_type=Path),
    help="The file or, for text, html and hugo, the folder [default: stdout].",
)
@site_option
@click.option("--since", metavar="AGE", help="Only what was first saved since (7d, 2026-01-31).")
@click.option("--tag", "tags", multiple=True, help="Only articles with this tag (may be repeated).")
@click.option("--read/--unread", "is_read", default=None, help="Only articles that are (not) read.")
def export(
    *,
    format_: str,
    archive: Path,
    output: Path | None,
    site: str | None,
    since: str | None,
    tags: tuple[str, ...],
    is_read: bool | None,
) -> ExitCode:
    """Write the articles of an archive in a FORMAT of other programs.

    \b
      jsonl, parquet   one row an article, with its Markdown and its plain text
      csv              the metadata, for a spreadsheet
      sqlite           a database with full-text search (Datasette, SQL)
      text             a folder of plain text files
      html             a folder that opens in a browser: by date, site, tag; search
      hugo             content for Hugo: a page bundle an article, with its images
      epub             a book, in order of time
      csl              references, for Zotero and Pandoc

    \b
      scraper export jsonl | jq -r .title
      scraper export epub --since 7d -o week.epub
      scraper export html -o pages
      scraper export hugo -o site/content/articles
    """
    from scraper.archive.exporters import READ_IN_ORDER
    from scraper.archive.readonly import reading

    unreadable: list[str] = []
    after = parse_since(since)
    _check_output(format_, output)
    with reading(archive) as state:
        records = _records(state, site, after, is_by_time=format_ in READ_IN_ORDER)
        articles = _articles(archive, records, unreadable)
        _write(format_, output, _marked(articles, tags, is_read=is_read))
    for message in unreadable:
        write_stderr(one_line(f"scraper: left out: {message}"))
    return ExitCode.SOME_FAILED if unreadable else ExitCode.SUCCESS


def _check_output(format_: str, output: Path | None) -> None:
    """Raises UsageError where a format needs a name that is not given."""
    from scraper.archive.exporters import BINARY, FORMATS
    from scraper.errors import UsageError

    if output is not None:
        return
    if format_ not in FORMATS:
        raise UsageError(f"export {format_} needs a name: -o NAME")
    if format_ in BINARY and sys.stdout.isatty():
        raise UsageError(f"{format_} is not for the terminal: name a file with -o")


def _write(format_: str, output: Path | None, articles: Iterator[SavedArticle]) -> None:
    """Write to `output`, which is complete or as it was, or to stdout."""
    from scraper.archive.export_target import export_file, export_folder
    from scraper.archive.exporters import FILES, FOLDERS, FORMATS

    if output is None:
        with open_output():
            FORMATS[format_](articles, sys.stdout.buffer)
            sys.stdout.buffer.flush()
    elif format_ in FOLDERS:
        with export_folder(output) as path:
            FOLDERS[format_](articles, path)
    elif format_ in FILES:
        with export_file(output) as path:
            FILES[format_](articles, path)
    else:
        with export_file(output) as path, path.open("wb") as file:
            FORMATS[format_](articles, file)


def _records(
    state: State, site: str | None, after: datetime | None, *, is_by_time: bool
) -> Iterable[Record]:
    """The rows of saved articles by site and name, or by the day of publication."""
    found = (
        record
        for record in state.saved()
        if (site is None or record.site == site)
        and (after is None or (record.created is not None and record.created >= after))
    )
    return sorted(found, key=_time) if is_by_time else found


def _time(record: Record) -> str:
    return record.published or (record.created.isoformat() if record.created else "")


def _articles(
    folder: Path, records: Iterable[Record], unreadable: list[str]
) -> Iterator[SavedArticle]:
    """The articles; errors of those without whole files go to `unreadable`."""
    from scraper.archive.articles.article_places import ArticlePlaces
    from scraper.archive.articles.saved_article import read_saved
    from scraper.errors import ArchiveError

    places = ArticlePlaces(folder)
    for record in records:
        try:
            article = read_saved(folder, record, places)
        except ArchiveError as error:
            unreadable.append(str(error))
            continue
        yield article


def _marked(
    articles: Iterator[SavedArticle], tags: tuple[str, ...], *, is_read: bool | None
) -> Iterator[SavedArticle]:
    """Those with all the tags, and the mark."""
    from scraper.archive.articles.marks import is_tagged, tag_named

    tags = tuple(map(tag_named, tags))
    for article in articles:
        marks = article.marks
        if is_read in {None, marks.is_read} and all(is_tagged(marks, tag) for tag in tags):
            yield article

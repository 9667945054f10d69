"""`scraper forget`: remove articles for good."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from scraper.cli.exit_codes import ExitCode
from scraper.cli.options import archive_option
from scraper.cli.terminal import one_line, write_stderr, write_stdout

if TYPE_CHECKING:
    from scraper.archive.archive_folder import Archive
    from scraper.archive.forgotten import ForgottenArticle
    from scraper.archive.state.record import Record


@click.command()
@click.argument("articles", metavar="[URL|ID]...", nargs=-1)
@archive_option
@click.option("--undo", is_flag=True, help="Let them be fetched again by the next run.")
@click.option(
    "--with-notes", is_flag=True, help="Also those with your notes or changes in their text."
)
def forget(*, articles: tuple[str, ...], archive: Path, undo: bool, with_notes: bool) -> ExitCode:
    """Remove articles from the archive with all that belongs to them, and never fetch them again.

    That is: texts, metadata, versions, comments, images that nothing else uses, raw pages, entries
    of the search index. A NAME.notes.md beside an article stays. Without a name, list what was
    removed.

    \b
      scraper forget 5ihl56kn
      scraper forget --undo https://example.org/story
    """
    from scraper.archive.archive_folder import open_archive
    from scraper.archive.forgotten import read_forgotten
    from scraper.archive.readonly import reading

    with reading(archive):
        pass  # this command makes no archive where there is none
    if not articles:
        for each in read_forgotten(archive):
            write_stdout(one_line(f"{each.at:%Y-%m-%d}  {each.id}  {each.url}"))
        return ExitCode.SUCCESS
    with open_archive(archive) as opened:
        if undo:
            return _undo(opened, articles)
        return _forget(opened, articles, with_notes=with_notes)


def _forget(archive: Archive, names: tuple[str, ...], *, with_notes: bool) -> ExitCode:
    """Remove all of the named articles or, where one cannot be, none."""
    from scraper.archive.forgetting import forget_articles, own_words
    from scraper.cli.article_lookup import find_article
    from scraper.pipeline.clock import utcnow

    records: dict[str, Record] = {}
    problems = []
    for name in names:
        record = find_article(archive.state, name)
        if record is None or not record.path:
            problems.append(f"no article in {archive.folder} for {name}")
        elif not with_notes and (own := own_words(archive.folder, record)):
            problems.append(f"{record.path}: has {own}; --with-notes removes it with them")
        else:
            records[record.key] = record
    if problems:
        return _refused(problems)
    forget_articles(archive, records.values(), utcnow())
    for record in records.values():
        write_stdout(one_line(f"forgotten  {record.id}  {record.url}"))
    return ExitCode.SUCCESS


def _undo(archive: Archive, names: tuple[str, ...]) -> ExitCode:
    """Remember the named articles no more or, where one was never removed, none of them."""
    from scraper.archive.forgetting import undo_forgetting
    from scraper.archive.forgotten import read_forgotten

    found: list[ForgottenArticle] = []
    problems = []
    known = read_forgotten(archive.folder)
    for name in names:
        key = _key_of(name)
        matching = [each for each in known if name == each.id or key in each.keys]
        found += matching
        if not matching:
            problems.append(f"{name}: is no article that was removed with `scraper forget`")
    if problems:
        return _refused(problems)
    undo_forgetting(archive, [each.id for each in found])
    for each in found:
        write_stdout(one_line(f"no longer forgotten  {each.id}  {each.url}"))
    return ExitCode.SUCCESS


def _key_of(name: str) -> str | None:
    """The URL key of a name that is a URL. Raises UsageError."""
    from scraper.errors import UrlError, UsageError
    from scraper.urls import url_key

    if "://" not in name:
        return None
    try:
        return url_key(name)
    except UrlError as error:
        raise UsageError(f"{name}: {error}") from error


def _refused(problems: list[str]) -> ExitCode:
    for problem in problems:
        write_stderr(one_line(f"scraper: {problem}"))
    write_stderr("scraper: nothing was changed")
    return ExitCode.SOME_FAILED

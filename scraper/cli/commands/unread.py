"""`scraper unread`: articles are not read."""

from __future__ import annotations

from pathlib import Path

import click

from scraper.cli.exit_codes import ExitCode
from scraper.cli.mark_changes import change_marks_of
from scraper.cli.options import archive_option


@click.command()
@click.argument("articles", metavar="URL|ID...", nargs=-1, required=True)
@archive_option
def unread(*, articles: tuple[str, ...], archive: Path) -> ExitCode:
    """Mark articles as not read.

    \b
      scraper unread 5ihl56kn
    """
    from scraper.archive.articles.marks import mark_change

    return change_marks_of(archive, articles, mark_change(is_read=False))

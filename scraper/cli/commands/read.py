"""`scraper read`: articles are read."""

from __future__ import annotations

from pathlib import Path

import click

from scraper.cli.exit_codes import ExitCode
from scraper.cli.mark_changes import change_marks_of
from scraper.cli.options import archive_option


@click.command()
@click.argument("articles", metavar="URL|ID...", nargs=-1, required=True)
@archive_option
def read(*, articles: tuple[str, ...], archive: Path) -> ExitCode:
    """Mark articles as read: `read: true` in the front matter, which Obsidian shows as a checkbox.

    \b
      scraper read 5ihl56kn
      scraper list --unread
    """
    from scraper.archive.articles.marks import mark_change

    return change_marks_of(archive, articles, mark_change(is_read=True))

"""`scraper tag`: the tags of articles."""

from __future__ import annotations

from pathlib import Path

import click

from scraper.cli.exit_codes import ExitCode
from scraper.cli.mark_changes import change_marks_of
from scraper.cli.options import archive_option
from scraper.cli.terminal import one_line, write_stdout


@click.command()
@click.argument("articles", metavar="[URL|ID]...", nargs=-1)
@archive_option
@click.option("--add", multiple=True, metavar="TAG", help="Add this tag (may be repeated).")
@click.option("--remove", multiple=True, metavar="TAG", help="Remove this tag (may be repeated).")
def tag(
    *, articles: tuple[str, ...], archive: Path, add: tuple[str, ...], remove: tuple[str, ...]
) -> ExitCode:
    """Add and remove tags of articles, or print them; without a name, all tags of the archive.

    Tags are the `tags` of the front matter, as Obsidian has them; from then on they are yours, and
    no update changes them. It works during a run, too.

    \b
      scraper tag 5ihl56kn --add harbour --add to-do
      scraper tag 5ihl56kn --remove to-do
      scraper list --tag harbour
    """
    from scraper.archive.articles.marks import mark_change
    from scraper.errors import UsageError

    if not articles:
        if add or remove:
            raise UsageError("tag: name the articles (URL or id)")
        return _list(archive)
    return change_marks_of(archive, articles, mark_change(add=add, remove=remove))


def _list(archive: Path) -> ExitCode:
    """All tags, with the number of their articles."""
    from scraper.archive.readonly import reading
    from scraper.archive.search_index import open_index

    with reading(archive) as state, open_index(archive, state) as index:
        index.update()
        for name, count in index.marks.tags():
            write_stdout(one_line(f"{count:6}  {name}"))
    return ExitCode.SUCCESS

"""`scraper show`: print an article of the archive."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from scraper.cli.exit_codes import ExitCode
from scraper.cli.options import archive_option
from scraper.cli.terminal import one_line, write_stderr, write_stdout


@click.command()
@click.argument("article", metavar="URL|ID")
@archive_option
@click.option("--json", "as_json", is_flag=True, help="Its .json: everything that is known.")
def show(*, article: str, archive: Path, as_json: bool) -> ExitCode:
    """Print an article of the archive, by any of its addresses or its id.

    \b
      scraper show https://example.org/story
      scraper show 5ihl56kn --json | jq .removals
    """
    from scraper.archive.articles.article_places import place_of
    from scraper.archive.articles.paths import json_path
    from scraper.archive.articles.saved_article import saved_bytes
    from scraper.archive.readonly import reading
    from scraper.cli.article_lookup import find_article

    with reading(archive) as state:
        record = find_article(state, article)
    if record is None or not record.path:
        known = f": {record.outcome}, {record.reason}" if record else ""
        write_stderr(one_line(f"scraper: no article in {archive} for {article}{known}"))
        return ExitCode.SOME_FAILED
    path = json_path(record.path) if as_json else place_of(archive, record)
    text = saved_bytes(archive, path).decode("utf-8", "replace")
    write_stdout(text.rstrip("\n"), raw=not sys.stdout.isatty())
    return ExitCode.SUCCESS

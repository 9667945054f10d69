"""`scraper extract`: print the article of an HTML file, without network."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from scraper.cli.exit_codes import ExitCode
from scraper.cli.options import config_option, mode_option, settings_of


@click.command()
@click.argument("file", type=click.Path(allow_dash=True, path_type=Path))
@click.option("--url", default="", help="The page's address: links come out absolute.")
@config_option
@mode_option
@click.option("--json", "as_json", is_flag=True, help="Everything that is known, as JSON.")
@click.option("--comments", is_flag=True, help="With --json: the readers' comments too.")
def extract(
    *, file: Path, url: str, config: Path | None, mode: str | None, as_json: bool, comments: bool
) -> ExitCode:
    """Print the article in an HTML FILE (- for standard input) as Markdown; no network.

    \b
      scraper extract page.html --url https://example.org/story
      curl -s https://example.org/story | scraper extract -
    """
    from scraper.cli.single_article import check_comments, print_article, read_html
    from scraper.extraction import article as extraction

    check_comments(comments=comments, as_json=as_json)
    settings = settings_of(config, mode=mode, comments=comments or None)
    article = extraction.extract(
        read_html(file),
        url=url or None,
        fetched_at=datetime.now(UTC),
        settings=settings.extract,
    )
    return print_article(article, settings, as_json=as_json)

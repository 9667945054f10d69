"""`scraper get`: fetch one article and print it."""

from __future__ import annotations

from pathlib import Path

import click

from scraper.cli.exit_codes import ExitCode
from scraper.cli.options import fetch_options, mode_option, settings_of


@click.command()
@click.argument("url")
@fetch_options
@mode_option
@click.option("--json", "as_json", is_flag=True, help="Everything that is known, as JSON.")
@click.option("--comments", is_flag=True, help="With --json: the readers' comments too.")
def get(
    *,
    url: str,
    config: Path | None,
    contact: str | None,
    allow_private: bool,
    mode: str | None,
    as_json: bool,
    comments: bool,
) -> ExitCode:
    """Print the article at URL as Markdown; nothing is saved.

    \b
      scraper get https://example.org/story > story.md
      scraper get https://example.org/story --json | jq .published
    """
    from scraper.cli.single_article import check_comments, print_article, print_fetch_error
    from scraper.errors import FetchError, UrlError, UsageError
    from scraper.pipeline.single import scrape

    check_comments(comments=comments, as_json=as_json)
    settings = settings_of(
        config,
        contact=contact or None,
        allow_private=allow_private or None,
        mode=mode,
        comments=comments or None,
    )
    try:
        article = scrape(url, settings=settings)
    except UrlError as error:
        raise UsageError(f"{url}: {error}") from error
    except FetchError as error:
        print_fetch_error(error)
        return ExitCode.SOME_FAILED
    return print_article(article, settings, as_json=as_json)

"""`scraper get`: fetch one article and print it."""

from __future__ import annotations

from pathlib import Path

import click

from scraper.cli.exit_codes import ExitCode
from scraper.cli.options import fetch_options, mode_option, settings_of


@click.command()
@click.argument("url")
@click.option(
    *("-o", "--output"),
    type=click.Path(path_type=Path),
    help="NAME.md, NAME.json, or a folder for both [default: stdout].",
)
@fetch_options
@mode_option
@click.option("--json", "as_json", is_flag=True, help="Everything that is known, as JSON.")
@click.option("--comments", is_flag=True, help="With --json: the readers' comments too.")
def get(
    *,
    url: str,
    output: Path | None,
    config: Path | None,
    contact: str | None,
    allow_private: bool,
    mode: str | None,
    as_json: bool,
    comments: bool,
) -> ExitCode:
    """Print the article at URL as Markdown; no archive is needed.

    \b
      scraper get https://example.org/story -o story.md
      scraper get https://example.org/story --json | jq .published
    """
    from scraper.cli.output_kind import OutputKind, output_kind
    from scraper.cli.single_article import check_comments, print_fetch_error, put_article
    from scraper.cli.terminal import one_line, write_stderr
    from scraper.errors import FetchError, UrlError, UsageError
    from scraper.pipeline.single import scrape
    from scraper.urls import with_scheme

    kind = output_kind(output)
    if kind is OutputKind.TABLE:
        raise UsageError(f"{output}: expected NAME.md, NAME.json or a folder")
    check_comments(kind, comments=comments, as_json=as_json)
    settings = settings_of(
        config,
        contact=contact or None,
        allow_private=allow_private or None,
        mode=mode,
        comments=comments or None,
    )
    if (with_https := with_scheme(url)) is not None:
        write_stderr(one_line(f"scraper: taken as {with_https}"))
        url = with_https
    try:
        article = scrape(url, settings=settings)
    except UrlError as error:
        raise UsageError(f"{url}: {error}") from error
    except FetchError as error:
        print_fetch_error(error)
        return ExitCode.SOME_FAILED
    return put_article(article, settings, name=url, as_json=as_json, output=output)

"""`scraper why`: every block of a page, kept or dropped, with the rule."""

from __future__ import annotations

import os
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scraper.cli.exit_codes import ExitCode
from scraper.cli.options import fetch_options, mode_option, settings_of
from scraper.cli.terminal import write_stdout

if TYPE_CHECKING:
    from scraper.extraction.explain import Explanation
    from scraper.settings import Settings

_MIN_COLUMNS, _MAX_COLUMNS = 60, 120  # narrower cuts off the texts, wider is hard to read


@click.command()
@click.argument("page", metavar="URL|FILE")
@click.option("--url", default="", help="The address of the page in a FILE.")
@fetch_options
@mode_option
@click.option("--json", "as_json", is_flag=True, help="The same as one JSON document.")
def why(
    *,
    page: str,
    url: str,
    config: Path | None,
    contact: str | None,
    allow_private: bool,
    mode: str | None,
    as_json: bool,
) -> ExitCode:
    """Show every block of a page, kept (+) or dropped (-), by which step and rule.

    Before that: what the page is, and its metadata with the place each value comes from.
    Nothing is saved. FILE may be - for standard input.

    \b
      scraper why https://example.org/story
      scraper why page.html --url https://example.org/story | grep -i newsletter
      scraper why page.html --json | jq '.blocks[] | select(.kept | not)'
    """
    from scraper.cli.explanation_view import ExplanationView
    from scraper.cli.json_output import explanation_json
    from scraper.cli.single_article import print_fetch_error
    from scraper.errors import FetchError

    settings = settings_of(
        config, contact=contact or None, allow_private=allow_private or None, mode=mode
    )
    try:
        explanation = _explanation(page, url, settings)
    except FetchError as error:
        print_fetch_error(error)
        return ExitCode.SOME_FAILED
    if as_json:
        write_stdout(explanation_json(explanation))
        return ExitCode.SUCCESS
    colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    columns = min(max(shutil.get_terminal_size((80, 24)).columns, _MIN_COLUMNS), _MAX_COLUMNS)
    view = ExplanationView(columns=columns, colour=colour)
    # raw: every text of the page was escaped before it was coloured
    write_stdout("\n".join(view.lines(explanation)), raw=True)
    return ExitCode.SUCCESS


def _explanation(page: str, url: str, settings: Settings) -> Explanation:
    """The page at a URL, or in a file, explained. Raises FetchError, UsageError."""
    import asyncio

    from scraper.cli.single_article import read_html
    from scraper.errors import UrlError, UsageError
    from scraper.extraction.explain import explain
    from scraper.pipeline.single import fetch_page
    from scraper.settings import extract_settings_for
    from scraper.urls import site_of

    if "://" not in page:
        return explain(
            read_html(Path(page)),
            url=url or None,
            fetched_at=datetime.now(UTC),
            settings=settings.extract,
        )
    if url:
        raise UsageError("--url: only for a file; a URL is its own address")
    try:
        site = site_of(page)
        fetched = asyncio.run(fetch_page(page, site, settings))
    except UrlError as error:
        raise UsageError(f"{page}: {error}") from error
    return explain(
        fetched.body,
        url=fetched.final_url,
        headers=fetched.headers,
        fetched_at=fetched.fetched_at,
        status=fetched.status,
        settings=extract_settings_for(settings, site),
    )
